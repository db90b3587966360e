import { bytesFromWords } from "./bytes.ts";
import { LANE_COUNTS, MAX_RAW_BITS, STATE_LOWER_BOUND } from "./constants.ts";
import { IntervalList, tagOf } from "./intervals.ts";
import { checkPrior, type RansModel } from "./model.ts";
import { encodeModel } from "./model-code.ts";
import { ransKernel } from "./select-kernel.ts";

/** How a payload is laid out. The decoder must be given the same lanes. */
export interface RansStreamOptions {
  /**
   * Interleaved states: 1, 2, 4, 8, 16 or 32. Each further one costs three bytes or so and lets a decoder work on one more symbol
   * at a time: 1 for short messages, 2 or 4 from a kilobyte on, 16 for blocks of many kilobytes (see the README). Default 1.
   */
  lanes?: number;
  /**
   * Start value of each lane, 0 … 65535; default all 0. A decoder ends with the values that the encoder began with, so
   * they can carry a check of the content: sixteen bits a lane at a cost of one bit or less.
   */
  seeds?: readonly number[];
}

/**
 * Collects what is to be coded, models, symbols of any model and raw fields in any order, and codes all of
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
  readonly #intervals: IntervalList = new IntervalList();
  #words: Uint16Array = new Uint16Array(0);

  /**
   * Appends symbols. With an order-1 model the first of them follows symbol 0.
   *
   * @throws {TypeError} `symbols` is not a `Uint8Array`
   * @throws {RangeError} a symbol has frequency 0 in the model; nothing was appended then
   */
  putSymbols(symbols: Uint8Array, model: RansModel): void {
    if (!(symbols instanceof Uint8Array)) throw new TypeError("symbols must be a Uint8Array");
    const intervals = this.#intervals;
    intervals.reserve(symbols.length);
    const { frequencies, starts, scaleBits, symbolCount } = model;
    const rowStride = model.order === 1 ? symbolCount : 0;
    // In local variables, not through `put`: the loop takes longer than the encoding of what it appends.
    const into = intervals.count;
    const { starts: startsInto, frequencies: frequenciesInto, tags: tagsInto } = intervals;
    let row = 0;
    for (let i = 0; i < symbols.length; i++) {
      const symbol = symbols[i];
      const frequency = symbol < symbolCount ? frequencies[row + symbol] : 0;
      if (frequency === 0) throw new RangeError(`symbols[${i}] = ${symbol} has frequency 0 in the model`);
      startsInto[into + i] = starts[row + symbol];
      frequenciesInto[into + i] = frequency;
      tagsInto[into + i] = tagOf(scaleBits, i);
      row = symbol * rowStride;
    }
    intervals.count = into + symbols.length;
  }

  /**
   * Appends raw fields: `values[i]` in `widths[i]` bits, 0 … 16. Each costs its width.
   *
   * @throws {TypeError} `widths` is not a `Uint8Array` or `values` not a `Uint16Array`
   * @throws {RangeError} a width is out of range, a value does not fit its width, or the lengths differ; nothing was
   * appended then
   */
  putFields(widths: Uint8Array, values: Uint16Array): void {
    checkFields(widths, values, "values");
    const intervals = this.#intervals;
    intervals.reserve(widths.length);
    const before = intervals.count;
    for (let i = 0; i < widths.length; i++) {
      const width = widths[i];
      if (width > MAX_RAW_BITS || values[i] >>> width !== 0) {
        intervals.count = before;
        throw new RangeError(`values[${i}] = ${values[i]} does not fit a field of ${width} bits (0 … 16)`);
      }
      if (width > 0) intervals.put(values[i], 1, width, 0);
    }
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
    encodeModel(this.#intervals, model, prior);
  }

  /** Forgets everything appended so far. */
  reset(): void {
    this.#intervals.count = 0;
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
    const intervals = this.#intervals;
    if (this.#words.length < intervals.count) this.#words = new Uint16Array(intervals.starts.length);
    const words = this.#words;
    const wordCount = ransKernel().encode(intervals, intervals.count, states, words);
    intervals.count = 0;

    const payload = new Uint8Array(4 * states.length + 2 * wordCount);
    let at = 0;
    for (const state of states) {
      payload[at++] = state;
      payload[at++] = state >>> 8;
      payload[at++] = state >>> 16;
      payload[at++] = state >>> 24;
    }
    bytesFromWords(payload, at, words, words.length - wordCount);
    return payload;
  }
}

/** The arrays that describe raw fields: alike in length. */
export function checkFields(widths: Uint8Array, values: Uint16Array, name: "values" | "out"): void {
  if (!(widths instanceof Uint8Array)) throw new TypeError("widths must be a Uint8Array");
  if (!(values instanceof Uint16Array)) throw new TypeError(`${name} must be a Uint16Array`);
  if (widths.length !== values.length) {
    throw new RangeError(`${name} must have the length of widths, ${widths.length}, got ${values.length}`);
  }
}

/** The number of lanes, checked. */
export function laneCountOf(lanes: number = 1): number {
  if (!LANE_COUNTS.includes(lanes)) throw new RangeError(`lanes must be 1, 2, 4, 8, 16 or 32, got ${lanes}`);
  return lanes;
}

/** The state that each lane starts with, and that a decoder must arrive at. */
export function startStates({ lanes, seeds }: RansStreamOptions): Uint32Array {
  return statesFromSeeds(laneCountOf(lanes), seeds);
}

/** The same for a number of lanes that was checked. */
export function statesFromSeeds(laneCount: number, seeds: readonly number[] | undefined): Uint32Array {
  const states = new Uint32Array(laneCount).fill(STATE_LOWER_BOUND);
  seeds?.forEach((seed, lane) => {
    if (!(Number.isInteger(seed) && seed >= 0 && seed < STATE_LOWER_BOUND && lane < states.length)) {
      throw new RangeError(`seeds must be at most one of 0 … 65535 a lane, got ${seed} for lane ${lane}`);
    }
    states[lane] = STATE_LOWER_BOUND + seed;
  });
  return states;
}
