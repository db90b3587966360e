// READ ME FIRST
//
// Finding starts with vectors, in two passes over a piece.
//
// 1. Which places are in question? Those whose byte begins a pattern, and where that pattern begins with a letter or digit only those
//    where none stands before: the starts of words, and quotation marks and the like. That leaves one place in six
//    of English chat, at three instructions a byte. What a byte is goes into a bit of a mask; and its code (signal-starts.ts)
//    goes into memory, since it takes a vector of sixteen no longer than one.
//
// 2. Of these, which have a window that is in the set of hashes? It is put together from eight codes at once. The passes are
//    apart because a load of eight bytes that were just written by two stores has to wait until both are in the cache, and
//    because the last windows of a vector take codes of the next one.
//
// Sets of bytes. A byte is in a set if the bit of its upper half is in the element of its lower half:
//
//   set[byte & 15] & (1 << (byte >> 4))
//
// Elements have eight bits, so a set of 256 bytes takes two vectors, for upper halves below 8 and the others; and the powers
// of two are two vectors as well, in which those of the other half are 0. A shuffle looks up all sixteen.
//
// Why it pays. The rolling hash looks up each place in 32 KiB, as much as the nearest cache holds, which an encoder that ran before
// has filled with tables of its own: so in place that costs more than by itself, and this hardly does. And of the windows that are
// in the set by chance five in six begin inside of words, and need not be compared.

import {
  CODE_BITS,
  CODED_AT,
  FIRSTS_AT,
  FOUND_AT,
  INPUT_AT,
  LOOKAHEAD_BYTES,
  MASKS_AT,
  SPACE_CODE,
} from "../../src/scan/layout";
import { findTrigger, findWindow } from "./found";

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
      found = findWindow(place, windowAt(place), found);
      if (hasTriggers) found = findTrigger(place, found);
    }
  }
  return found;
}

/**
 * The window that begins at `place`. Of eight codes, from the second before it on, neighbours are joined, the pairs, and the halves.
 * The first one is shifted out, but for what a product does not depend on.
 */
@inline
function windowAt(place: usize): u32 {
  const codes = load<u64>(place, CODED_AT - 2);
  const pairs = ((codes & 0x00ff00ff00ff00ff) << CODE_BITS) ^ ((codes >> 8) & 0x00ff00ff00ff00ff);
  const fours = ((pairs & 0x0000ffff0000ffff) << (2 * CODE_BITS)) ^ ((pairs >> 16) & 0x0000ffff0000ffff);
  return (<u32>fours << (4 * CODE_BITS)) ^ <u32>(fours >> 32);
}

/** The first pass: the codes and the mask of `count` places, and of their lookahead. */
function classify(count: usize): void {
  // Before a piece there is no letter or digit, as far as this step is concerned.
  store<u16>(CODED_AT - 2, 0);
  let wordsBefore = i8x16.splat(0);
  const lowPowers = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0);
  const highPowers = i8x16(0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, -128);
  // Digits have the upper half 3, letters 4 to 7.
  const words = i8x16(-88, -8, -8, -8, -8, -8, -8, -8, -8, -8, -16, 80, 80, 80, 80, 80);
  // 0x20, 0x09, 0x0a and 0x0d; and the last byte of U+00A0, a0. The first one, c2, has the code of white space anyway.
  const lowSpaces = i8x16(4, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0);
  const highSpaces = i8x16(4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  const lowFirsts = v128.load(FIRSTS_AT);
  const highFirsts = v128.load(FIRSTS_AT + 16);
  const lowInitials = v128.load(FIRSTS_AT + 32);
  const highInitials = v128.load(FIRSTS_AT + 48);
  const none = i8x16.splat(0);
  const end = count + LOOKAHEAD_BYTES;
  for (let at: usize = 0; at < end; at += 16) {
    const bytes = v128.load(at, INPUT_AT);
    const low = v128.and(bytes, i8x16.splat(15));
    const high = v128.and(i16x8.shr_u(bytes, 4), i8x16.splat(15));
    const lowPower = i8x16.swizzle(lowPowers, high);
    const highPower = i8x16.swizzle(highPowers, high);
    const isNoWord = i8x16.eq(v128.and(i8x16.swizzle(words, low), lowPower), none);
    const isWord = v128.andnot(i8x16.splat(1), isNoWord);
    const isNoSpace = i8x16.eq(
      v128.or(
        v128.and(i8x16.swizzle(lowSpaces, low), lowPower),
        v128.and(i8x16.swizzle(highSpaces, low), highPower),
      ),
      none,
    );
    const lowFive = v128.and(bytes, i8x16.splat(31));
    const code = v128.or(i8x16.add(lowFive, lowFive), isWord);
    v128.store(at, v128.bitselect(code, i8x16.splat(<i8>SPACE_CODE), isNoSpace), CODED_AT);

    const first = v128.or(
      v128.and(i8x16.swizzle(lowFirsts, low), lowPower),
      v128.and(i8x16.swizzle(highFirsts, low), highPower),
    );
    const initial = v128.or(
      v128.and(i8x16.swizzle(lowInitials, low), lowPower),
      v128.and(i8x16.swizzle(highInitials, low), highPower),
    );
    const wordBefore = v128.shuffle<u8>(
      wordsBefore, isWord, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
    );
    wordsBefore = isWord;
    const isStart = v128.or(first, v128.and(initial, i8x16.eq(wordBefore, none)));
    store<u16>(at >> 3, i8x16.bitmask(i8x16.ne(isStart, none)), MASKS_AT);
  }
}
