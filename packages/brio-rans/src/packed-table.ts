import type { RansModel } from "./model.ts";

/** Largest scale of a packed table: frequency, bias and symbol share 32 bits. */
export const PACKED_SCALE_BITS = 12;

/**
 * The symbol that has all slots of an order-0 model, or -1. It costs nothing: states and stream stay as they are. A packed
 * table could not hold its frequency.
 */
export function onlySymbol({ frequencies, scaleBits }: RansModel): number {
  return frequencies.indexOf(1 << scaleBits);
}

/**
 * Fills a packed table: for each slot, frequency << 20 | bias << 8 | symbol, where the bias is the slot less the start of the
 * symbol's interval. One load then gives all that a step of decoding needs.
 *
 * @param model - of order 0, on a scale of at most {@link PACKED_SCALE_BITS} bits, without an {@link onlySymbol}
 */
export function fillPackedTable(entries: Int32Array, model: RansModel): void {
  const { symbolCount, frequencies } = model;
  let slot = 0;
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    const frequency = frequencies[symbol];
    let entry = (frequency << 20) | symbol;
    for (const end = slot + frequency; slot < end; slot++, entry += 1 << 8) entries[slot] = entry;
  }
}
