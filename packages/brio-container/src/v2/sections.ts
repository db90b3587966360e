import { ContainerError, corrupt, truncated } from "../errors.ts";
import { type FrameSection, type FrameTags, NO_SECTIONS, NO_TAGS } from "../frame.ts";
import { leb128Length, readLeb128, writeLeb128 } from "../leb128.ts";
import { CRITICAL_FLAG, SECTION_TYPE_UNIT, TAGS_MAX_BYTES, TAGS_SECTION_TYPE } from "./layout.ts";
import { readTags } from "./tags.ts";

/**
 * Sections (SPEC.md section 6): a count, then of each its type, whether it is critical, its length and its bytes.
 * Tags are the one type that has a meaning here, and are never critical. Of all others, critical ones are refused, the
 * rest is handed on, and none is written as critical.
 */

/** What was read of them. */
interface ReadSections {
  readonly tags: FrameTags;
  /** All but the tags. */
  readonly sections: readonly FrameSection[];
  /** Where they end. */
  readonly end: number;
}

/** Bytes that sections take with their count; there is at least one. */
export function sectionsLength(sections: readonly FrameSection[]): number {
  let length = leb128Length(sections.length);
  for (const { type, bytes } of sections) {
    length += leb128Length(type * SECTION_TYPE_UNIT) + leb128Length(bytes.length) + bytes.length;
  }
  return length;
}

/** Write count and sections at `offset`; returns the offset behind them. */
export function writeSections(out: Uint8Array, offset: number, sections: readonly FrameSection[]): number {
  let at = writeLeb128(out, offset, sections.length);
  for (const { type, bytes } of sections) {
    at = writeLeb128(out, at, type * SECTION_TYPE_UNIT);
    at = writeLeb128(out, at, bytes.length);
    out.set(bytes, at);
    at += bytes.length;
  }
  return at;
}

/**
 * Read the count at `offset` and the sections behind it, one by one: neither an announced count nor an announced
 * length allocates anything, since what is returned are views.
 */
export function readSections(bytes: Uint8Array, offset: number): ReadSections {
  const count = readLeb128(bytes, offset, "section count");
  if (count === 0) throw corrupt(offset, "sections announced, but none counted");
  const sections: FrameSection[] = [];
  let tags = NO_TAGS;
  let at = offset + leb128Length(count);
  let previousType = -1;
  for (let i = 0; i < count; i++) {
    const word = readLeb128(bytes, at, "type of a section");
    const type = Math.floor(word / SECTION_TYPE_UNIT);
    if (type <= previousType) throw corrupt(at, `section of type ${type} behind one of type ${previousType}`);
    const isCritical = word % SECTION_TYPE_UNIT === CRITICAL_FLAG;
    if (type === TAGS_SECTION_TYPE) {
      if (isCritical) throw corrupt(at, "critical section of tags");
    } else if (isCritical) {
      throw new ContainerError("unsupported-section", at, `critical section of the unknown type ${type}`);
    }
    at += leb128Length(word);
    const length = readLeb128(bytes, at, "length of a section");
    if (type === TAGS_SECTION_TYPE && (length === 0 || length > TAGS_MAX_BYTES)) {
      throw corrupt(at, `section of tags in ${length} bytes`);
    }
    at += leb128Length(length);
    if (length > bytes.length - at) throw truncated(bytes, "bytes of a section");
    if (type === TAGS_SECTION_TYPE) tags = readTags(bytes, at, at + length);
    else sections.push({ type, bytes: new Uint8Array(bytes.buffer, bytes.byteOffset + at, length) });
    at += length;
    previousType = type;
  }
  return { tags, sections: sections.length === 0 ? NO_SECTIONS : sections, end: at };
}
