/** Size, speed and latency of one coder on a list of records, each coded and timed by itself. */
import type { Coder } from "./coders.ts";
import { createLatencies, type Percentiles } from "./latencies.ts";
import { checkRoundTrip, type Measurement, measurementOf, totalLength } from "./measure.ts";
import { fastestRound } from "./rounds.ts";

export interface RecordMeasurement extends Measurement {
  /** Of one record, over all records in all rounds. */
  readonly encodeMicroseconds: Percentiles;
  readonly decodeMicroseconds: Percentiles;
}

/**
 * Does what `measureCoder` does, and times every record besides. A round takes as long as its records together, so
 * the speeds are free of what keeping count costs between them.
 *
 * The first record goes there and back once before anything is timed: the first call of a process loads tables, at the
 * higher levels of Brio a prior, which would pass for the latency of one record.
 *
 * @param records - at least one
 * @param rounds - how often each direction is timed; `null` for half a second, as `fastestRound` has it
 * @throws Refusal if a record does not come back as it was
 */
export function measureRecords(
  coder: Coder,
  records: readonly Uint8Array[],
  rounds: number | null,
): { readonly measurement: RecordMeasurement; readonly encoded: readonly Uint8Array[] } {
  coder.decode(coder.encode(records[0]!));
  const encoding = timeEach(records, (record) => coder.encode(record), rounds);
  const encoded = encoding.results;
  const decoding = timeEach(encoded, (bytes) => coder.decode(bytes), rounds);
  checkRoundTrip(coder, records, decoding.results);
  return {
    measurement: {
      ...measurementOf(coder, totalLength(records), totalLength(encoded), encoding.seconds, decoding.seconds),
      encodeMicroseconds: encoding.microseconds,
      decodeMicroseconds: decoding.microseconds,
    },
    encoded,
  };
}

interface Timing {
  /** Of the last round. */
  readonly results: readonly Uint8Array[];
  /** Of the fastest round. */
  readonly seconds: number;
  readonly microseconds: Percentiles;
}

function timeEach(
  records: readonly Uint8Array[],
  convert: (record: Uint8Array) => Uint8Array,
  rounds: number | null,
): Timing {
  const latencies = createLatencies();
  let results: Uint8Array[] = [];
  const seconds = fastestRound(rounds, () => {
    let spent = 0;
    results = records.map((record) => {
      const started = performance.now();
      const result = convert(record);
      const milliseconds = performance.now() - started;
      latencies.add(milliseconds);
      spent += milliseconds;
      return result;
    });
    return spent;
  });
  return { results, seconds, microseconds: latencies.percentiles() };
}
