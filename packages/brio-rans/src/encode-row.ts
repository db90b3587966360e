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
  rowHeaderBits,
  sum,
  writeRowHeader,
} from "./table.ts";

/** Index of each symbol's entry in an octave code, or -1 for a symbol that is left out. */
const entries: Int32Array = /* @__PURE__ */ new Int32Array(256);

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
  const totalOctave = octaveOf(sum(counts));
  const surprises = prior === undefined || hasSurprise(counts, prior);
  const shift = expectationShift(totalOctave, counts.length, priorScaleBits);
  for (let symbol = 0; symbol < counts.length; symbol++) {
    const priorFrequency = prior === undefined ? 1 : prior[symbol];
    const row = priorFrequency === 0 && !surprises ? -1 : codeRowOf(priorFrequency, shift);
    entries[symbol] = row < 0 ? -1 : row * OCTAVE_SYMBOLS + (counts[symbol] === 0 ? 0 : octaveOf(counts[symbol]) + 1);
  }
  const dispersion = cheapestDispersion(counts.length);

  intervals.reserve(1 + 2 * counts.length);
  intervals.put(writeRowHeader({ totalOctave, dispersion, surprises }, prior), 1, rowHeaderBits(prior), 0);
  const { starts, frequencies } = octaveCode(dispersion);
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

/** The dispersion under which {@link entries} cost least. */
function cheapestDispersion(symbolCount: number): number {
  let best = 0;
  let bestPrice = Number.POSITIVE_INFINITY;
  for (let dispersion = 0; dispersion < DISPERSIONS.length; dispersion++) {
    const prices = entryPrices(dispersion);
    let price = 0;
    for (let symbol = 0; symbol < symbolCount; symbol++) if (entries[symbol] >= 0) price += prices[entries[symbol]];
    if (price < bestPrice) {
      bestPrice = price;
      best = dispersion;
    }
  }
  return best;
}

const prices: Uint16Array[] = [];

/** What the entries of a code cost, in price units. */
function entryPrices(dispersion: number): Uint16Array {
  prices[dispersion] ??= octaveCode(dispersion).frequencies.map(
    (frequency) => OCTAVE_CODE_BITS * PRICE_UNIT - log2Price(frequency),
  );
  return prices[dispersion];
}
