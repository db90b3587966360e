// Logarithms that are the same on every engine. `Math.log2` may differ in its last bits between engines, and a training
// run compares sums of thousands of logarithms, so one bit can choose another phrase. Additions, multiplications and
// divisions of doubles are exact in IEEE 754, and all that is needed.

/**
 * The binary logarithm of a positive finite number.
 *
 * With x = m · 2^k, 1 ≤ m < 2, and t = (m - 1) / (m + 1), ln m = 2 · (t + t³/3 + t⁵/5 + …); t < 1/3, so the terms fall by
 * nine, and 17 of them leave an error below 2^-52.
 */
export function log2(x: number): number {
  let octave = 0;
  for (; x >= 2; x /= 2) octave++;
  for (; x < 1; x *= 2) octave--;
  const t = (x - 1) / (x + 1);
  const square = t * t;
  let sum = 0;
  for (let denominator = 33; denominator > 1; denominator -= 2) sum = (sum + 1 / denominator) * square;
  return octave + 2 * Math.LOG2E * t * (1 + sum);
}

/** Integers below this have an entry of their own in {@link entropyTable}. */
export const ENTROPY_TABLE_SIZE = 65_536;

/** n · log2 n for n = 0 … 65,535; 0 for 0. */
export function entropyTable(): Float64Array {
  const table = new Float64Array(ENTROPY_TABLE_SIZE);
  for (let n = 1; n < ENTROPY_TABLE_SIZE; n++) table[n] = n * log2(n);
  return table;
}

/** n · log2 n of any integer n ≥ 0, from the table where it is there. */
export function entropyTerm(table: Float64Array, n: number): number {
  return n < ENTROPY_TABLE_SIZE ? table[n]! : n * log2(n);
}
