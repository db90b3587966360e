/**
 * Adaptive binary probabilities.
 *
 * A context is one 16-bit cell: the upper twelve bits hold the probability that the bit is 0, in 1/4096, the lower
 * four how often the context was used, up to 15. The step towards the bit just coded is 1/(uses + 1.5), so the
 * first observations move a context quickly, and never less than about 1/16, so that it keeps following. (The
 * counter with a falling rate is the one of lpaq and zpaq; Mahoney, "Data Compression Explained", section 4.1.)
 *
 * The probability stays within [MIN, 4096 - MIN], so no bit ever costs more than seven bits.
 */

const USES_MASK = 15;
const MIN_PROBABILITY = 32;
const MAX_PROBABILITY = 4096 - MIN_PROBABILITY;

/** 65536 / (uses + 1.5), the adaptation rate as a 16-bit fraction. */
const RATES: Uint16Array = /* @__PURE__ */ Uint16Array.from({ length: 16 }, (_, uses) =>
  Math.floor(131072 / (2 * uses + 3)),
);

/** A fresh context in which a 0 has that probability (in 1/4096). */
export function bitContext(probabilityOfZero: number): number {
  return Math.min(MAX_PROBABILITY, Math.max(MIN_PROBABILITY, probabilityOfZero)) << 4;
}

/** Probability of a 0 in 1/4096. */
export function probabilityOfZero(context: number): number {
  return context >>> 4;
}

/** The context after `bit` was seen in it. */
export function updateBitContext(context: number, bit: number): number {
  const uses = context & USES_MASK;
  const probability = context >>> 4;
  const target = bit === 0 ? 4096 : 0;
  // |target - probability| * rate < 2^12 * 2^16: exact. The shift floors, on both sides alike.
  const moved = probability + (((target - probability) * RATES[uses]) >> 16);
  const clamped = moved < MIN_PROBABILITY ? MIN_PROBABILITY : moved > MAX_PROBABILITY ? MAX_PROBABILITY : moved;
  return (clamped << 4) | (uses < USES_MASK ? uses + 1 : uses);
}
