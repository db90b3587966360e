/** Unit of prices: so many of them are one bit. */
export const PRICE_UNIT = 32;

let table: Uint16Array | undefined;

/** log2(x) in price units, rounded to nearest, for 1 ≤ x < 2^31. (Above 2^12, low bits are cut off: an error of at most 1/32 bit.) */
export function log2Price(x: number): number {
  table ??= Uint16Array.from({ length: 4097 }, (_, i) => (i === 0 ? 0 : compute(i)));
  if (x <= 4096) return table[x];
  const dropped = 20 - Math.clz32(x);
  return table[x >>> dropped] + dropped * PRICE_UNIT;
}

/**
 * By repeated squaring: the integer part is the position of the leading one; squaring the rest, a number in [1, 2), yields
 * one binary digit of the fraction at a time. It takes no library function whose last bits engines may choose.
 */
function compute(x: number): number {
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
