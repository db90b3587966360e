/**
 * A coder of nothing but the steps of ../binary.ts: what test/binary-assembly.test.ts compares with the TypeScript. No published module
 * has it. Where things lie is for the caller to say; two states are at STATES_AT.
 */
import { advance, bitOf, encodeBit, missingBits, refill, STATE_LOWER_BOUND } from "../binary";

export const STATES_AT: usize = 0;

/** Writes in front of `target`; returns where the bytes behind the states begin. Both states begin with seed 0. */
export function encode(lanes: u32, count: u32, bits: usize, probabilities: usize, target: usize): usize {
  store<u32>(STATES_AT, STATE_LOWER_BOUND);
  store<u32>(STATES_AT + 4, STATE_LOWER_BOUND);
  for (let i = count; i-- > 0; ) {
    const lane: usize = STATES_AT + ((i & (lanes - 1)) << 2);
    target = encodeBit(lane, load<u8>(bits + i), load<u16>(probabilities + (<usize>i << 1)), target);
  }
  return target;
}

/** Takes bytes from `source` on; returns where it stopped, at `limit` at the latest. */
export function decode(
  lanes: u32,
  count: u32,
  bits: usize,
  probabilities: usize,
  source: usize,
  limit: usize,
): usize {
  for (let i: u32 = 0; i < count; i++) {
    const lane: usize = STATES_AT + ((i & (lanes - 1)) << 2);
    const probability: u32 = load<u16>(probabilities + (<usize>i << 1));
    let state = load<u32>(lane);
    const bit = bitOf(state, probability);
    store<u8>(bits + i, bit);
    state = advance(state, probability, bit);
    const missing = missingBits(state);
    store<u32>(lane, refill(state, missing, source));
    source = min(source + (missing >> 3), limit);
  }
  return source;
}
