/**
 * What is found at a place: a word if its window is in the set of hashes, the place and above it the hash; and a word if its
 * byte is a trigger, the place and the sign. A word is always written, and kept or not: whether it is depends on
 * the text, so a branch would be mispredicted now and then, and costs more than to write.
 */
import {
  BIT_SHIFT,
  BITS_AT,
  ELEMENT_SHIFT,
  HASH_SHIFT,
  INPUT_AT,
  MULTIPLIER,
  PLACE_BITS,
  SECOND_SHIFT,
  TRIGGERS_AT,
} from "../../src/scan/layout";

/** The product of a window of these codes (src/signal-starts.ts). */
@inline
export function productOf(first: u32, second: u32): u32 {
  return (first ^ (second << SECOND_SHIFT)) * MULTIPLIER;
}

/** The sign says whether the hash is in the set: it is the bit of it, since a shift takes its low five bits. */
@inline
export function hit(product: u32): u32 {
  return load<u32>((product >> ELEMENT_SHIFT) << 2, BITS_AT) << (product >> BIT_SHIFT);
}

/** Looks up the window that begins at `place`, counted from the first one. Returns where the next word goes. */
@inline
export function findWindow(place: usize, product: u32, found: usize): usize {
  store<u32>(found, <u32>place | ((product >> HASH_SHIFT) << PLACE_BITS));
  return found + (hit(product) >> 31 << 2);
}

@inline
export function findTrigger(place: usize, found: usize): usize {
  store<u32>(found, <u32>place | 0x80000000);
  return found + (<usize>load<u8>(<usize>load<u8>(place, INPUT_AT), TRIGGERS_AT) << 2);
}
