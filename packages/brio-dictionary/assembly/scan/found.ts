/**
 * What the host gets of a place: a word if its window is in the set of hashes, the place and above it the hash; and a word if its
 * byte is a trigger, the place and the sign. A word is always written, and kept or not: whether it is depends on
 * the text, so a branch would be mispredicted now and then, and costs more than to write.
 */
import {
  BITS_AT,
  CODES_AT,
  ELEMENT_SHIFT,
  HASH_SHIFT,
  INPUT_AT,
  MULTIPLIER,
  PLACE_BITS,
} from "../../src/scan/layout";

/** Looks up the window that begins at `place`, counted from the first one. Returns where the next word goes. */
@inline
export function findWindow(place: usize, window: u32, found: usize): usize {
  const product = window * MULTIPLIER;
  store<u32>(found, <u32>place | ((product >> HASH_SHIFT) << PLACE_BITS));
  // The sign of the shifted element is the bit of the hash, since a shift takes its low five bits.
  const element = load<u32>((product >> ELEMENT_SHIFT) << 2, BITS_AT);
  return found + ((element << (product >> HASH_SHIFT)) >> 31 << 2);
}

@inline
export function findTrigger(place: usize, found: usize): usize {
  store<u32>(found, <u32>place | 0x80000000);
  return found + (codeAt(place) >> 31 << 2);
}

/** The code of the byte at `place`; its sign says whether it is a trigger. */
@inline
export function codeAt(place: usize): u32 {
  return load<u32>(<usize>load<u8>(place + INPUT_AT) << 2, CODES_AT);
}
