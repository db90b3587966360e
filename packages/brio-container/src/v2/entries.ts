import { corrupt } from "../errors.ts";
import { type FrameEntry, U16_MAX } from "../frame.ts";
import { leb128Length, readLeb128, writeLeb128 } from "../leb128.ts";

/**
 * Entries as version 2 has them (SPEC.md section 5): a count, then of each its distance from the one before and its
 * value.
 */

/** Bytes that entries take with their count; there is at least one. */
export function entriesLength(entries: readonly FrameEntry[]): number {
  let length = leb128Length(entries.length);
  let position = 0;
  for (const entry of entries) {
    length += leb128Length(entry.position - position) + leb128Length(entry.value);
    position = entry.position;
  }
  return length;
}

/** Write count and entries at `offset`; returns the offset behind them. */
export function writeEntries(out: Uint8Array, offset: number, entries: readonly FrameEntry[]): number {
  let at = writeLeb128(out, offset, entries.length);
  let position = 0;
  for (const entry of entries) {
    at = writeLeb128(out, at, entry.position - position);
    at = writeLeb128(out, at, entry.value);
    position = entry.position;
  }
  return at;
}

/**
 * Read the count at `offset` and the entries behind it. They are collected one by one, as their bytes are seen: an
 * announced count allocates nothing.
 *
 * @param contentLength - positions are below it, and so below 2^47: a sum with a gap below 2^49 is exact
 */
export function readEntries(bytes: Uint8Array, offset: number, contentLength: number): FrameEntry[] {
  const count = readLeb128(bytes, offset, "entry count");
  if (count === 0) throw corrupt(offset, "entries announced, but none counted");
  const entries: FrameEntry[] = [];
  let at = offset + leb128Length(count);
  let position = 0;
  while (entries.length < count) {
    const gap = readLeb128(bytes, at, "gap of an entry");
    position += gap;
    if (position >= contentLength) throw corrupt(at, `entry at ${position} lies beyond the content`);
    at += leb128Length(gap);
    const value = readLeb128(bytes, at, "value of an entry");
    if (value > U16_MAX) throw corrupt(at, `value ${value} of an entry exceeds ${U16_MAX}`);
    at += leb128Length(value);
    entries.push({ position, kind: 0, value });
  }
  return entries;
}
