/** Counts of the alphabets in use, by size: each is used up before it is filled again. */
const countBuffers: Uint32Array[] = [];

/** How often each symbol occurs; valid until the next call for an alphabet of that size. */
export function countSymbols(symbols: Uint8Array, symbolCount: number): Uint32Array {
  countBuffers[symbolCount] ??= new Uint32Array(symbolCount);
  const counts = countBuffers[symbolCount].fill(0);
  for (let i = 0; i < symbols.length; i++) counts[symbols[i]]++;
  return counts;
}
