/**
 * How much memory a content of some length takes, SPEC section 12: sizes decide which counters make place for which, so encoder and
 * decoder, and all kernels, must have the same.
 */
import type { Profile } from "./profile.ts";

export interface Sizes {
  /** Groups of counters: 2^groupBits. */
  readonly groupBits: number;
  /** Symbols that a match can see: half of 2^windowBits. */
  readonly windowBits: number;
  /** Positions that the match model keeps: 2^positionBits. */
  readonly positionBits: number;
}

const MIN_GROUP_BITS = 8;
const MIN_POSITION_BITS = 8;
const MAX_POSITION_BITS = 20;

/** @param contentLength - in bytes, at least 1 */
export function sizesOf(profile: Profile, contentLength: number): Sizes {
  const contentBits = ceilLog2(contentLength);
  return {
    // One for every byte and context.
    groupBits: clamp(ceilLog2(contentLength * profile.contexts.length), MIN_GROUP_BITS, profile.maxGroupBits),
    windowBits: Math.min(contentBits + 1, profile.maxWindowBits),
    // A symbol has some four bytes.
    positionBits: clamp(contentBits - 2, MIN_POSITION_BITS, MAX_POSITION_BITS),
  };
}

function ceilLog2(x: number): number {
  let bits = 0;
  while (2 ** bits < x) bits++;
  return bits;
}

function clamp(x: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, x));
}
