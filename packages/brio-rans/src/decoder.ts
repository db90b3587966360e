import { STATE_LOWER_BOUND } from "./constants.ts";
import { checkPrior, laneCountOf } from "./encoder.ts";
import { RansError } from "./errors.ts";
import { type Cursor, ransKernel } from "./kernel.ts";
import type { RansModel } from "./model.ts";
import { codeModel, type RansModelShape } from "./model-code.ts";

/** Zeros behind the stream: the pointer stops one word behind it, and a pair of lanes reads one more. */
const WORD_PADDING = 3;

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
   * @param payload - exactly the bytes that {@link RansEncoder.finish} returned
   * @param lanes - as given there
   * @throws {RangeError} `lanes` is not 1 … 8
   * @throws {RansError} `truncated`: shorter than the states; `corrupt`: a state below 2^16, or half a word at the end
   */
  constructor(payload: Uint8Array, lanes?: number) {
    const states = new Uint32Array(laneCountOf(lanes));
    this.#byteLength = payload.length;
    const wordsAt = 4 * states.length;
    if (payload.length < wordsAt) {
      throw new RansError("truncated", payload.length, `payload ends within its ${wordsAt} bytes of states`);
    }
    for (let lane = 0, at = 0; lane < states.length; lane++, at += 4) {
      states[lane] =
        payload[at] | (payload[at + 1] << 8) | (payload[at + 2] << 16) | (payload[at + 3] << 24);
      if (states[lane] < STATE_LOWER_BOUND) throw new RansError("corrupt", at, "state below 65536");
    }
    if ((payload.length - wordsAt) % 2 !== 0) {
      throw new RansError("corrupt", payload.length - 1, "payload ends within a word");
    }
    const wordCount = (payload.length - wordsAt) / 2;
    const words = new Uint16Array(wordCount + WORD_PADDING);
    for (let i = 0, at = wordsAt; i < wordCount; i++, at += 2) words[i] = payload[at] | (payload[at + 1] << 8);
    this.#cursor = { words, wordCount, position: 0, states, lane: 0 };
  }

  /** Bytes of the payload that were needed so far. */
  get offset(): number {
    return Math.min(this.#byteLength, 4 * this.#cursor.states.length + 2 * this.#cursor.position);
  }

  /**
   * Fills `out` with symbols of `model`.
   *
   * @throws {RansError} `truncated`, or `corrupt`: a symbol in a context without statistics; `out` is then undefined
   */
  getSymbols(model: RansModel, out: Uint8Array): void {
    const decoded = out.length === 0 ? 0 : ransKernel().decodeSymbols(this.#cursor, model, out);
    this.#checkPosition();
    if (decoded < out.length) {
      throw new RansError("corrupt", this.offset, `symbol ${decoded} is in a context without statistics`);
    }
  }

  /** Fills `out` with raw fields of `widths[i]` bits each, 0 … 16. @throws {RansError} `truncated` */
  getFields(widths: Uint8Array, out: Uint16Array): void {
    ransKernel().decodeFields(this.#cursor, widths, out);
    this.#checkPosition();
  }

  /** One bit that is 0 with `probabilityOfZero` / 4096. @throws {RansError} `truncated` */
  getBit(probabilityOfZero: number): number {
    const bit = ransKernel().decodeBit(this.#cursor, probabilityOfZero);
    this.#checkPosition();
    return bit;
  }

  /**
   * Reads a model of that shape.
   *
   * @param prior - as given to {@link RansEncoder.putModel}
   * @throws {RangeError} `prior` is not an order-0 model of that alphabet
   * @throws {RansError} `truncated`, or `corrupt`: a table that no encoder writes
   */
  getModel(shape: RansModelShape, prior?: RansModel): RansModel {
    checkPrior(prior, shape.symbolCount);
    const kernel = ransKernel();
    const cursor = this.#cursor;
    const width1 = new Uint8Array(1);
    const field1 = new Uint16Array(1);
    const coder = {
      offset: this.offset,
      bit: (_: number, probability: number): number => kernel.decodeBit(cursor, probability),
      field: (_: number, width: number): number => {
        width1[0] = width;
        kernel.decodeFields(cursor, width1, field1);
        return field1[0];
      },
    };
    const model = codeModel(coder, shape, undefined, prior);
    this.#checkPosition();
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
    return Array.from(states, (state, lane) => {
      if (state >= 2 * STATE_LOWER_BOUND) {
        throw new RansError("state-mismatch", this.#byteLength, `lane ${lane} ends in a state of no encoder`);
      }
      return state - STATE_LOWER_BOUND;
    });
  }

  #checkPosition(): void {
    if (this.#cursor.position > this.#cursor.wordCount) {
      throw new RansError("truncated", this.#byteLength, "payload ends before the last symbol");
    }
  }
}
