/**
 * The counts that lists can have, SPEC-PRIOR section 5: two an octave. What a list predicts hardly changes when a count moves by a fifth.
 */
import { COUNT_UNIT, ESCAPE_UNIT } from "./context-lists.ts";

/** By level: how often a successor followed. */
const COUNTS = [
  1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4095,
] as const;

/** Taken off every count, in units of 1/16: 0.69. The escape has it instead. */
const DISCOUNT = 11;

/** By level: what a list holds, in units of 1/16. */
export const SUCCESSOR_LEVELS: Uint16Array = /* @__PURE__ */ Uint16Array.from(
  COUNTS,
  (count) => count * COUNT_UNIT - DISCOUNT,
);

/** By level: escape counts, in units of 1/4096: one half, and then those above. */
export const ESCAPE_LEVELS: Uint32Array = /* @__PURE__ */ Uint32Array.from(
  [0.5, ...COUNTS],
  (count) => count * ESCAPE_UNIT,
);

/** The level nearest to a count by their quotient; the higher one of two. */
export function nearestLevel(levels: Uint16Array | Uint32Array, count: number): number {
  let level = 0;
  while (level + 1 < levels.length && levels[level] * levels[level + 1] <= count * count) level++;
  return level;
}
