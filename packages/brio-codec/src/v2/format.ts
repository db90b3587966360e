// The numbers of the token coder of format version 2. SPEC.md names each of them. Those of classes, contexts and slots belong
// to the model of a dictionary and come from brio-dictionary.
import { LAST_LENGTH_SLOTS, LENGTH_SLOTS, SECOND_LENGTH_SLOTS } from "brio-dictionary";

/** Content bytes of a block; the last one of a content may be shorter. Each block has a stream of its own. */
export const BLOCK_LENGTH = 131072;

/** Probabilities are intervals of 2^15 slots. */
export const SCALE_BITS = 15;
export const SCALE: number = 1 << SCALE_BITS;

/** Between intervals a state is in [2^16, 2^24); an encoder starts at the lower bound plus a seed of 16 bits. */
export const STATE_LOWER_BOUND = 65536;
export const STATE_BYTES = 3;

/** Kinds of a block, and the first slot of each in the interval that a stream begins with. */
export const KIND_SHIPPED = 0;
export const KIND_OWN = 1;
export const KIND_STORED = 2;
export const KIND_STARTS: readonly number[] = [0, 31744, 32512];

/** Stands for the extra bits of a slot of lengths that has no upper end: a long number follows. */
export const LONG_EXTRA = 255;
/** A long number is its bit length, in a field of 5 bits, and the bits below the leading one: at most 2^17 - 1. */
export const LONG_LENGTH_BITS = 5;
export const MAX_LONG_BITS = 17;

/** Of extra bits beyond twelve the upper ones are a field apart and come first: no interval has more than 15 bits. */
export const LOW_EXTRA_BITS = 12;

const LENGTH_SLOT_LISTS = [LENGTH_SLOTS, LAST_LENGTH_SLOTS, SECOND_LENGTH_SLOTS];

/** By match class less 230: the shortest length of the class. */
export const LENGTH_BASES: Uint16Array = /* @__PURE__ */ Uint16Array.from(
  LENGTH_SLOT_LISTS.flatMap((slots) => slots.map(({ base }) => base)),
);
/**
 * By match class less 230: how many extra bits are added to it, or {@link LONG_EXTRA} for the last slot of each list, which the
 * dictionary leaves open: the bits it has there are what training reckons with, and no coder's.
 */
export const LENGTH_EXTRA_BITS: Uint8Array = /* @__PURE__ */ Uint8Array.from(
  LENGTH_SLOT_LISTS.flatMap((slots) =>
    slots.map(({ extraBits }, slot) => (slot === slots.length - 1 ? LONG_EXTRA : extraBits)),
  ),
);

/** Slots of distances: 0 … 46, so that no distance has more than 24 bits and none reaches back beyond the window. */
export const MAX_DISTANCE_SLOT = 46;
export const MAX_DISTANCE: number = 2 ** 24 - 1;
/** Position buckets are ⌊log2 position⌋, but no more than this. */
export const MAX_POSITION_BUCKET = 23;

/** From so many bytes of content on there are two lanes: three bytes more, where chat text leaves some two hundred. */
export const TWO_LANES_LENGTH = 768;

/**
 * States that code a content. A second one costs three bytes and lets the decoder work on two intervals at a time; a check of
 * 32 bits needs two, because each carries sixteen of them as its seed.
 */
export function laneCountOf(contentLength: number, checkBits: number): 1 | 2 {
  return contentLength >= TWO_LANES_LENGTH || checkBits === 32 ? 2 : 1;
}
