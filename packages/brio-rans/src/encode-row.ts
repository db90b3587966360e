import type { IntervalList } from "./intervals.ts";
import { explicitBits, mantissaOf, octaveOf } from "./levels.ts";
import { log2Price, PRICE_UNIT } from "./log2-price.ts";
import {
  codeRowOf,
  DISPERSIONS,
  expectationShift,
  hasSurprise,
  OCTAVE_CODE_BITS,
  OCTAVE_SYMBOLS,
  octaveCode,
  type RowHeader,
  rowHeaderBits,
  sum,
  writeRowHeader,
} from "./table.ts";

/** Index of each symbol's entry in an octave code, or -1 for a symbol that is left out; of the row last planned. */
const entries: Int32Array = /* @__PURE__ */ new Int32Array(256);

/** Fills {@link entries} and chooses the dispersion under which they cost least. */
function planRow(counts: Uint32Array, prior: Uint16Array | undefined, priorScaleBits: number): RowHeader {
  const totalOctave = octaveOf(sum(counts));
  const surprises = prior === undefined || hasSurprise(counts, prior);
  const shift = expectationShift(totalOctave, counts.length, priorScaleBits);
  for (let symbol = 0; symbol < counts.length; symbol++) {
    const priorFrequency = prior === undefined ? 1 : prior[symbol];
    const row = priorFrequency === 0 && !surprises ? -1 : codeRowOf(priorFrequency, shift);
    entries[symbol] =
      row < 0 ? -1 : row * OCTAVE_SYMBOLS + (counts[symbol] === 0 ? 0 : octaveOf(counts[symbol]) + 1);
  }
  let dispersion = 0;
  let price = Number.POSITIVE_INFINITY;
  for (let candidate = 0; candidate < DISPERSIONS.length; candidate++) {
    const candidatePrice = priceOfEntries(candidate, counts.length);
    if (candidatePrice >= price) continue;
    price = candidatePrice;
    dispersion = candidate;
  }
  return { totalOctave, dispersion, surprises };
}

function priceOfEntries(dispersion: number, symbolCount: number): number {
  const prices = entryPrices(dispersion);
  let price = 0;
  for (let symbol = 0; symbol < symbolCount; symbol++)
    if (entries[symbol] >= 0) price += prices[entries[symbol]];
  return price;
}

/**
 * Appends one row of stored counts, not all of them 0; the inverse of `decodeRow`.
 *
 * @param prior - frequencies that sum to 2^priorScaleBits; undefined and 0 for a flat prior
 */
export function encodeRow(
  intervals: IntervalList,
  counts: Uint32Array,
  precision: number,
  prior: Uint16Array | undefined,
  priorScaleBits: number,
): void {
  const header = planRow(counts, prior, priorScaleBits);
  intervals.reserve(1 + 2 * counts.length);
  intervals.put(writeRowHeader(header, prior), 1, rowHeaderBits(prior), 0);
  const { starts, frequencies } = octaveCode(header.dispersion);
  for (let symbol = 0; symbol < counts.length; symbol++) {
    const entry = entries[symbol];
    if (entry < 0) continue;
    intervals.put(starts[entry], frequencies[entry], OCTAVE_CODE_BITS, 0);
    const count = counts[symbol];
    if (count === 0) continue;
    const octave = octaveOf(count);
    const bits = explicitBits(octave, precision);
    if (bits > 0) intervals.put(mantissaOf(count, octave, precision), 1, bits, 0);
  }
}

const codePrices: Uint16Array[] = [];

/** What the entries of a code cost, in price units. */
function entryPrices(dispersion: number): Uint16Array {
  codePrices[dispersion] ??= octaveCode(dispersion).frequencies.map(
    (frequency) => OCTAVE_CODE_BITS * PRICE_UNIT - log2Price(frequency),
  );
  return codePrices[dispersion];
}
