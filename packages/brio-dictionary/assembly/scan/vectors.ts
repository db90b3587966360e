// READ ME FIRST
//
// Finding starts with vectors, in two passes over a piece.
//
// 1. Which places are in question? Those whose byte begins a pattern, and if it is a letter or digit only those
//    where none stands before: the starts of words, and quotation marks and the like. That leaves one place in six
//    of English chat, and one in five of JSON, at two instructions a byte. Whether a byte is goes into a bit of a mask; and its code
//    (signal-starts.ts) goes into memory.
//
// 2. Of these, which have a window that is in the set of hashes? It is two loads of codes. The passes are apart because a load of
//    bytes that were just written by two stores has to wait until both are in the cache, and because the last windows of a vector
//    take codes of the next one.
//
// Sets of codes. All codes have bit 5, so there are eight upper halves: 2, 3, 6, 7, 10, 11, 14 and 15. A code is in a set if, in the
// element of its lower half, the bit of the upper one is set:
//
//   set[code & 15] & POWERS[code >> 4]
//
// Both are shuffles, which look up sixteen at once, and the second one is the same for all sets.
//
// Why it pays. The rolling hash looks up each place in 16 KiB, which in place an encoder that ran before has mostly driven out of the
// nearest cache; this a sixth of them. And of the windows that are in the set by chance five in six begin inside of words, and need not
// be compared.
//
// What does not pay (measured): to ask for the second and third byte too, in eight sets by the first one, as Hyperscan's Teddy does.
// There are too many patterns: with sets of halves, which is what a shuffle looks up at once, more places pass than by the first
// byte alone exactly, and with exact sets still half as many, which saves less than it takes.

import { CODED_AT, FIRSTS_AT, FOUND_AT, INPUT_AT, LEAST_CODE, LOOKAHEAD_BYTES, MASKS_AT } from "../../src/scan/layout";
import { findTrigger, findWindow, productOf } from "./found";

// Constants of the loop are loaded, since V8 makes others anew in each turn: half as much again (measured).
/** By the upper half of a code: its bit. */
const POWERS = memory.data<u8>([0, 0, 1, 2, 0, 0, 4, 8, 0, 0, 16, 32, 0, 0, 64, 128], 16);
/** The set of codes of letters and digits: digits have the upper half 3, letters 6 and 7. */
const WORDS = memory.data<u8>([10, 14, 14, 14, 14, 14, 14, 14, 14, 14, 12, 4, 4, 4, 4, 4], 16);
/** Bytes to compare with, and to mask the lower half. */
const BYTES = memory.data<u8>([<u8>LEAST_CODE, 0xc2, 0xa0, 15]);

/** Finds the starts among `count` places; returns where the next word would go. */
export function findByFirsts(count: usize, hasTriggers: bool): usize {
  classify(count);
  let found: usize = FOUND_AT;
  for (let from: usize = 0; from < count; from += 64) {
    let mask = load<u64>(from >> 3, MASKS_AT);
    // Bits of places behind the last are of its lookahead, or were never written.
    const left = count - from;
    if (left < 64) mask &= (<u64>1 << left) - 1;
    while (mask != 0) {
      const place = from + <usize>ctz(mask);
      mask &= mask - 1;
      const product = productOf(load<u32>(place, CODED_AT), load<u32>(place, CODED_AT + 2));
      found = findWindow(place, product, found);
      if (hasTriggers) found = findTrigger(place, found);
    }
  }
  return found;
}

/** The first pass: the codes and the mask of `count` places, and of their lookahead. */
function classify(count: usize): void {
  const powers = v128.load(POWERS);
  const words = v128.load(WORDS);
  const firsts = v128.load(FIRSTS_AT);
  const leastCode = v128.load_splat<u8>(BYTES);
  const byteC2 = v128.load_splat<u8>(BYTES, 1);
  const byteA0 = v128.load_splat<u8>(BYTES, 2);
  const lowerHalf = v128.load_splat<u8>(BYTES, 3);
  const none = i8x16.splat(0);
  // Before a piece there is no letter or digit, as far as this step is concerned.
  let areWordsBefore = none;
  const end = count + LOOKAHEAD_BYTES;
  for (let at: usize = 0; at < end; at += 16) {
    const bytes = v128.load(at, INPUT_AT);
    const isSpace = v128.or(i8x16.eq(bytes, byteC2), i8x16.eq(bytes, byteA0));
    const code = v128.or(i8x16.max_u(v128.andnot(bytes, isSpace), leastCode), leastCode);
    v128.store(at, code, CODED_AT);

    const low = v128.and(code, lowerHalf);
    const power = i8x16.swizzle(powers, v128.and(i16x8.shr_u(code, 4), lowerHalf));
    const isWord = i8x16.ne(v128.and(i8x16.swizzle(words, low), power), none);
    const isWordBefore = v128.shuffle<u8>(
      areWordsBefore, isWord, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
    );
    areWordsBefore = isWord;
    const first = v128.and(i8x16.swizzle(firsts, low), power);
    const isStart = i8x16.ne(v128.andnot(first, v128.and(isWord, isWordBefore)), none);
    store<u16>(at >> 3, i8x16.bitmask(isStart), MASKS_AT);
  }
}
