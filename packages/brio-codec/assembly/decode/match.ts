/**
 * What follows the class of a match: src/v2/kernel-ts/decode-match.ts says it more readably. State, source and distances
 * pass through globals: a match is one token of several, and its result does not fit one number.
 */
import { LENGTH_BASES_AT, LENGTH_EXTRA_BITS_AT } from "../../src/v2/kernel-wasm/decoder-layout";
import * as numbers from "../numbers";
import { advanceDistance, findDistanceSlot } from "./search";
import { advanceField, missingBits, refill, SCALE_BITS, SLOT_MASK } from "./step";

const LENGTH_CLASS: u32 = numbers.LENGTH_CLASS;
const LAST_LENGTH_CLASS: u32 = numbers.LAST_LENGTH_CLASS;
const SECOND_LENGTH_CLASS: u32 = numbers.SECOND_LENGTH_CLASS;
const LOW_EXTRA_BITS: u32 = numbers.LOW_EXTRA_BITS;
const LONG_EXTRA: u32 = 255;
const LONG_LENGTH_BITS: u32 = 5;
const MAX_LONG_BITS: u32 = 17;
const MAX_POSITION_BUCKET: u32 = 23;

/** The lane's state and the next byte of the stream, before and after a match. */
export let matchState: u32 = 0;
export let matchSource: usize = 0;
/** The last two distances of the block, 0 if there was none yet. After a match, the last is its own. */
export let lastDistance: u32 = 0;
export let secondDistance: u32 = 0;

export function resetDistances(): void {
  lastDistance = 0;
  secondDistance = 0;
}

/** Sets the lane's state and source, decodes, and returns the length, or 0 if there is no such match. */
export function decodeMatch(state: u32, source: usize, matchClass: u32, position: u32): u32 {
  matchState = state;
  matchSource = source;
  const slot = matchClass - LENGTH_CLASS;
  let extra: u32 = load<u8>(slot, LENGTH_EXTRA_BITS_AT);
  if (extra == LONG_EXTRA) {
    const bitLength = takeField(LONG_LENGTH_BITS);
    if (bitLength > MAX_LONG_BITS) return 0;
    extra = bitLength == 0 ? 0 : (1 << (bitLength - 1)) | takeBits(bitLength - 1);
  } else if (extra != 0) {
    extra = takeField(extra);
  }
  const last = lastDistance;
  if (matchClass < LAST_LENGTH_CLASS) {
    lastDistance = takeDistance(position);
    secondDistance = last;
  } else if (matchClass >= SECOND_LENGTH_CLASS) {
    lastDistance = secondDistance;
    secondDistance = last;
  }
  // One comparison for both: 0 less one is the largest number.
  if (lastDistance - 1 >= position) return 0;
  return load<u16>(slot << 1, LENGTH_BASES_AT) + extra;
}

@inline
function takeDistance(position: u32): u32 {
  const bucket = min(MAX_POSITION_BUCKET, 31 - clz(position | 1));
  const slot = matchState & SLOT_MASK;
  const distanceSlot = findDistanceSlot(bucket, slot);
  take(advanceDistance(matchState, slot, bucket, distanceSlot));
  // Slot 0 is distance 1; every further one has half an octave, and as many extra bits as its octave has below the upper two.
  const upper = distanceSlot + 1;
  if (upper < 4) return upper;
  const extraBits = (upper >> 1) - 1;
  return ((2 | (upper & 1)) << extraBits) | takeBits(extraBits);
}

/** Up to 27 bits, as one field or two. */
function takeBits(count: u32): u32 {
  if (count <= LOW_EXTRA_BITS) return takeField(count);
  const high = takeField(count - LOW_EXTRA_BITS);
  return (high << LOW_EXTRA_BITS) | takeField(LOW_EXTRA_BITS);
}

@inline
function takeField(width: u32): u32 {
  const shift = SCALE_BITS - width;
  const value = (matchState & SLOT_MASK) >> shift;
  take(advanceField(matchState, shift));
  return value;
}

@inline
function take(state: u32): void {
  const bits = missingBits(state);
  matchState = refill(state, bits, matchSource);
  matchSource += bits >> 3;
}
