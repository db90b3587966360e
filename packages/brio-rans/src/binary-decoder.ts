import { binaryLaneCountOf } from "./binary-encoder.ts";
import { BINARY_SCALE, BINARY_SCALE_BITS, BINARY_STATE_BYTES, STATE_LOWER_BOUND } from "./constants.ts";
import { RansError } from "./errors.ts";

const SLOT_MASK = BINARY_SCALE - 1;

/**
 * Reads what {@link encodeBinaryRans} wrote, decision by decision.
 *
 * For any payload, a hostile one too: a decision takes constant time and at most two bytes, and nothing outside the payload is
 * read. Where the payload has ended, zeros follow, so that {@link BinaryRansDecoder.get} never fails; {@link
 * BinaryRansDecoder.overrun} tells at once, {@link BinaryRansDecoder.finish} at the end. Until that, take no bit for right.
 *
 * @example
 * ```ts
 * const decoder = new BinaryRansDecoder(payload);
 * const bits = Uint8Array.from(probabilities, (probability) => decoder.get(probability));
 * const seeds = decoder.finish();
 * ```
 */
export class BinaryRansDecoder {
  readonly #payload: Uint8Array;
  /** Bytes taken so far; stays at one more than there are once they were too few. */
  #position: number;
  readonly #twoLanes: boolean;
  /** The state whose turn it is, and that of the other lane: they change places, which is faster than two elements of an array. */
  #state: number;
  #other: number;
  /** The lane of `#state`. */
  #lane = 0;

  /**
   * @param payload - the bytes that {@link encodeBinaryRans} returned; they must not change while they are read. What stands behind
   * them is `trailing` to {@link BinaryRansDecoder.finish}, and not to {@link BinaryRansDecoder.seeds}
   * @param lanes - as given there. Default 1
   * @throws {TypeError} `payload` is not a `Uint8Array`
   * @throws {RangeError} `lanes` is neither 1 nor 2
   * @throws {RansError} `truncated`: shorter than the states; `corrupt`: a state below 2^16
   */
  constructor(payload: Uint8Array, lanes?: 1 | 2) {
    if (!(payload instanceof Uint8Array)) throw new TypeError("payload must be a Uint8Array");
    const laneCount = binaryLaneCountOf(lanes);
    this.#payload = payload;
    this.#position = BINARY_STATE_BYTES * laneCount;
    this.#twoLanes = laneCount === 2;
    if (payload.length < this.#position) {
      throw new RansError(
        "truncated",
        payload.length,
        `payload ends within its ${this.#position} bytes of states`,
      );
    }
    this.#state = stateAt(payload, 0);
    this.#other = this.#twoLanes ? stateAt(payload, BINARY_STATE_BYTES) : 0;
  }

  /** Bytes of the payload that were needed so far. */
  get offset(): number {
    return Math.min(this.#payload.length, this.#position);
  }

  /** Whether more bytes were needed than the payload has: what was decoded since then is made up. */
  get overrun(): boolean {
    return this.#position > this.#payload.length;
  }

  /**
   * What {@link BinaryRansDecoder.finish} would return if the payload ended here, one seed a lane; undefined if a state is not one that an
   * encoder starts with. For streams behind which something else follows, of which the decoded bits tell where they end: there,
   * see {@link BinaryRansDecoder.overrun} and {@link BinaryRansDecoder.offset} too.
   */
  get seeds(): number[] | undefined {
    const states = this.#lane === 0 ? [this.#state, this.#other] : [this.#other, this.#state];
    const seeds = (this.#twoLanes ? states : [this.#state]).map((state) => state - STATE_LOWER_BOUND);
    return seeds.every((seed) => seed < STATE_LOWER_BOUND) ? seeds : undefined;
  }

  /**
   * The next bit.
   *
   * @param probability - that it is 1, in units of 1/32768: an integer, 1 … 32767, the one that the encoder was given for it
   * @returns 0 or 1
   * @throws {RangeError} `probability` is out of range; no bit was taken then
   */
  get(probability: number): number {
    if ((probability - 1) >>> 0 >= SLOT_MASK || (probability | 0) !== probability) {
      throw new RangeError(`probability must be an integer, 1 … ${SLOT_MASK}, got ${probability}`);
    }
    const slot = this.#state & SLOT_MASK;
    const zeros = BINARY_SCALE - probability;
    // All ones for bit 1. A branch here would be mispredicted as often as the model is (measured: half as much time again).
    const mask = (zeros - 1 - slot) >> 31;
    const frequency = zeros + ((probability - zeros) & mask);
    let state = Math.imul(frequency, this.#state >> BINARY_SCALE_BITS) + slot - (zeros & mask);
    // But here a branch is better than shifting by what is missing (measured: a quarter of the time): a decision costs a fraction
    // of a bit, so most leave their state high enough.
    if (state < STATE_LOWER_BOUND) state = this.#refilled(state);
    if (this.#twoLanes) {
      this.#state = this.#other;
      this.#other = state;
      this.#lane ^= 1;
    } else {
      this.#state = state;
    }
    return mask & 1;
  }

  /**
   * Ends the reading.
   *
   * @returns the seeds that the encoder began with, one a lane
   * @throws {RansError} `truncated`: the payload has ended before; `trailing`: bytes are left over; `state-mismatch`: a state is not
   * one that an encoder starts with
   */
  finish(): number[] {
    const { length } = this.#payload;
    if (this.overrun) throw new RansError("truncated", length, "payload ends before the last decision");
    if (this.#position < length) {
      throw new RansError("trailing", this.#position, `${length - this.#position} bytes are left over`);
    }
    const { seeds } = this;
    if (seeds === undefined)
      throw new RansError("state-mismatch", length, "a lane ends in a state of no encoder");
    return seeds;
  }

  /** A state of 2 or more, with one or two bytes. */
  #refilled(state: number): number {
    const payload = this.#payload;
    let position = this.#position;
    do {
      state = (state << 8) | (position < payload.length ? payload[position] : 0);
      position++;
    } while (state < STATE_LOWER_BOUND);
    this.#position = Math.min(position, payload.length + 1);
    return state;
  }
}

function stateAt(payload: Uint8Array, at: number): number {
  const state = payload[at] | (payload[at + 1] << 8) | (payload[at + 2] << 16);
  if (state < STATE_LOWER_BOUND) throw new RansError("corrupt", at, "state below 65536");
  return state;
}
