/**
 * Finding starts without vectors: what src/scan/kernel-ts.ts does, byte for byte.
 *
 * Four bytes a turn, as there, so that three in four branches are saved; the window is rolled on by each byte, and belongs to the
 * place five bytes before.
 */
import {
  BITS_AT,
  CODE_BITS,
  CODES_AT,
  ELEMENT_SHIFT,
  FOUND_AT,
  HASH_SHIFT,
  INPUT_AT,
  LOOKAHEAD_BYTES,
  MULTIPLIER,
} from "../../src/scan/layout";
import { codeAt, findTrigger, findWindow } from "./found";

/** Finds the starts among `count` places; returns where the next word would go. */
export function findByRolling(count: usize): usize {
  let found: usize = FOUND_AT;
  let window: u32 = 0;
  const end = count + LOOKAHEAD_BYTES;
  for (let at: usize = 0; at < end; at += 4) {
    const before = window;
    const bytes = load<u32>(at, INPUT_AT);
    const code1 = load<u32>((bytes << 2) & 0x3fc, CODES_AT);
    const code2 = load<u32>((bytes >> 6) & 0x3fc, CODES_AT);
    const code3 = load<u32>((bytes >> 14) & 0x3fc, CODES_AT);
    const code4 = load<u32>((bytes >> 22) & 0x3fc, CODES_AT);
    const window1 = (before << CODE_BITS) ^ code1;
    const window2 = (window1 << CODE_BITS) ^ code2;
    const window3 = (window2 << CODE_BITS) ^ code3;
    window = (window3 << CODE_BITS) ^ code4;
    const signs = code1 | code2 | code3 | code4 | hit(window1) | hit(window2) | hit(window3) | hit(window);
    if (<i32>signs < 0) found = findInTurn(at, count, before, found);
  }
  return found;
}

/** The sign says whether the window is in the set. */
@inline
function hit(window: u32): u32 {
  const product = window * MULTIPLIER;
  return load<u32>((product >> ELEMENT_SHIFT) << 2, BITS_AT) << (product >> HASH_SHIFT);
}

/** What is to be found of the windows that end with one of four bytes, and of these bytes. */
function findInTurn(from: usize, count: usize, before: u32, found: usize): usize {
  let window = before;
  for (let at = from; at < from + 4; at++) {
    window = (window << CODE_BITS) ^ codeAt(at);
    const place = at - LOOKAHEAD_BYTES;
    // The first windows are not full: their place would be negative, and is large without a sign.
    if (place < count) found = findWindow(place, window, found);
    if (at < count) found = findTrigger(at, found);
  }
  return found;
}
