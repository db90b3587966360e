/**
 * Scales one row of counts to frequencies that sum to exactly `2 ** scaleBits`; a row of zeros stays one.
 *
 * Both sides run this on the stored counts of a table, so it is part of the format (SPEC section 3) and works in
 * integers alone. Every occurring symbol gets at least 1; the others are rounded to nearest; what the rounding
 * leaves over is put on the most frequent symbol, what it lacks is taken from the most frequent ones, an eighth
 * at a time, where the relative change is the smallest. Of equals the smaller symbol counts as the more frequent.
 *
 * @param counts - each below 2^20
 * @param row - index of the row's first entry in all three arrays
 * @param frequencies - receives the frequencies; all 0 before
 * @param starts - receives, for each symbol that occurs, the sum of the frequencies of the smaller ones; all 0 before
 */
export function normalizeCounts(
  counts: Uint32Array,
  row: number,
  symbolCount: number,
  scaleBits: number,
  frequencies: Uint16Array,
  starts: Uint16Array,
): void {
  const end = row + symbolCount;
  let total = 0;
  let presentCount = 0;
  for (let i = row; i < end; i++) {
    if (counts[i] === 0) continue;
    total += counts[i];
    present[presentCount++] = i;
  }
  if (presentCount === 0) return;

  // total < 2^28 and count · 2^scaleBits < 2^35: exact in a double, as is the floored quotient.
  const scale = 1 << scaleBits;
  const half = total >>> 1;
  let missing = scale;
  let top = present[0];
  for (let k = 0; k < presentCount; k++) {
    const i = present[k];
    const quotient = ((counts[i] * scale + half) / total) >>> 0;
    const frequency = quotient === 0 ? 1 : quotient;
    frequencies[i] = frequency;
    missing -= frequency;
    if (frequency > frequencies[top]) top = i;
  }
  if (missing > 0) frequencies[top] += missing;
  while (missing < 0) {
    top = present[0];
    for (let k = 1; k < presentCount; k++) if (frequencies[present[k]] > frequencies[top]) top = present[k];
    const taken = Math.min(-missing, (frequencies[top] + 7) >>> 3);
    frequencies[top] -= taken;
    missing += taken;
  }
  for (let k = 0, start = 0; k < presentCount; k++) {
    const i = present[k];
    starts[i] = start;
    start += frequencies[i];
  }
}

/** Indices of the symbols that occur: most alphabets are largely unused, and three passes over them add up. */
const present: Uint32Array = /* @__PURE__ */ new Uint32Array(256);
