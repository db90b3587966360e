/**
 * The rANS steps of stream.ts the other way: a stream is written from its end to its beginning, in the reverse of the order in
 * which a decoder takes the intervals.
 */
import { BLOCK_LENGTH, SCALE, SCALE_BITS, STATE_BYTES, STATE_LOWER_BOUND } from "../format.ts";
import { maxStreamLength } from "../kernel.ts";
import { putU24 } from "../opening.ts";
import { firstStart, type TokenTables } from "../tables.ts";

export interface StreamWriter {
  readonly bytes: Uint8Array;
  /** Where what is written begins; it ends where the bytes do. */
  position: number;
  /** The state of each lane. */
  readonly states: Int32Array;
}

/** A state must be below frequency × 2^9 so that the interval brings it to less than 2^24. */
const LIMIT_SHIFT = 9;

/** The writer in use, with room for the longest stream; allocated when first needed. */
let writer: StreamWriter | undefined;

/**
 * Begins a stream at its end. What the call before wrote is gone.
 *
 * @param seeds - of both lanes, the second one's times 2^16
 */
export function openWriter(seeds: number): StreamWriter {
  writer ??= {
    bytes: new Uint8Array(maxStreamLength(BLOCK_LENGTH)),
    position: 0,
    states: new Int32Array(2),
  };
  writer.position = writer.bytes.length;
  writer.states[0] = STATE_LOWER_BOUND + (seeds & 0xffff);
  writer.states[1] = STATE_LOWER_BOUND + (seeds >>> 16);
  return writer;
}

/** Puts a symbol with a row of the tables. */
export function putSymbol(
  writer: StreamWriter,
  lane: number,
  { starts }: TokenTables,
  row: number,
  symbol: number,
): void {
  const at = firstStart(row) + symbol;
  put(writer, lane, starts[at], starts[at + 1] - starts[at]);
}

/** Puts a raw field of up to 15 bits. */
export function putField(writer: StreamWriter, lane: number, width: number, value: number): void {
  const shift = SCALE_BITS - width;
  put(writer, lane, value << shift, 1 << shift);
}

/** Puts one of the intervals that begin at `starts` and fill the scale. */
export function putInterval(
  writer: StreamWriter,
  lane: number,
  starts: readonly number[],
  interval: number,
): void {
  put(writer, lane, starts[interval], (starts[interval + 1] ?? SCALE) - starts[interval]);
}

function put(writer: StreamWriter, lane: number, start: number, frequency: number): void {
  const { bytes, states } = writer;
  let state = states[lane];
  for (const limit = frequency << LIMIT_SHIFT; state >= limit; state >>= 8) {
    writer.position--;
    bytes[writer.position] = state;
  }
  const quotient = (state / frequency) | 0;
  states[lane] = (quotient << SCALE_BITS) + (state - quotient * frequency) + start;
}

/** Ends a stream: the states go in front of it. Returns a copy of it. */
export function closeWriter(writer: StreamWriter, laneCount: number): Uint8Array {
  for (let lane = laneCount - 1; lane >= 0; lane--) {
    writer.position -= STATE_BYTES;
    putU24(writer.bytes, writer.position, writer.states[lane]);
  }
  return writer.bytes.slice(writer.position);
}
