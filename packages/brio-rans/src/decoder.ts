import { MAX_RAW_BITS, STATE_LOWER_BOUND } from "./constants.ts";
import { checkFields, laneCountOf } from "./encoder.ts";
import { RansError } from "./errors.ts";
import type { Cursor } from "./kernel.ts";
import { checkPrior, checkShape, type RansModel, type RansModelShape } from "./model.ts";
import { decodeModel } from "./model-code.ts";
import { ransKernel } from "./select-kernel.ts";

/**
 * Reads what a {@link RansEncoder} wrote, in the same order.
 *
 * For any payload, a hostile one too: the work is linear in what is asked for, nothing outside the payload is read,
 * and a call either fills its output or throws. That a call succeeds does not mean that its output is right: rANS
 * has no redundancy. {@link RansDecoder.finish} makes the one check that comes free.
 */
export class RansDecoder {
  readonly #cursor: Cursor;
  readonly #byteLength: number;

  /**
   * @param payload - exactly the bytes that {@link RansEncoder.finish} returned; they must not change while they are read
   * @param lanes - as given there
   * @throws {TypeError} `payload` is not a `Uint8Array`
   * @throws {RangeError} `lanes` is not 1, 2, 4, 8, 16 or 32
   * @throws {RansError} `truncated`: shorter than the states; `corrupt`: a state below 2^16, or half a word at the end
   */
  constructor(payload: Uint8Array, lanes?: number) {
    if (!(payload instanceof Uint8Array)) throw new TypeError("payload must be a Uint8Array");
    const states = new Uint32Array(laneCountOf(lanes));
    this.#byteLength = payload.length;
    const wordsAt = 4 * states.length;
    if (payload.length < wordsAt) {
      throw new RansError("truncated", payload.length, `payload ends within its ${wordsAt} bytes of states`);
    }
    for (let lane = 0, at = 0; lane < states.length; lane++, at += 4) {
      states[lane] = payload[at] | (payload[at + 1] << 8) | (payload[at + 2] << 16) | (payload[at + 3] << 24);
      if (states[lane] < STATE_LOWER_BOUND) throw new RansError("corrupt", at, "state below 65536");
    }
    if ((payload.length - wordsAt) % 2 !== 0) {
      throw new RansError("corrupt", payload.length - 1, "payload ends within a word");
    }
    this.#cursor = {
      payload,
      words: undefined,
      wordCount: (payload.length - wordsAt) / 2,
      position: 0,
      states,
    };
  }

  /** Bytes of the payload that were needed so far. */
  get offset(): number {
    return Math.min(this.#byteLength, 4 * this.#cursor.states.length + 2 * this.#cursor.position);
  }

  /**
   * Fills `out` with symbols of `model`.
   *
   * @throws {TypeError} `out` is not a `Uint8Array`
   * @throws {RansError} `truncated`, or `corrupt`: a symbol in a context without statistics; `out` is then undefined
   */
  getSymbols(model: RansModel, out: Uint8Array): void {
    if (!(out instanceof Uint8Array)) throw new TypeError("out must be a Uint8Array");
    const decoded = out.length === 0 ? 0 : ransKernel().decodeSymbols(this.#cursor, model, out);
    this.#checkPosition();
    if (decoded < out.length) {
      throw new RansError("corrupt", this.offset, `symbol ${decoded} is in a context without statistics`);
    }
  }

  /**
   * Fills `out` with raw fields of `widths[i]` bits each, 0 … 16.
   *
   * @throws {TypeError} `widths` is not a `Uint8Array` or `out` not a `Uint16Array`
   * @throws {RangeError} a width is out of range, or the lengths differ
   * @throws {RansError} `truncated`; `out` is then undefined
   */
  getFields(widths: Uint8Array, out: Uint16Array): void {
    checkFields(widths, out, "out");
    for (let i = 0; i < widths.length; i++) {
      if (widths[i] > MAX_RAW_BITS)
        throw new RangeError(`widths[${i}] must be 0 … ${MAX_RAW_BITS}, got ${widths[i]}`);
    }
    ransKernel().decodeFields(this.#cursor, widths, out);
    this.#checkPosition();
  }

  /**
   * Reads a model of that shape.
   *
   * @param prior - as given to {@link RansEncoder.putModel}
   * @throws {RangeError} a number of `shape` is out of range, or `prior` is not an order-0 model of that alphabet
   * @throws {RansError} `truncated`, or `corrupt`: a table that no encoder writes
   */
  getModel(shape: RansModelShape, prior?: RansModel): RansModel {
    checkShape(shape);
    checkPrior(prior, shape.symbolCount);
    const model = decodeModel(ransKernel(), this.#cursor, shape, prior);
    this.#checkPosition();
    if (model === undefined)
      throw new RansError("corrupt", this.offset, "frequency table is none that an encoder writes");
    return model;
  }

  /**
   * Ends the reading.
   *
   * @returns the seeds that the encoder began with, one a lane
   * @throws {RansError} `trailing`: words are left over; `state-mismatch`: a state is not one that an encoder starts with
   */
  finish(): number[] {
    const { position, wordCount, states } = this.#cursor;
    if (position < wordCount) {
      throw new RansError("trailing", this.offset, `${wordCount - position} words are left over`);
    }
    const seeds: number[] = [];
    for (const state of states) {
      if (state >= 2 * STATE_LOWER_BOUND) {
        throw new RansError(
          "state-mismatch",
          this.#byteLength,
          `lane ${seeds.length} ends in a state of no encoder`,
        );
      }
      seeds.push(state - STATE_LOWER_BOUND);
    }
    return seeds;
  }

  #checkPosition(): void {
    if (this.#cursor.position > this.#cursor.wordCount) {
      throw new RansError("truncated", this.#byteLength, "payload ends before the last symbol");
    }
  }
}
