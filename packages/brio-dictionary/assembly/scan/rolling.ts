/**
 * Finding starts without vectors: what src/scan/kernel-ts.ts does, byte for byte.
 *
 * Four bytes a turn, as there, so that three in four branches are saved. The window of a byte and the five before it belongs to the
 * place five bytes before.
 */
import { CODES_AT, FOUND_AT, INPUT_AT, LOOKAHEAD_BYTES } from "../../src/scan/layout";
import { findTrigger, findWindow, hit, productOf } from "./found";

/** Finds the starts among `count` places; returns where the next word would go. */
export function findByRolling(count: usize, hasTriggers: bool): usize {
  let found: usize = FOUND_AT;
  // The codes of the last four bytes, and of those one byte before.
  let last: u32 = 0;
  let before: u32 = 0;
  const end = count + LOOKAHEAD_BYTES;
  for (let at: usize = 0; at < end; at += 4) {
    const last1 = (last >> 8) | codeAt(at);
    const last2 = (last1 >> 8) | codeAt(at + 1);
    const last3 = (last2 >> 8) | codeAt(at + 2);
    const last4 = (last3 >> 8) | codeAt(at + 3);
    const product1 = productOf(before, last1);
    const product2 = productOf(last, last2);
    const product3 = productOf(last1, last3);
    const product4 = productOf(last2, last4);
    if (<i32>(hit(product1) | hit(product2) | hit(product3) | hit(product4)) < 0) {
      // The first windows are not full: their place would be negative, and is large without a sign.
      const place = at - LOOKAHEAD_BYTES;
      if (place < count) found = findWindow(place, product1, found);
      if (place + 1 < count) found = findWindow(place + 1, product2, found);
      if (place + 2 < count) found = findWindow(place + 2, product3, found);
      if (place + 3 < count) found = findWindow(place + 3, product4, found);
    }
    before = last3;
    last = last4;
  }
  if (hasTriggers) {
    for (let place: usize = 0; place < count; place++) found = findTrigger(place, found);
  }
  return found;
}

/** The code of the byte at `place`, in the upper eight bits. */
@inline
function codeAt(place: usize): u32 {
  return load<u32>(<usize>load<u8>(place, INPUT_AT) << 2, CODES_AT);
}
