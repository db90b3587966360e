/**
 * The rANS steps of the token coder, SPEC section 3.
 *
 * READ ME FIRST
 *
 * 1. Scale and states are small on purpose: a state has 24 bits, so all arithmetic stays within the 31 bits in which V8 computes
 *    without a check, frequency × (state >> 15) is below 2^24, and a message ends in three bytes a lane.
 * 2. A step leaves at least 2 of the state (2^16 >> 15, times a frequency of at least 1), so two bytes always bring it back
 *    above 2^16. How many it takes follows from its leading zeros, without a branch.
 * 3. Both lanes take their bytes from one place, in the order in which they decode.
 */
import { SCALE, SCALE_BITS, STATE_BYTES } from "../format.ts";
import { maxStreamLength, STREAM_PADDING } from "../kernel.ts";
import { firstStart, type TokenTables } from "../tables.ts";
import { GUESS_SHIFT } from "../tables-layout.ts";

const SLOT_MASK = SCALE - 1;

export interface Stream {
  /** Bytes of the stream and zeros behind them. */
  bytes: Uint8Array;
  /** Bytes of the stream: whoever is beyond them has read zeros. */
  length: number;
  position: number;
  /** The state of each lane. */
  readonly states: Int32Array;
}

/** The stream in use: a copy of at most four times a block, so that no read leaves the array. */
const stream: Stream = { bytes: new Uint8Array(0), length: 0, position: 0, states: new Int32Array(2) };

/**
 * Opens the stream of a block of `contentLength` bytes, which begins at `from`. What the call before opened is gone.
 *
 * @returns undefined if the payload ends within the states
 */
export function openStream(
  payload: Uint8Array,
  from: number,
  contentLength: number,
  laneCount: number,
): Stream | undefined {
  const length = Math.min(payload.length - from, maxStreamLength(contentLength));
  if (length < laneCount * STATE_BYTES) return undefined;
  if (stream.bytes.length < length + STREAM_PADDING) {
    stream.bytes = new Uint8Array(Math.max(4096, 2 * length) + STREAM_PADDING);
  }
  const { bytes, states } = stream;
  bytes.set(payload.subarray(from, from + length));
  bytes.fill(0, length, length + STREAM_PADDING);
  stream.length = length;
  stream.position = 0;
  for (let lane = 0; lane < laneCount; lane++) {
    const at = stream.position;
    states[lane] = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);
    stream.position += STATE_BYTES;
  }
  return stream;
}

/** Takes a symbol with a row of the tables. */
export function takeSymbol(stream: Stream, lane: number, tables: TokenTables, row: number): number {
  const { starts, guesses } = tables;
  const first = firstStart(row);
  const state = stream.states[lane];
  const slot = state & SLOT_MASK;
  let at = first + guesses[row + (slot >> GUESS_SHIFT)];
  while (starts[at + 1] <= slot) at++;
  const start = starts[at];
  renormalise(stream, lane, Math.imul(starts[at + 1] - start, state >> SCALE_BITS) + slot - start);
  return at - first;
}

/** Takes a raw field of up to 15 bits: an interval of frequency 2^(15 - width) for each value. */
export function takeField(stream: Stream, lane: number, width: number): number {
  const state = stream.states[lane];
  const slot = state & SLOT_MASK;
  const shift = SCALE_BITS - width;
  const value = slot >> shift;
  renormalise(stream, lane, ((state >> SCALE_BITS) << shift) + slot - (value << shift));
  return value;
}

/** Takes the first interval of a stream, of three or so. Returns which one. */
export function takeInterval(stream: Stream, lane: number, starts: readonly number[]): number {
  const state = stream.states[lane];
  const slot = state & SLOT_MASK;
  let at = starts.length - 1;
  while (starts[at] > slot) at--;
  const frequency = (starts[at + 1] ?? SCALE) - starts[at];
  renormalise(stream, lane, Math.imul(frequency, state >> SCALE_BITS) + slot - starts[at]);
  return at;
}

function renormalise(stream: Stream, lane: number, state: number): void {
  const { bytes, position } = stream;
  const word = (bytes[position] << 8) | bytes[position + 1];
  // 0, 8 or 16: a state of 2^16 or more has 8 to 15 leading zeros, one of 2^8 or more 16 to 23.
  const bits = (Math.clz32(state) - 8) & 24;
  stream.states[lane] = (state << bits) | (word >> (16 - bits));
  stream.position = position + (bits >> 3);
}
