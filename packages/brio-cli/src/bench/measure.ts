/** Size and speed of one coder on a list of records, each coded by itself. */
import { Refusal } from "../failure.ts";
import type { Coder } from "./coders.ts";
import { fastestRound } from "./rounds.ts";

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
 * Encodes and decodes every record, checks that each comes back, and times both over all records.
 *
 * @param rounds - how often each direction is timed; `null` for half a second, as {@link fastestRound} has it
 * @throws Refusal if a record does not come back as it was
 */
export function measureCoder(
  coder: Coder,
  records: readonly Uint8Array[],
  rounds: number | null,
): Measurement {
  let encoded: Uint8Array[] = [];
  const encodeSeconds = fastestRound(rounds, () =>
    millisecondsOf(() => {
      encoded = records.map((record) => coder.encode(record));
    }),
  );

  let decoded: Uint8Array[] = [];
  const decodeSeconds = fastestRound(rounds, () =>
    millisecondsOf(() => {
      decoded = encoded.map((bytes) => coder.decode(bytes));
    }),
  );
  checkRoundTrip(coder, records, decoded);
  return measurementOf(coder, totalLength(records), totalLength(encoded), encodeSeconds, decodeSeconds);
}

export function measurementOf(
  coder: Coder,
  contentBytes: number,
  bytes: number,
  encodeSeconds: number,
  decodeSeconds: number,
): Measurement {
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

/** @throws Refusal if a record does not come back as it was */
export function checkRoundTrip(
  coder: Coder,
  records: readonly Uint8Array[],
  decoded: readonly Uint8Array[],
): void {
  for (const [index, record] of records.entries()) {
    if (Buffer.compare(record, decoded[index]!) !== 0) {
      throw new Refusal(`${coder.name} does not give back record ${index + 1} of ${records.length}`);
    }
  }
}

function millisecondsOf(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}
