/**
 * Binary rANS: coding of decisions, each with a probability of its own.
 *
 * READ ME FIRST
 *
 * 1. The scale of 2^15 slots is cut in two for each decision: bit 0 has those from 0 on, bit 1 the last `probability` of them. Neither
 *    is ever without a slot, so whatever the bit is, it can be coded: for 4.4 · 10⁻⁵ to 15 bits. No table, no search: this
 *    is what lets the probability change from decision to decision.
 * 2. A state x is in [2^16, 2^24). A bit whose interval starts at s and has f slots maps, as symbols do,
 *
 *        x  →  floor(x / f) · 2^15 + s + (x mod f)
 *
 *    which stays below 2^24 if x < f · 2^9. Until it is, the low byte of x goes to the stream. Two bytes are enough: they leave
 *    x < 2^8, and f · 2^9 is at least 512. The other way round, a decoded bit leaves f · (x >> 15) ≥ 2 at least, which two
 *    bytes make 2^17.
 * 3. States of 24 bits, not 32 as for symbols, because of short messages: a lane costs three bytes, of which two come back as
 *    its seed. The price is that floor(x / f) is a small number, from 2 on, and rounds. Measured over random decisions, from
 *    coin flips of every bias to some of which 97 % are all but certain, it costs 0.10 to 0.17 % at a scale of 15 bits; at 16 bits, where
 *    the lower bound of a state is as narrow as the scale and the quotient may be 1, 0.42 to 0.48 %. What finer
 *    probabilities gain in return is below 0.1 %.
 * 4. Encoding runs backwards, so a model must have gone through all decisions, forwards, before the first of them is encoded.
 */
import { BINARY_SCALE, BINARY_SCALE_BITS, BINARY_STATE_BYTES } from "./constants.ts";
import { statesFromSeeds } from "./encoder.ts";

/** How a binary payload is laid out. The decoder must be given the same lanes. */
export interface BinaryRansOptions {
  /**
   * States, which decisions use by turns: 1 or 2. The second costs three bytes, brings a seed of its own and lets a processor begin with
   * a decision before it has finished with the last one, if the model does. Default 1.
   */
  lanes?: 1 | 2;
  /** Start value of each lane, 0 … 65535; default all 0. {@link BinaryRansDecoder.finish} gives them back: see {@link RansStreamOptions}. */
  seeds?: readonly number[];
}

/** A state must be below frequency × 2^9 before it takes an interval. */
const LIMIT_SHIFT = 9;

/**
 * Codes decisions: bits of which a model says, one by one, how likely they are to be 1. A {@link BinaryRansDecoder} whose caller
 * computes the same probabilities gives the bits back in the same order.
 *
 * All decisions are needed at once, because rANS encodes from the last to the first: run the model over the content, note what it
 * says, then call this. While it works it holds two bytes a decision. The payload has neither the number of
 * decisions nor that of lanes: framing belongs to the caller.
 *
 * @param bits - 0 or 1 each
 * @param probabilities - of each bit, that it is 1, in units of 1/32768: 1 … 32767. An array as long as `bits`
 * @returns at most 3 bytes a lane and 2 a decision; usually within 0.2 % and 3 bytes a lane of the sum of -log2 of the probabilities
 * @throws {TypeError} `bits` is not a `Uint8Array` or `probabilities` not a `Uint16Array`
 * @throws {RangeError} a bit, a probability (the message has its index) or an option is out of range, or the lengths differ
 * @example
 * ```ts
 * const bits = Uint8Array.of(1, 0, 1, 1);
 * const probabilities = Uint16Array.of(30000, 20000, 32000, 25000);
 * const payload = encodeBinaryRans(bits, probabilities);
 * const decoder = new BinaryRansDecoder(payload);
 * const back = Uint8Array.from(probabilities, (probability) => decoder.get(probability)); // equals bits
 * ```
 */
export function encodeBinaryRans(
  bits: Uint8Array,
  probabilities: Uint16Array,
  options: BinaryRansOptions = {},
): Uint8Array {
  checkDecisions(bits, probabilities);
  const states = statesFromSeeds(binaryLaneCountOf(options.lanes), options.seeds);
  const bytes = new Uint8Array(BINARY_STATE_BYTES * states.length + 2 * bits.length);
  let at = encodeDecisions(bits, probabilities, states, bytes);
  for (let lane = states.length - 1; lane >= 0; lane--) {
    const state = states[lane];
    bytes[--at] = state >>> 16;
    bytes[--at] = state >>> 8;
    bytes[--at] = state;
  }
  return bytes.slice(at);
}

function checkDecisions(bits: Uint8Array, probabilities: Uint16Array): void {
  if (!(bits instanceof Uint8Array)) throw new TypeError("bits must be a Uint8Array");
  if (!(probabilities instanceof Uint16Array)) throw new TypeError("probabilities must be a Uint16Array");
  if (probabilities.length !== bits.length) {
    throw new RangeError(
      `probabilities must have the length of bits, ${bits.length}, got ${probabilities.length}`,
    );
  }
  let i = 0;
  while (i < bits.length && bits[i] <= 1 && (probabilities[i] - 1) >>> 0 < BINARY_SCALE - 1) i++;
  // Behind the loop: inside of it, V8 makes strings of the numbers for the messages every time (measured: 30 ns a decision).
  if (i === bits.length) return;
  if (bits[i] > 1) throw new RangeError(`bits[${i}] must be 0 or 1, got ${bits[i]}`);
  throw new RangeError(`probabilities[${i}] must be 1 … ${BINARY_SCALE - 1}, got ${probabilities[i]}`);
}

/** Fills `bytes` from their end downwards and leaves the final states; returns where the bytes begin. */
function encodeDecisions(
  bits: Uint8Array,
  probabilities: Uint16Array,
  states: Uint32Array,
  bytes: Uint8Array,
): number {
  let at = bytes.length;
  for (let i = bits.length - 1; i >= 0; i--) {
    const bit = bits[i];
    const probability = probabilities[i];
    const zeros = BINARY_SCALE - probability;
    // All ones for bit 1: a choice between two numbers without a branch, which saves nearly half of the time (measured).
    const mask = 0 - bit;
    const frequency = zeros + ((probability - zeros) & mask);
    const lane = i & (states.length - 1);
    let state = states[lane] | 0;
    for (const limit = frequency << LIMIT_SHIFT; state >= limit; state >>= 8) bytes[--at] = state;
    const quotient = (state / frequency) | 0;
    states[lane] =
      (quotient << BINARY_SCALE_BITS) + (state - Math.imul(quotient, frequency)) + (zeros & mask);
  }
  return at;
}

/** The number of lanes of a binary stream, checked. */
export function binaryLaneCountOf(lanes: number = 1): number {
  if (lanes !== 1 && lanes !== 2) throw new RangeError(`lanes must be 1 or 2, got ${lanes}`);
  return lanes;
}
