/**
 * Slots: how the token coder writes numbers (SPEC-1 section 4).
 *
 * A number becomes a *slot*, coded with the statistics of its kind, and raw *extra bits*. The numbers 0 to 3 are
 * slots of their own; from there on every octave has two, told apart by the bit behind the leading one:
 *
 *     value   0 1 2 3   4-5 6-7   8-11 12-15   16-23 24-31   …
 *     slot    0 1 2 3     4   5      6     7       8     9   …
 *     extra   0 0 0 0     1   1      2     2       3     3   …
 *
 * The coding is a bijection: every number has one slot and one value of its extra bits.
 */

/** The slot of a number, 0 … 2^31 - 1. */
export function slotOf(value: number): number {
  if (value < 4) return value;
  const octave = 31 - Math.clz32(value);
  return 2 * octave + ((value >>> (octave - 1)) & 1);
}

/** Slots of all numbers below 2^31. */
const SLOTS = 62;

/** Number of extra bits, by slot. */
export const EXTRA_BITS: Uint8Array = /* @__PURE__ */ Uint8Array.from({ length: SLOTS }, (_, slot) =>
  slot < 4 ? 0 : (slot >>> 1) - 1,
);

/** Smallest number, by slot: the number itself less its extra bits. */
export const SLOT_BASE: Int32Array = /* @__PURE__ */ Int32Array.from({ length: SLOTS }, (_, slot) =>
  slot < 4 ? slot : (2 | (slot & 1)) << ((slot >>> 1) - 1),
);

/** How many slots the numbers 0 … `largest` have. */
export function slotCount(largest: number): number {
  return slotOf(largest) + 1;
}
