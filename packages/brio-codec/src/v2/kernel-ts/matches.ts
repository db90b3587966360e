import { distanceSlot, LENGTH_CLASS } from "brio-dictionary";
import {
  LENGTH_BASES,
  LENGTH_EXTRA_BITS,
  LONG_EXTRA,
  LONG_LENGTH_BITS,
  MAX_POSITION_BUCKET,
} from "../format.ts";
import { DISTANCE_PRICE_ROW, PRICE_UNIT, type TokenPrices } from "../prices.ts";

/** How far the bytes at `older` and at `newer` agree, given that the first `length` do; at most `limit`. */
export function matchLength(
  content: Uint8Array,
  older: number,
  newer: number,
  length: number,
  limit: number,
): number {
  while (length < limit && content[older + length] === content[newer + length]) length++;
  return length;
}

/** The class of a length, among those of its kind of match: from `firstClass` up to the next that has no upper end. */
export function lengthClass(firstClass: number, length: number): number {
  let at = firstClass - LENGTH_CLASS;
  while (LENGTH_EXTRA_BITS[at] !== LONG_EXTRA && LENGTH_BASES[at + 1] <= length) at++;
  return at + LENGTH_CLASS;
}

/** Price of the raw fields that tell a length from the others of its class. */
export function lengthPrice(matchClass: number, length: number): number {
  const at = matchClass - LENGTH_CLASS;
  let bits = LENGTH_EXTRA_BITS[at];
  if (bits === LONG_EXTRA) bits = LONG_LENGTH_BITS + Math.max(0, 31 - Math.clz32(length - LENGTH_BASES[at]));
  return bits * PRICE_UNIT;
}

/** The longest length that costs what this one does, in its class: without an upper end, up to the next power of two. */
export function lastOfPrice(matchClass: number, length: number): number {
  const at = matchClass - LENGTH_CLASS;
  if (LENGTH_EXTRA_BITS[at] !== LONG_EXTRA) return LENGTH_BASES[at + 1] - 1;
  const base = LENGTH_BASES[at];
  return base + 2 ** (32 - Math.clz32((length - base) | 1)) - 1;
}

/** By position: the row of distance slots. */
export function positionBucket(position: number): number {
  return Math.min(MAX_POSITION_BUCKET, 31 - Math.clz32(position | 1));
}

/** Price of a distance at a position of the content. */
export function distancePrice({ distances }: TokenPrices, distance: number, position: number): number {
  return distances[positionBucket(position) * DISTANCE_PRICE_ROW + distanceSlot(distance)];
}
