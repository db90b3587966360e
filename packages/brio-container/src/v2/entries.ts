import { corrupt } from "../errors.ts";
import { type EntryVisitor, type FrameEntry, U16_MAX } from "../frame.ts";
import { leb128Length, readLeb128, writeLeb128 } from "../leb128.ts";
import { ENTRY_GAP_UNIT, LAST_ENTRY_FLAG } from "./layout.ts";

/**
 * Entries as version 2 has them (SPEC.md section 5): of each its distance from the one before and its value. There
 * is at least one, and the last says so. A count in front would take a byte or more; the bit for it takes one only
 * where a distance is of 64 to 127 bytes, of 8192 to 16383, and so on.
 */

/** What says where an entry lies, and whether it is the last. */
function gapWord(entries: readonly FrameEntry[], i: number): number {
  const gap = entries[i]!.position - (i === 0 ? 0 : entries[i - 1]!.position);
  return gap * ENTRY_GAP_UNIT + (i === entries.length - 1 ? LAST_ENTRY_FLAG : 0);
}

/** Bytes that entries take. */
export function entriesLength(entries: readonly FrameEntry[]): number {
  let length = 0;
  for (let i = 0; i < entries.length; i++) {
    length += leb128Length(gapWord(entries, i)) + leb128Length(entries[i]!.value);
  }
  return length;
}

/** Write entries at `offset`; returns the offset behind them. */
export function writeEntries(out: Uint8Array, offset: number, entries: readonly FrameEntry[]): number {
  let at = offset;
  for (let i = 0; i < entries.length; i++) {
    at = writeLeb128(out, at, gapWord(entries, i));
    at = writeLeb128(out, at, entries[i]!.value);
  }
  return at;
}

/**
 * Read the entries at `offset`, one by one: a visitor that keeps them does so in proportion to bytes that were really
 * sent. Returns the offset behind them.
 *
 * @param contentLength - positions are below it, and so below 2^47: a sum with a gap below 2^48 is exact
 */
export function readEntries(
  bytes: Uint8Array,
  offset: number,
  contentLength: number,
  visit: EntryVisitor,
): number {
  let at = offset;
  let position = 0;
  let isLast = false;
  while (!isLast) {
    const word = readLeb128(bytes, at, "gap of an entry");
    isLast = word % ENTRY_GAP_UNIT === LAST_ENTRY_FLAG;
    position += Math.floor(word / ENTRY_GAP_UNIT);
    if (position >= contentLength) throw corrupt(at, `entry at ${position} lies beyond the content`);
    at += leb128Length(word);
    const value = readLeb128(bytes, at, "value of an entry");
    if (value > U16_MAX) throw corrupt(at, `value ${value} of an entry exceeds ${U16_MAX}`);
    at += leb128Length(value);
    visit(position, 0, value);
  }
  return at;
}
