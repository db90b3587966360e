import { laneCountOf } from "./encoder.ts";
import { log2Price, PRICE_UNIT } from "./log2-price.ts";
import type { RansModel } from "./model.ts";

/** Price of a symbol that a model cannot code: more than any that it can. */
const IMPOSSIBLE = 0xffff;

/**
 * What each symbol costs under a model, in 1/32 bit: `scaleBits - log2(frequency)`.
 *
 * @returns one price for each frequency of the model; 65535 where the frequency is 0
 */
export function priceRansSymbols(model: RansModel): Uint16Array {
  const { frequencies, scaleBits } = model;
  const prices = new Uint16Array(frequencies.length);
  for (let i = 0; i < prices.length; i++) {
    prices[i] = frequencies[i] === 0 ? IMPOSSIBLE : scaleBits * PRICE_UNIT - log2Price(frequencies[i]);
  }
  return prices;
}

/**
 * What symbols of those counts cost under a model, in 1/32 bit.
 *
 * @param counts - as for {@link buildRansModel}, of the model's alphabet and order
 * @returns `Infinity` if a symbol occurs that the model cannot code
 * @throws {TypeError} `counts` is not a `Uint32Array`
 * @throws {RangeError} `counts` has another length than the frequencies of the model
 */
export function priceRansCounts(counts: Uint32Array, model: RansModel): number {
  if (!(counts instanceof Uint32Array)) throw new TypeError("counts must be a Uint32Array");
  const { frequencies, scaleBits } = model;
  if (counts.length !== frequencies.length) {
    throw new RangeError(`counts must have length ${frequencies.length}, got ${counts.length}`);
  }
  let price = 0;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) continue;
    if (frequencies[i] === 0) return Number.POSITIVE_INFINITY;
    price += counts[i] * (scaleBits * PRICE_UNIT - log2Price(frequencies[i]));
  }
  return price;
}

/**
 * Bytes that {@link encodeRans} would need for symbols of that many occurrences, within 2 · `lanes` + 1 bytes and 1/32 bit
 * a symbol.
 *
 * (Half of the 1/32 is rounding of prices, half what an integer state may gain or lose where symbols occur much more or less
 * often than the model says. Where they do, scales above 12 bits may lose more: 0.2 bits a symbol were seen at 15.)
 *
 * @param counts - as for {@link buildRansModel}
 * @param lanes - as for {@link encodeRans}
 * @returns whole bytes; `Infinity` if a symbol occurs that the model cannot code
 * @throws {TypeError} `counts` is not a `Uint32Array`
 * @throws {RangeError} `counts` has another length than the frequencies of the model, or `lanes` is not 1, 2, 4 or 8
 */
export function estimateRansSize(counts: Uint32Array, model: RansModel, lanes: number = 1): number {
  return 4 * laneCountOf(lanes) + Math.ceil(priceRansCounts(counts, model) / (8 * PRICE_UNIT));
}

/**
 * The least that symbols of those counts can cost under any model of order 0, in 1/32 bit: their entropy times their number,
 * within 1/30 bit a symbol.
 *
 * @param counts - one a symbol, of any alphabet; their sum below 2^31
 * @throws {TypeError} `counts` is not a `Uint32Array`
 */
export function entropyOfCounts(counts: Uint32Array): number {
  if (!(counts instanceof Uint32Array)) throw new TypeError("counts must be a Uint32Array");
  let total = 0;
  let price = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i];
    if (count === 0) continue;
    total += count;
    price -= count * log2Price(count);
  }
  return total === 0 ? 0 : price + total * log2Price(total);
}
