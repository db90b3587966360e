/**
 * Scales one row of counts to frequencies that sum to exactly `2 ** scaleBits`; a row of zeros stays one.
 *
 * Both sides run this on the stored counts of a table, so it is part of the format (SPEC section 3) and works in
 * integers alone. Every occurring symbol gets at least 1; the others are rounded to nearest; what the rounding
 * leaves over is put on the most frequent symbol, what it lacks is taken from the most frequent ones, an eighth
 * at a time, where the relative change is the smallest. Of equals the smaller symbol counts as the more frequent.
 *
 * @param counts - each below 2^20
 * @param row - index of the row's first entry in both arrays
 * @param frequencies - receives the result
 */
export function normalizeCounts(
  counts: Uint32Array,
  row: number,
  symbolCount: number,
  scaleBits: number,
  frequencies: Uint16Array,
): void {
  const end = row + symbolCount;
  let total = 0;
  for (let i = row; i < end; i++) total += counts[i];
  if (total === 0) return;

  // total < 2^28 and count · 2^scaleBits < 2^35: exact in a double, as is the floored quotient.
  const scale = 1 << scaleBits;
  const half = total >>> 1;
  let missing = scale;
  let top = row;
  for (let i = row; i < end; i++) {
    if (counts[i] === 0) continue;
    const frequency = Math.max(1, Math.floor((counts[i] * scale + half) / total));
    frequencies[i] = frequency;
    missing -= frequency;
    if (frequency > frequencies[top]) top = i;
  }
  if (missing > 0) frequencies[top] += missing;
  while (missing < 0) {
    top = row;
    for (let i = row + 1; i < end; i++) if (frequencies[i] > frequencies[top]) top = i;
    const taken = Math.min(-missing, (frequencies[top] + 7) >>> 3);
    frequencies[top] -= taken;
    missing += taken;
  }
}
