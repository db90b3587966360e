import { distanceSlot, LAST_LENGTH_CLASS, LENGTH_CLASS } from "brio-dictionary";
import { LENGTH_BASES, LENGTH_EXTRA_BITS, LONG_EXTRA, LONG_LENGTH_BITS, LOW_EXTRA_BITS } from "../format.ts";
import { distanceRow, type TokenTables } from "../tables.ts";
import { positionBucket } from "./matches.ts";
import { putField, putSymbol, type StreamWriter } from "./stream-writer.ts";

/**
 * Encodes what follows the class of a match, SPEC section 5, the last interval first: so distance before length, low bits before
 * high ones, and the bits of a long number before how many they are.
 *
 * @param position - content bytes before the match
 */
export function putMatch(
  writer: StreamWriter,
  lane: number,
  tables: TokenTables,
  matchClass: number,
  length: number,
  distance: number,
  position: number,
): void {
  if (matchClass < LAST_LENGTH_CLASS) putDistance(writer, lane, tables, distance, position);
  const at = matchClass - LENGTH_CLASS;
  const extra = length - LENGTH_BASES[at];
  if (LENGTH_EXTRA_BITS[at] === LONG_EXTRA) putLong(writer, lane, extra);
  else putBits(writer, lane, LENGTH_EXTRA_BITS[at], extra);
}

function putDistance(
  writer: StreamWriter,
  lane: number,
  tables: TokenTables,
  distance: number,
  position: number,
): void {
  const slot = distanceSlot(distance);
  const extraBits = Math.max(0, ((slot + 1) >> 1) - 1);
  putBits(writer, lane, extraBits, distance & ((1 << extraBits) - 1));
  putSymbol(writer, lane, tables, distanceRow(positionBucket(position)), slot);
}

/** A number that says itself how many bits it has; the leading one goes without saying. */
function putLong(writer: StreamWriter, lane: number, value: number): void {
  const bitLength = 32 - Math.clz32(value);
  if (bitLength > 1) putBits(writer, lane, bitLength - 1, value - (1 << (bitLength - 1)));
  putField(writer, lane, LONG_LENGTH_BITS, bitLength);
}

/** Up to 27 bits, as one field or two. */
function putBits(writer: StreamWriter, lane: number, count: number, value: number): void {
  if (count === 0) return;
  if (count <= LOW_EXTRA_BITS) {
    putField(writer, lane, count, value);
    return;
  }
  putField(writer, lane, LOW_EXTRA_BITS, value & ((1 << LOW_EXTRA_BITS) - 1));
  putField(writer, lane, count - LOW_EXTRA_BITS, value >> LOW_EXTRA_BITS);
}
