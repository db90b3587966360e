/**
 * Encoding of intervals, the last one first. The steps and their bounds are explained in src/kernel-ts/encode.ts; this is the same
 * loop with a division in integers, which is what makes it faster.
 */
import { FREQUENCIES_AT, STARTS_AT, STATES_AT, TAGS_AT } from "../src/kernel-wasm/layout";
import { isHigh, push } from "./step";

/** Bits of a tag that hold the scale; those above hold the turn. */
const TAG_SCALE_BITS: u32 = 5;

/** Encodes `count` intervals; words go in front of `target`. Returns where the first of them lies. */
export function encodeIntervals(laneMask: u32, count: u32, target: usize): usize {
  for (let at: usize = count << 1; at > 0; ) {
    at -= 2;
    const tag: u32 = load<u16>(at, TAGS_AT);
    const bits = tag & ((1 << TAG_SCALE_BITS) - 1);
    const lane: usize = ((tag >> TAG_SCALE_BITS) & laneMask) << 2;
    const frequency: u32 = load<u16>(at, FREQUENCIES_AT);
    let state = load<u32>(lane, STATES_AT);
    if (isHigh(state, frequency, bits)) {
      target -= 2;
      store<u16>(target, state);
      state >>= 16;
    }
    store<u32>(lane, push(state, load<u16>(at, STARTS_AT), frequency, bits), STATES_AT);
  }
  return target;
}
