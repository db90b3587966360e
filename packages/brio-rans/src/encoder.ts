import { BIT_SCALE_BITS, MAX_LANES, MAX_RAW_BITS, STATE_LOWER_BOUND } from "./constants.ts";
import { ransKernel } from "./kernel.ts";
import type { RansModel } from "./model.ts";
import { codeModel } from "./model-code.ts";

/** How a payload is laid out. The decoder must be given the same lanes. */
export interface RansStreamOptions {
  /**
   * Interleaved states, 1 … 8. Each further one costs three bytes or so and lets a decoder work on one more symbol at
   * a time: 1 for short messages, 2 or 4 for long ones. Default 1.
   */
  lanes?: number;
  /**
   * Start value of each lane, 0 … 65535; default all 0. A decoder ends with the values that the encoder began with, so
   * they can carry a check of the content: sixteen bits a lane at a cost of one bit or less.
   */
  seeds?: readonly number[];
}

/**
 * Collects what is to be coded, symbols of any models, raw fields and adaptive bits in any order, and codes all of
 * it as one rANS payload. A {@link RansDecoder} gives it back in the same order.
 *
 * The encoder is empty again after {@link RansEncoder.finish} and may be used for the next payload.
 *
 * @example
 * ```ts
 * const encoder = new RansEncoder();
 * encoder.putFields(Uint8Array.of(4), Uint16Array.of(11));
 * encoder.putSymbols(symbols, model);
 * const payload = encoder.finish({ lanes: 2 });
 * ```
 */
export class RansEncoder {
  #count = 0;
  #starts = new Uint16Array(1024);
  #frequencies = new Uint16Array(1024);
  #scaleBits = new Uint8Array(1024);

  /**
   * Appends symbols. With an order-1 model the first of them follows symbol 0.
   *
   * @throws {RangeError} a symbol has frequency 0 in the model; nothing was appended then
   */
  putSymbols(symbols: Uint8Array, model: RansModel): void {
    this.#reserve(symbols.length);
    const { frequencies, starts, scaleBits, symbolCount } = model;
    const rowStride = model.order === 1 ? symbolCount : 0;
    let row = 0;
    for (let i = 0; i < symbols.length; i++) {
      const symbol = symbols[i];
      const frequency = symbol < symbolCount ? frequencies[row + symbol] : 0;
      if (frequency === 0) throw new RangeError(`symbols[${i}] = ${symbol} has frequency 0 in the model`);
      this.#frequencies[this.#count + i] = frequency;
      this.#starts[this.#count + i] = starts[row + symbol];
      row = symbol * rowStride;
    }
    this.#scaleBits.fill(scaleBits, this.#count, this.#count + symbols.length);
    this.#count += symbols.length;
  }

  /**
   * Appends raw fields: `values[i]` in `widths[i]` bits, 0 … 16. Each costs its width.
   *
   * @throws {RangeError} a width is out of range, a value does not fit its width, or the lengths differ
   */
  putFields(widths: Uint8Array, values: Uint16Array): void {
    if (widths.length !== values.length) {
      throw new RangeError(`values must have the length of widths, ${widths.length}, got ${values.length}`);
    }
    this.#reserve(widths.length);
    let count = this.#count;
    for (let i = 0; i < widths.length; i++) {
      const width = widths[i];
      if (width > MAX_RAW_BITS || values[i] >>> width !== 0) {
        throw new RangeError(`values[${i}] = ${values[i]} does not fit a field of ${width} bits (0 … 16)`);
      }
      if (width === 0) continue;
      this.#starts[count] = values[i];
      this.#frequencies[count] = 1;
      this.#scaleBits[count++] = width;
    }
    this.#count = count;
  }

  /** Appends one bit that is 0 with `probabilityOfZero` / 4096, which must be 1 … 4095. */
  putBit(bit: number, probabilityOfZero: number): void {
    this.#reserve(1);
    this.#starts[this.#count] = bit === 0 ? 0 : probabilityOfZero;
    this.#frequencies[this.#count] = bit === 0 ? probabilityOfZero : 4096 - probabilityOfZero;
    this.#scaleBits[this.#count++] = BIT_SCALE_BITS;
  }

  /**
   * Appends a model, as {@link RansDecoder.getModel} reads it.
   *
   * @param prior - an order-0 model of the same alphabet that the decoder has too. The nearer the statistics are to it, the
   * fewer bytes the table takes; without one all symbols are expected alike.
   * @throws {RangeError} `prior` is not an order-0 model of that alphabet
   */
  putModel(model: RansModel, prior?: RansModel): void {
    checkPrior(prior, model.symbolCount);
    const coder = {
      offset: 0,
      bit: (bit: number, probability: number): number => {
        this.putBit(bit, probability);
        return bit;
      },
      field: (value: number, width: number): number => {
        this.#putField(value, width);
        return value;
      },
    };
    codeModel(coder, model, model, prior);
  }

  /**
   * Codes everything appended so far and empties the encoder.
   *
   * @returns the payload: four bytes a lane, then two bytes a word
   * @throws {RangeError} `lanes` or a seed is out of range
   */
  finish(options: RansStreamOptions = {}): Uint8Array {
    const states = startStates(options);
    // Every interval emits one word at most, see the kernel.
    const words = new Uint16Array(this.#count);
    const intervals = { starts: this.#starts, frequencies: this.#frequencies, scaleBits: this.#scaleBits };
    const wordCount = ransKernel().encode(intervals, this.#count, states, words);
    this.#count = 0;

    const payload = new Uint8Array(4 * states.length + 2 * wordCount);
    let at = 0;
    for (const state of states) {
      payload[at++] = state;
      payload[at++] = state >>> 8;
      payload[at++] = state >>> 16;
      payload[at++] = state >>> 24;
    }
    for (let i = words.length - wordCount; i < words.length; i++) {
      payload[at++] = words[i];
      payload[at++] = words[i] >>> 8;
    }
    return payload;
  }

  #putField(value: number, width: number): void {
    if (width === 0) return;
    this.#reserve(1);
    this.#starts[this.#count] = value;
    this.#frequencies[this.#count] = 1;
    this.#scaleBits[this.#count++] = width;
  }

  #reserve(more: number): void {
    const needed = this.#count + more;
    if (needed <= this.#starts.length) return;
    const capacity = Math.max(needed, 2 * this.#starts.length);
    this.#starts = grown(new Uint16Array(capacity), this.#starts);
    this.#frequencies = grown(new Uint16Array(capacity), this.#frequencies);
    this.#scaleBits = grown(new Uint8Array(capacity), this.#scaleBits);
  }
}

function grown<T extends Uint16Array | Uint8Array>(larger: T, old: T): T {
  larger.set(old);
  return larger;
}

/** A prior is a row for the same alphabet. */
export function checkPrior(prior: RansModel | undefined, symbolCount: number): void {
  if (prior !== undefined && !(prior.order === 0 && prior.symbolCount === symbolCount)) {
    throw new RangeError(`prior must be an order-0 model of ${symbolCount} symbols`);
  }
}

/** The number of lanes, checked. */
export function laneCountOf(lanes: number = 1): number {
  if (!(Number.isInteger(lanes) && lanes >= 1 && lanes <= MAX_LANES)) {
    throw new RangeError(`lanes must be 1 … ${MAX_LANES}, got ${lanes}`);
  }
  return lanes;
}

function startStates({ lanes, seeds }: RansStreamOptions): Uint32Array {
  const states = new Uint32Array(laneCountOf(lanes)).fill(STATE_LOWER_BOUND);
  seeds?.forEach((seed, lane) => {
    if (!(Number.isInteger(seed) && seed >= 0 && seed < STATE_LOWER_BOUND && lane < states.length)) {
      throw new RangeError(`seeds must be at most one of 0 … 65535 a lane, got ${seed} for lane ${lane}`);
    }
    states[lane] = STATE_LOWER_BOUND + seed;
  });
  return states;
}
