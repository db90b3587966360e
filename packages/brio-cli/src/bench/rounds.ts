/** How often a measurement is repeated, and which of the rounds counts. */

/**
 * Without a number of rounds, a direction is repeated for half a second, and at least three times, since the first
 * round pays for tables and for compilation by the engine. Three seconds end it in any case: a round so long has
 * left that behind, and it would try anybody's patience.
 */
const SECONDS_WANTED = 0.5;
const ROUNDS_WANTED = 3;
const SECONDS_AT_MOST = 3;

/**
 * Seconds of the fastest round. It counts, not the mean: whatever else the machine does can only add to the time.
 *
 * @param rounds - how many; `null` for half a second, see above
 * @param work - one round; returns the milliseconds that it took
 */
export function fastestRound(rounds: number | null, work: () => number): number {
  const enough = (done: number, spent: number) =>
    rounds === null
      ? spent >= SECONDS_AT_MOST || (spent >= SECONDS_WANTED && done >= ROUNDS_WANTED)
      : done >= rounds;

  let fastest = Number.POSITIVE_INFINITY;
  for (let done = 0, spent = 0; !enough(done, spent); done++) {
    // A clock may not have moved during a tiny input; a nanosecond keeps the quotient finite and the loop going.
    const seconds = Math.max(work() / 1000, 1e-9);
    fastest = Math.min(fastest, seconds);
    spent += seconds;
  }
  return fastest;
}
