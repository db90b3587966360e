/**
 * Whether Brio is worth it, by fixed rules.
 *
 * The rival is the peer with the fewest bytes. To be *smaller* than it takes 2 % fewer bytes: for less nobody takes on
 * another format. To be *no slower* in a direction takes nine tenths of its speed: two runs of one program differ by as
 * much. Then the first that applies, each picking the smallest of its levels:
 *
 * 1. `worth-it`: a level is smaller, and no slower in either direction.
 * 2. `faster`: a level is at most 2 % larger, and takes at most half the time there and back (it is slower in one of the
 *    directions, mostly in decoding, or not smaller).
 * 3. `trade`: a level is at least 10 % smaller, and slower in one direction only.
 * 4. `trade`: a level is at least 25 % smaller, and slower in both. As with 3, it is worth it where bytes cost more than time.
 * 5. `not-worth-it`: none of these. The smallest of all levels is picked, to show how far off it is.
 *
 * Beside the pick, the smallest level of 3 and 4 is named if it is at least 10 % smaller than the pick.
 */
import type { Measurement } from "./measure.ts";

export type Outcome = "worth-it" | "trade" | "faster" | "not-worth-it";

/** One level beside the rival. */
export interface Standing {
  readonly coder: string;
  /** Bytes saved, as a share of the rival's: 0.25 is a quarter smaller, below 0 is larger. */
  readonly saving: number;
  /** Speed divided by the rival's: 2 is twice as fast, 0.5 half as fast. */
  readonly encodeFactor: number;
  readonly decodeFactor: number;
}

export interface Verdict {
  readonly outcome: Outcome;
  readonly rival: string;
  readonly pick: Standing;
  /** A smaller level that costs time, if it saves so much beyond the pick that it is worth a word; else `null`. */
  readonly trade: Standing | null;
}

/** All sizes in percent, so that they are compared in integers, and what is 10 % smaller is not 9.999… % smaller. */
const LEAST_SAVING = 2;
const MOST_EXCESS = 2;
const LEAST_SAVING_IF_SLOWER = 10;
const LEAST_SAVING_IF_SLOWER_IN_BOTH = 25;
/** "No slower" is at least this factor. */
const LEAST_FACTOR = 0.9;
/** "Faster" is at most this share of the rival's time, both directions together. */
const MOST_TIME = 0.5;

/**
 * @param levels - of Brio, at least one; of several with as many bytes, the first counts as the smallest
 * @param peers - at least one, measured on the same records
 */
export function judge(levels: readonly Measurement[], peers: readonly Measurement[]): Verdict {
  const rival = smallestOf(peers);
  const halfTrades = levels.filter(
    (level) =>
      saves(level, rival, LEAST_SAVING_IF_SLOWER) && Math.max(...factors(level, rival)) >= LEAST_FACTOR,
  );
  const fullTrades = levels.filter((level) => saves(level, rival, LEAST_SAVING_IF_SLOWER_IN_BOTH));
  const trades = [...halfTrades, ...fullTrades];
  const verdict = (outcome: Outcome, picks: readonly Measurement[]): Verdict => {
    const pick = smallestOf(picks);
    const further = trades.filter((level) => saves(level, pick, LEAST_SAVING_IF_SLOWER));
    return {
      outcome,
      rival: rival.coder,
      pick: standing(pick, rival),
      trade: further.length > 0 ? standing(smallestOf(further), rival) : null,
    };
  };

  const free = levels.filter(
    (level) => saves(level, rival, LEAST_SAVING) && Math.min(...factors(level, rival)) >= LEAST_FACTOR,
  );
  if (free.length > 0) return verdict("worth-it", free);

  const quick = levels.filter(
    (level) => saves(level, rival, -MOST_EXCESS) && timeOf(level) <= MOST_TIME * timeOf(rival),
  );
  if (quick.length > 0) return verdict("faster", quick);

  if (halfTrades.length > 0) return verdict("trade", halfTrades);
  return fullTrades.length > 0 ? verdict("trade", fullTrades) : verdict("not-worth-it", levels);
}

function standing(level: Measurement, rival: Measurement): Standing {
  const [encodeFactor, decodeFactor] = factors(level, rival);
  return { coder: level.coder, saving: 1 - level.bytes / rival.bytes, encodeFactor, decodeFactor };
}

/** Whether a measurement is smaller than another by so many percent at least; below 0, larger by so many at most. */
function saves(measurement: Measurement, other: Measurement, percent: number): boolean {
  return 100 * measurement.bytes <= (100 - percent) * other.bytes;
}

/** Speeds divided by the rival's: of encoding, and of decoding. */
function factors(level: Measurement, rival: Measurement): [number, number] {
  return [
    level.encodeMegabytesPerSecond / rival.encodeMegabytesPerSecond,
    level.decodeMegabytesPerSecond / rival.decodeMegabytesPerSecond,
  ];
}

/** Time there and back, in seconds for a million bytes of content. */
function timeOf({ encodeMegabytesPerSecond, decodeMegabytesPerSecond }: Measurement): number {
  return 1 / encodeMegabytesPerSecond + 1 / decodeMegabytesPerSecond;
}

/** The first of those with the fewest bytes. */
function smallestOf(measurements: readonly Measurement[]): Measurement {
  return measurements.reduce((best, measurement) => (measurement.bytes < best.bytes ? measurement : best));
}
