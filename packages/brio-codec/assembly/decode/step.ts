/**
 * One rANS step of the token coder: the arithmetic of src/v2/kernel-ts/stream.ts, whose head says why two bytes always are enough.
 *
 * READ ME FIRST
 *
 * 1. Nothing branches on the state. How many bytes it takes is as good as random.
 * 2. The end of an interval is where the next one starts.
 */

import * as numbers from "../numbers";

export const SCALE_BITS: u32 = numbers.SCALE_BITS;
export const SLOT_MASK: u32 = numbers.SCALE - 1;

/** A state without its interval, at least 2. */
@inline
export function advance(state: u32, slot: u32, start: u32, next: u32): u32 {
  return (next - start) * (state >> SCALE_BITS) + (slot - start);
}

/** Bits that a state takes to be 2^16 or more again: 0, 8 or 16. */
@inline
export function missingBits(state: u32): u32 {
  return (clz(state) - 8) & 24;
}

/** The state with its missing bits, the next ones at `source`. */
@inline
export function refill(state: u32, bits: u32, source: usize): u32 {
  const word: u32 = (<u32>load<u8>(source) << 8) | load<u8>(source, 1);
  return (state << bits) | (word >> (16 - bits));
}

/** The state without a raw field that took the upper bits of its slot and left `shift`, at least 2. */
@inline
export function advanceField(state: u32, shift: u32): u32 {
  return ((state >> SCALE_BITS) << shift) | (state & ((1 << shift) - 1));
}
