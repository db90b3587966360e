/** Unit of prices: so many of them are one bit. */
export const PRICE_UNIT = 32;

/** Bits behind the leading one that count. */
const FRACTION_BITS = 11;

/** By those bits: what the logarithm has beyond that of the leading one, 0 … 32 price units. */
let fractions: Uint8Array | undefined;

/**
 * The binary logarithm of an integer in price units, {@link PRICE_UNIT} to a bit: exact to the nearest unit up to 4096; above that
 * only the upper twelve bits and the leading one of `x` count, which may cost one unit. What an interval of frequency f on a scale
 * of n bits costs is `n * PRICE_UNIT - log2Price(f)`.
 *
 * Every engine gives the same. Made for loops: nothing is checked.
 *
 * @param x - an integer, 1 … 2^31 - 1
 * @returns an integer, 0 … 31 · {@link PRICE_UNIT}
 */
export function log2Price(x: number): number {
  fractions ??= buildFractions();
  const octave = 31 - Math.clz32(x);
  const dropped = octave - FRACTION_BITS;
  const leading = dropped > 0 ? x >>> dropped : x << -dropped;
  return octave * PRICE_UNIT + fractions[leading & (fractions.length - 1)];
}

/** A plain loop over one octave: half a millisecond in a fresh process. */
function buildFractions(): Uint8Array {
  const table = new Uint8Array(1 << FRACTION_BITS);
  for (let i = 0; i < table.length; i++) table[i] = fractionOf(1 + i / table.length);
  return table;
}

/**
 * The logarithm of a number in [1, 2) in price units. Squaring doubles it, so that its next binary digit comes in front of the
 * point: the square is 2 or more, or it is not. No library function is asked, because engines may choose its last bits.
 */
function fractionOf(x: number): number {
  let digits = 0;
  for (let i = 0; i < 6; i++) {
    x *= x;
    digits *= 2;
    if (x >= 2) {
      x /= 2;
      digits++;
    }
  }
  return (digits + 1) >> 1;
}
