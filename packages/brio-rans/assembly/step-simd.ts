/**
 * One step of rANS for four states in a vector: the same arithmetic as in step.ts, and the word distribution of Giesen's
 * `rans_word_sse41` (arXiv:1402.3392).
 *
 * READ ME FIRST
 *
 * 1. WebAssembly has no gather: the entries are four scalar loads. Taking the slots out of the vector two at a time, as 64-bit
 *    numbers, is the fastest of three ways that were measured.
 * 2. The lanes of a vector that are low take the next words of the stream in lane order. A comparison gives them as a mask of
 *    four bits, which picks one of 16 shuffles: word 0 goes to the lowest low lane, word 1 to the next, and so on. The
 *    vector always loads four words, however few it takes: the caller has four words, or padding, behind the pointer.
 */

/** The shuffles by mask: byte indices into the four words; 128 gives a zero byte, where the state stays or is shifted up. */
const SHUFFLES = memory.data<u8>([
  128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
  0, 1, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
  128, 128, 128, 128, 0, 1, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
  0, 1, 128, 128, 2, 3, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
  128, 128, 128, 128, 128, 128, 128, 128, 0, 1, 128, 128, 128, 128, 128, 128,
  0, 1, 128, 128, 128, 128, 128, 128, 2, 3, 128, 128, 128, 128, 128, 128,
  128, 128, 128, 128, 0, 1, 128, 128, 2, 3, 128, 128, 128, 128, 128, 128,
  0, 1, 128, 128, 2, 3, 128, 128, 4, 5, 128, 128, 128, 128, 128, 128,
  128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 0, 1, 128, 128,
  0, 1, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 2, 3, 128, 128,
  128, 128, 128, 128, 0, 1, 128, 128, 128, 128, 128, 128, 2, 3, 128, 128,
  0, 1, 128, 128, 2, 3, 128, 128, 128, 128, 128, 128, 4, 5, 128, 128,
  128, 128, 128, 128, 128, 128, 128, 128, 0, 1, 128, 128, 2, 3, 128, 128,
  0, 1, 128, 128, 128, 128, 128, 128, 2, 3, 128, 128, 4, 5, 128, 128,
  128, 128, 128, 128, 0, 1, 128, 128, 2, 3, 128, 128, 4, 5, 128, 128,
  0, 1, 128, 128, 2, 3, 128, 128, 4, 5, 128, 128, 6, 7, 128, 128,
], 16);

/** The packed entries of four states. `offsetMask` has (2^scaleBits - 1) << 2 in each lane; `table` is a constant of the caller. */
@inline
export function gatherEntries(states: v128, offsetMask: v128, table: usize): v128 {
  const offsets = v128.and(i32x4.shl(states, 2), offsetMask);
  const first = u64(i64x2.extract_lane(offsets, 0));
  const second = u64(i64x2.extract_lane(offsets, 1));
  const low = v128.load_lane<u32>(table + usize(first >> 32), v128.load32_zero(table + usize(u32(first))), 1);
  const high = v128.load_lane<u32>(table + usize(second >> 32), v128.load32_zero(table + usize(u32(second))), 1);
  return v128.shuffle<i64>(low, high, 0, 2);
}

/** The states without the symbols of the entries, not renormalised yet. */
@inline
export function advanceAll(states: v128, entries: v128, scaleBits: u32): v128 {
  const bias = v128.and(i32x4.shr_u(entries, 8), i32x4.splat(0xfff));
  return i32x4.add(i32x4.mul(i32x4.shr_u(entries, 20), i32x4.shr_u(states, scaleBits)), bias);
}

/** All ones in the lanes that have to take a word. */
@inline
export function lowLanes(states: v128): v128 {
  return i32x4.eq(i32x4.shr_u(states, 16), i32x4.splat(0));
}

/** The states with the words from `source` on in the low lanes, of which `mask` has a bit each. */
@inline
export function refillAll(states: v128, low: v128, mask: i32, source: usize): v128 {
  const words = i8x16.swizzle(v128.load64_zero(source), v128.load(SHUFFLES + (mask << 4)));
  return v128.or(v128.bitselect(i32x4.shl(states, 16), states, low), words);
}
