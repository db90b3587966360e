/**
 * One step of rANS, for one state at a time.
 *
 * READ ME FIRST
 *
 * 1. A *packed entry* holds what a decoder needs of a slot, in one load: frequency << 20 | bias << 8 | symbol, where the bias
 *    is the slot less the start of its interval. So the scale has at most 12 bits, and the frequency, which must fit 12
 *    bits too, is below 4096: the model in which one symbol has all slots of that scale costs no bits and never gets here.
 * 2. There is no branch. Whether a state takes a word is as good as random; `select` becomes a conditional move.
 * 3. Whoever strings steps together should look the entry of the *next* symbol up as soon as a state is renormalised, before
 *    going on to the next state. V8 moves pure operations down to their first use: without the load, which it does not move,
 *    it leaves all renormalisations to the end of the loop with everything they need in registers it does not have (measured:
 *    480 instead of 590 MB/s).
 */

/** States are in [2^16, 2^32): SPEC section 2. */
export const STATE_LOWER_BOUND: u32 = 65536;

/** Offset of the entry of a state's slot; `slotMask` is 2^scaleBits - 1. */
@inline
export function entryOffset(state: u32, slotMask: u32): usize {
  return (state << 2) & (slotMask << 2);
}

/** The state without the symbol of the entry, not renormalised yet: at least 1. */
@inline
export function advance(state: u32, entry: u32, scaleBits: u32): u32 {
  return (entry >> 20) * (state >> scaleBits) + ((entry >> 8) & 0xfff);
}

/** 1 if the state has to take a word, otherwise 0: the borrow of a subtraction in 64 bits, an operation less than a comparison. */
@inline
export function isLow(state: u32): u32 {
  return u32((u64(state) - STATE_LOWER_BOUND) >> 63);
}

/** The state with the word at `source`, if `low` is 1. */
@inline
export function refill(state: u32, low: u32, source: usize): u32 {
  return select<u32>((state << 16) | load<u16>(source), state, low);
}

/** Whether a state has to give a word away before an interval: x ≥ frequency · 2^(32 - bits), compared without overflow. */
@inline
export function isHigh(state: u32, frequency: u32, bits: u32): bool {
  return state >> (32 - bits) >= frequency;
}

/** The state with an interval coded. */
@inline
export function push(state: u32, start: u32, frequency: u32, bits: u32): u32 {
  const quotient = state / frequency;
  return (quotient << bits) + (state - quotient * frequency) + start;
}
