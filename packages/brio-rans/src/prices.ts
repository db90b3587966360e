import { PRICE_UNIT } from "./constants.ts";
import type { RansModel } from "./model.ts";

/** Price of a symbol that a model cannot code: more than any that it can. */
const IMPOSSIBLE = 0xffff;

/**
 * What each symbol costs under a model, in 1/32 bit: `scaleBits - log2(frequency)`.
 *
 * @returns one price for each frequency of the model; 65535 where the frequency is 0
 */
export function priceRansSymbols(model: RansModel): Uint16Array {
  return Uint16Array.from(model.frequencies, (frequency) =>
    frequency === 0 ? IMPOSSIBLE : model.scaleBits * PRICE_UNIT - log2(frequency),
  );
}

/**
 * Bytes that {@link encodeRans} would need for symbols of that many occurrences, within half a percent and four bytes.
 *
 * @param counts - as for {@link buildRansModel}
 * @returns whole bytes; `Infinity` if a symbol occurs that the model cannot code
 * @throws {RangeError} `counts` has another length than the model's rows
 */
export function estimateRansSize(counts: Uint32Array, model: RansModel, lanes: number = 1): number {
  if (counts.length !== model.frequencies.length) {
    throw new RangeError(`counts must have length ${model.frequencies.length}, got ${counts.length}`);
  }
  let price = 0;
  const prices = priceRansSymbols(model);
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) continue;
    if (prices[i] === IMPOSSIBLE) return Number.POSITIVE_INFINITY;
    price += counts[i] * prices[i];
  }
  return 4 * lanes + Math.ceil(price / (8 * PRICE_UNIT));
}

/**
 * log2(x) in 1/32, rounded to nearest, for x ≥ 1.
 *
 * By repeated squaring: the integer part is the position of the leading one; squaring the rest, a number in [1, 2), yields
 * one binary digit of the fraction at a time. It takes no library function whose last bits engines may choose.
 */
function log2(x: number): number {
  const octave = 31 - Math.clz32(x);
  let rest = x / 2 ** octave;
  let digits = 0;
  for (let i = 0; i < 6; i++) {
    rest *= rest;
    digits *= 2;
    if (rest >= 2) {
      rest /= 2;
      digits++;
    }
  }
  return octave * PRICE_UNIT + ((digits + 1) >> 1);
}
