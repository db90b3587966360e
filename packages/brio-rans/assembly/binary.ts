/**
 * Steps of binary rANS, for the kernels of other packages to compile in: the coder behind a model that gives each decision a
 * probability of its own. The arithmetic, its bounds and the layout of a stream are explained in src/binary-encoder.ts; SPEC
 * section 8 is their definition.
 *
 * READ ME FIRST
 *
 * 1. A decoder holds its states in local variables. One decision on the lane whose turn it is:
 *
 *        const bit = bitOf(state, probability);
 *        state = advance(state, probability, bit);
 *        const bits = missingBits(state);
 *        state = refill(state, bits, source);
 *        source += bits >> 3;
 *
 *    Nothing there branches: a bit that the model could not foresee is one that the processor cannot foresee either.
 * 2. `refill` reads two bytes at `source`, needed or not. The caller lets zeros follow the stream and stops `source` one byte
 *    behind its end, or sees to it that the decisions it has yet to take cannot get that far: each takes two bytes at most.
 * 3. An encoder goes from the last decision to the first and downwards in memory. There the branch on whether a state gives a byte
 *    away is cheaper than doing without (measured: 5 instead of 7 ns a decision), because the division is what takes the time.
 * 4. Nothing is checked. A probability outside of 1 … 32767 leaves a bit without slots: the encoder would divide by zero.
 */
import { STATE_LOWER_BOUND } from "./step";

export { STATE_LOWER_BOUND };

/** Probabilities are numbers of slots out of 2^15. */
export const SCALE_BITS: u32 = 15;
const SCALE: u32 = 1 << SCALE_BITS;
const SLOT_MASK: u32 = SCALE - 1;

/** A state that is frequency × 2^9 or more would leave its 24 bits. */
const LIMIT_SHIFT: u32 = 9;

/** The next bit of a state, where 1 has that probability. */
@inline
export function bitOf(state: u32, probability: u32): u32 {
  return u32((state & SLOT_MASK) >= SCALE - probability);
}

/** The state without that bit, not renormalised yet: at least 2. */
@inline
export function advance(state: u32, probability: u32, bit: u32): u32 {
  const zeros = SCALE - probability;
  const slot = state & SLOT_MASK;
  return select<u32>(probability, zeros, bit) * (state >> SCALE_BITS) + slot - select<u32>(zeros, 0, bit);
}

/** Bits that a state takes to be 2^16 or more again: 0, 8 or 16, as 8 to 15, 16 to 23 or 24 to 30 of its bits are leading zeros. */
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

/**
 * Encodes a bit into the state at `lane`, a u32 in memory, and writes the bytes that the state gives away, two at most, in front of
 * `target`. Returns where they begin.
 */
@inline
export function encodeBit(lane: usize, bit: u32, probability: u32, target: usize): usize {
  const zeros = SCALE - probability;
  const frequency = select<u32>(probability, zeros, bit);
  const limit = frequency << LIMIT_SHIFT;
  let state = load<u32>(lane);
  while (state >= limit) {
    store<u8>(--target, state);
    state >>= 8;
  }
  const quotient = state / frequency;
  store<u32>(lane, (quotient << SCALE_BITS) + (state - quotient * frequency) + select<u32>(zeros, 0, bit));
  return target;
}
