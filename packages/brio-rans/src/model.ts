import { uint16Array, uint32Array } from "./arena.ts";
import {
  DEFAULT_SCALE_BITS,
  MAX_PRECISION,
  MAX_SCALE_BITS,
  MAX_SYMBOL_COUNT,
  MIN_SCALE_BITS,
} from "./constants.ts";
import { MAX_OCTAVE, octaveOf, roundToPrecision } from "./levels.ts";
import { normalizeCounts } from "./normalize.ts";

/** What both sides know of a model before it is coded. */
export interface RansModelShape {
  readonly order: 0 | 1;
  /** Size of the alphabet, 1 … 256. */
  readonly symbolCount: number;
  /** Every row that occurs sums to `2 ** scaleBits`. 8 … 15. */
  readonly scaleBits: number;
}

/**
 * Symbol statistics shared by encoder and decoder. Made by {@link buildRansModel} or {@link readRansModel};
 * treat it as immutable.
 *
 * The arrays have one row of `symbolCount` entries for order 0, and `symbolCount` such rows for order 1: row
 * `c` holds the statistics of the symbols that follow symbol `c` (the first symbol of all follows symbol 0).
 */
export interface RansModel extends RansModelShape {
  /** Explicit mantissa bits of the stored counts, 0 … 3. */
  readonly precision: number;
  /** The rounded counts from which the frequencies follow; 0 = the symbol does not occur. */
  readonly counts: Uint32Array;
  /** Frequencies; 0 = the symbol cannot be encoded. */
  readonly frequencies: Uint16Array;
  /** Sum of the frequencies of the smaller symbols of the row; 0 for a symbol that does not occur. */
  readonly starts: Uint16Array;
}

export interface BuildRansModelOptions {
  /** 0: one row of counts. 1: `symbolCount` rows, one for each preceding symbol. Default 0. */
  order?: 0 | 1;
  /**
   * Probability resolution, 8 … 15; frequencies sum to `2 ** scaleBits`. Higher values cost cache in the decoder,
   * lower ones cost size on skewed data. Default 12.
   */
  scaleBits?: number;
  /**
   * Explicit mantissa bits of the counts in a stored table, 0 … 3. 0 costs some 0.03 bits a symbol of data and makes
   * the smallest table; 3 costs under 0.001 and three bits more for each symbol of the table. Default: by the total of the
   * counts, from 0 below 2,048 to 3 above 131,072.
   */
  precision?: number;
}

/**
 * Makes a model from symbol counts.
 *
 * @param counts - for order 0 one count a symbol; for order 1 `symbolCount²` counts, `counts[c * symbolCount + s]`
 * being how often `s` follows `c`. Any non-negative integers; not all of them 0.
 * @throws {TypeError} `counts` is not a `Uint32Array`
 * @throws {RangeError} its length is not 1 … 256 (order 1: the square of such a number), all counts are 0, or an option is
 * out of range
 * @example
 * ```ts
 * const counts = new Uint32Array(256);
 * for (const symbol of symbols) counts[symbol]++;
 * const model = buildRansModel(counts);
 * ```
 */
export function buildRansModel(counts: Uint32Array, options: BuildRansModelOptions = {}): RansModel {
  if (!(counts instanceof Uint32Array)) throw new TypeError("counts must be a Uint32Array");
  const { order = 0, scaleBits = DEFAULT_SCALE_BITS } = options;
  const symbolCount = order === 1 ? Math.sqrt(counts.length) : counts.length;
  if (!isSymbolCount(symbolCount)) {
    const expected = order === 1 ? "the square of 1 … 256" : "1 … 256";
    throw new RangeError(`counts must have a length of ${expected}, got ${counts.length}`);
  }
  checkShape({ order, symbolCount, scaleBits });
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i];
  if (total === 0) throw new RangeError("counts must not all be 0");
  const precision = options.precision ?? defaultPrecision(total);
  if (!(Number.isInteger(precision) && precision >= 0 && precision <= MAX_PRECISION)) {
    throw new RangeError(`precision must be 0 … ${MAX_PRECISION}, got ${precision}`);
  }
  return modelOfCounts(order, symbolCount, scaleBits, precision, storedCounts(counts, precision));
}

/** What describes a model must be within the limits of the format. */
export function checkShape({ order, symbolCount, scaleBits }: RansModelShape): void {
  if (order !== 0 && order !== 1) throw new RangeError(`order must be 0 or 1, got ${order}`);
  if (!isSymbolCount(symbolCount)) {
    throw new RangeError(`symbolCount must be 1 … ${MAX_SYMBOL_COUNT}, got ${symbolCount}`);
  }
  if (!(Number.isInteger(scaleBits) && scaleBits >= MIN_SCALE_BITS && scaleBits <= MAX_SCALE_BITS)) {
    throw new RangeError(`scaleBits must be ${MIN_SCALE_BITS} … ${MAX_SCALE_BITS}, got ${scaleBits}`);
  }
}

/** A prior is a row for the same alphabet. */
export function checkPrior(prior: RansModel | undefined, symbolCount: number): void {
  if (prior !== undefined && !(prior.order === 0 && prior.symbolCount === symbolCount)) {
    throw new RangeError(`prior must be an order-0 model of ${symbolCount} symbols`);
  }
}

function isSymbolCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= MAX_SYMBOL_COUNT;
}

function defaultPrecision(total: number): number {
  return total < 2048 ? 0 : total < 16384 ? 1 : total < 131072 ? 2 : 3;
}

/** Brings counts below 2^{@link MAX_OCTAVE} by one common shift and rounds them to what a table can hold. */
export function storedCounts(counts: Uint32Array, precision: number): Uint32Array {
  let largest = 1;
  for (let i = 0; i < counts.length; i++) if (counts[i] > largest) largest = counts[i];
  const shift = Math.max(0, octaveOf(largest) + 1 - MAX_OCTAVE);
  const stored = uint32Array(counts.length);
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] !== 0) stored[i] = roundToPrecision(Math.max(1, counts[i] >>> shift), precision);
  }
  return stored;
}

/** The model of counts that are already rounded: what the reader of a table and {@link buildRansModel} share. */
export function modelOfCounts(
  order: 0 | 1,
  symbolCount: number,
  scaleBits: number,
  precision: number,
  counts: Uint32Array,
): RansModel {
  const frequencies = uint16Array(counts.length);
  const starts = uint16Array(counts.length);
  for (let row = 0; row < counts.length; row += symbolCount) {
    normalizeCounts(counts, row, symbolCount, scaleBits, frequencies, starts);
  }
  return { order, symbolCount, scaleBits, precision, counts, frequencies, starts };
}
