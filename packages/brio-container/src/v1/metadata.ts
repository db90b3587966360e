import { corrupt } from "../errors.ts";
import { type EntryVisitor, type FrameEntry, U16_MAX } from "../frame.ts";
import { ENTRY_LENGTH, SKIP_KIND, SKIP_UNIT } from "./layout.ts";

/**
 * The metadata section behind its count: five bytes an entry, each placed by its distance from the one before.
 *
 * A gap is sixteen bits wide. Where the true distance is 65536 or more, *skips* come first: of its whole multiples
 * of 65536, each skip takes as many as fit its value (65535), the last one the rest, and the entry itself keeps the
 * distance modulo 65536. There is exactly one way to write a distance so, which the reader enforces: read and write
 * are then each other's inverse.
 */

/** Skips that a distance needs; each covers up to 65535 × 65536 bytes. */
function skipsFor(distance: number): number {
  return Math.ceil(Math.floor(distance / SKIP_UNIT) / U16_MAX);
}

/** Items that entries in order of position take: themselves, and the skips that they need. */
export function countItems(entries: readonly FrameEntry[]): number {
  let count = entries.length;
  let position = 0;
  for (const entry of entries) {
    count += skipsFor(entry.position - position);
    position = entry.position;
  }
  return count;
}

/** Write the items of entries at `offset`; returns the offset behind them. */
export function writeEntries(out: Uint8Array, offset: number, entries: readonly FrameEntry[]): number {
  let position = 0;
  for (const entry of entries) {
    const distance = entry.position - position;
    for (let units = Math.floor(distance / SKIP_UNIT); units > 0; units -= U16_MAX) {
      offset = writeEntry(out, offset, 0, SKIP_KIND, Math.min(units, U16_MAX));
    }
    offset = writeEntry(out, offset, distance % SKIP_UNIT, entry.kind, entry.value);
    position = entry.position;
  }
  return offset;
}

function writeEntry(out: Uint8Array, offset: number, gap: number, kind: number, value: number): number {
  out[offset] = gap;
  out[offset + 1] = gap >>> 8;
  out[offset + 2] = kind;
  out[offset + 3] = value;
  out[offset + 4] = value >>> 8;
  return offset + ENTRY_LENGTH;
}

/**
 * Read `count` entries at `offset`. The caller has made sure that `count` × 5 bytes are there, so a visitor that keeps
 * them does so in proportion to bytes that were really sent.
 *
 * @param positionLimit - positions are below it; at most 2^49, so that a sum never leaves a double's exact range
 */
export function readEntries(
  bytes: Uint8Array,
  offset: number,
  count: number,
  positionLimit: number,
  visit: EntryVisitor,
): void {
  const end = offset + count * ENTRY_LENGTH;
  let position = 0;
  // The value of the skip just read, 0 behind an entry. Only a full skip may be followed by another.
  let skip = 0;
  for (let at = offset; at < end; at += ENTRY_LENGTH) {
    const gap = bytes[at]! | (bytes[at + 1]! << 8);
    const kind = bytes[at + 2]!;
    const value = bytes[at + 3]! | (bytes[at + 4]! << 8);
    if (kind === SKIP_KIND) {
      if (value === 0 || gap !== 0) throw corrupt(at, "skip with a value of 0 or a gap other than 0");
      if (skip !== 0 && skip !== U16_MAX) throw corrupt(at, "skip behind a skip that had room");
      if (at + ENTRY_LENGTH === end) throw corrupt(at, "metadata ends in a skip");
      position += value * SKIP_UNIT;
      skip = value;
    } else {
      position += gap;
      skip = 0;
    }
    if (position >= positionLimit) {
      throw corrupt(at, `metadata position ${position} lies beyond the content`);
    }
    if (skip === 0) visit(position, kind, value);
  }
}
