/** Size and speed of one coder on a list of records, each coded by itself. */
import { Refusal } from "../failure.ts";
import type { Coder } from "./coders.ts";

export interface Measurement {
  readonly coder: string;
  /** Sum over all records. */
  readonly bytes: number;
  /** Content bytes divided by `bytes`. */
  readonly ratio: number;
  /** Millions of content bytes a second, in the fastest round. */
  readonly encodeMegabytesPerSecond: number;
  readonly decodeMegabytesPerSecond: number;
}

/**
 * Without a number of rounds, a direction is repeated for half a second, and at least three times, since the first
 * round pays for tables and for compilation by the engine. Three seconds end it in any case: a round so long has
 * left that behind, and it would try anybody's patience.
 */
const SECONDS_WANTED = 0.5;
const ROUNDS_WANTED = 3;
const SECONDS_AT_MOST = 3;

/**
 * Encodes and decodes every record, checks that each comes back, and times both over all records.
 *
 * The fastest round counts, not the mean: whatever else the machine does can only add to the time.
 *
 * @param rounds - how often each direction is timed; `null` for half a second, see above
 * @throws Refusal if a record does not come back as it was
 */
export function measureCoder(
  coder: Coder,
  records: readonly Uint8Array[],
  rounds: number | null,
): Measurement {
  let encoded: Uint8Array[] = [];
  const encodeSeconds = fastestRound(rounds, () => {
    encoded = records.map((record) => coder.encode(record));
  });

  let decoded: Uint8Array[] = [];
  const decodeSeconds = fastestRound(rounds, () => {
    decoded = encoded.map((bytes) => coder.decode(bytes));
  });
  verify(coder, records, decoded);

  const contentBytes = totalLength(records);
  const bytes = totalLength(encoded);
  return {
    coder: coder.name,
    bytes,
    ratio: contentBytes / bytes,
    encodeMegabytesPerSecond: contentBytes / 1e6 / encodeSeconds,
    decodeMegabytesPerSecond: contentBytes / 1e6 / decodeSeconds,
  };
}

export function totalLength(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}

/** Seconds. */
function fastestRound(rounds: number | null, work: () => void): number {
  const enough = (done: number, spent: number) =>
    rounds === null
      ? spent >= SECONDS_AT_MOST || (spent >= SECONDS_WANTED && done >= ROUNDS_WANTED)
      : done >= rounds;

  let fastest = Number.POSITIVE_INFINITY;
  for (let done = 0, spent = 0; !enough(done, spent); done++) {
    const started = performance.now();
    work();
    // A clock may not have moved during a tiny input; a nanosecond keeps the quotient finite and the loop going.
    const seconds = Math.max((performance.now() - started) / 1000, 1e-9);
    fastest = Math.min(fastest, seconds);
    spent += seconds;
  }
  return fastest;
}

function verify(coder: Coder, records: readonly Uint8Array[], decoded: readonly Uint8Array[]): void {
  for (const [index, record] of records.entries()) {
    if (Buffer.compare(record, decoded[index]!) !== 0) {
      throw new Refusal(`${coder.name} does not give back record ${index + 1} of ${records.length}`);
    }
  }
}
