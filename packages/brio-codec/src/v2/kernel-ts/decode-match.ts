import { LAST_LENGTH_CLASS, LENGTH_CLASS, SECOND_LENGTH_CLASS } from "brio-dictionary";
import {
  LENGTH_BASES,
  LENGTH_EXTRA_BITS,
  LONG_EXTRA,
  LONG_LENGTH_BITS,
  LOW_EXTRA_BITS,
  MAX_LONG_BITS,
  MAX_POSITION_BUCKET,
} from "../format.ts";
import { distanceRow, type TokenTables } from "../tables.ts";
import { type Stream, takeField, takeSymbol } from "./stream.ts";

/** The last two distances of a block, 0 if there was none yet. */
export interface Distances {
  last: number;
  second: number;
}

/**
 * Decodes what follows the class of a match: SPEC section 5. Afterwards `distances.last` is its distance.
 *
 * @param position - content bytes before the match
 * @returns its length, or 0 if there is no such match
 */
export function decodeMatch(
  stream: Stream,
  lane: number,
  tables: TokenTables,
  matchClass: number,
  position: number,
  distances: Distances,
): number {
  const extraBits = LENGTH_EXTRA_BITS[matchClass - LENGTH_CLASS];
  const extra = extraBits === LONG_EXTRA ? takeLong(stream, lane) : takeField(stream, lane, extraBits);
  if (extra < 0) return 0;
  const { last } = distances;
  if (matchClass < LAST_LENGTH_CLASS) {
    distances.last = takeDistance(stream, lane, tables, position);
    distances.second = last;
  } else if (matchClass >= SECOND_LENGTH_CLASS) {
    distances.last = distances.second;
    distances.second = last;
  }
  if (distances.last === 0 || distances.last > position) return 0;
  return LENGTH_BASES[matchClass - LENGTH_CLASS] + extra;
}

function takeDistance(stream: Stream, lane: number, tables: TokenTables, position: number): number {
  const bucket = Math.min(MAX_POSITION_BUCKET, 31 - Math.clz32(position | 1));
  const slot = takeSymbol(stream, lane, tables, distanceRow(bucket));
  if (slot === 0) return 1;
  const extraBits = ((slot + 1) >> 1) - 1;
  return ((2 | ((slot + 1) & 1)) << extraBits) | takeBits(stream, lane, extraBits);
}

/** A number that says itself how many bits it has; -1 if they are more than any length has. */
function takeLong(stream: Stream, lane: number): number {
  const bitLength = takeField(stream, lane, LONG_LENGTH_BITS);
  if (bitLength === 0) return 0;
  if (bitLength > MAX_LONG_BITS) return -1;
  return (1 << (bitLength - 1)) | takeBits(stream, lane, bitLength - 1);
}

/** Up to 27 bits, as one field or two. */
function takeBits(stream: Stream, lane: number, count: number): number {
  if (count <= LOW_EXTRA_BITS) return takeField(stream, lane, count);
  const high = takeField(stream, lane, count - LOW_EXTRA_BITS);
  return (high << LOW_EXTRA_BITS) | takeField(stream, lane, LOW_EXTRA_BITS);
}
