import { builtInReference, DICTIONARY_HASH_LENGTH, readHash } from "../dictionary-reference.ts";
import { corrupt, truncated } from "../errors.ts";
import {
  CODERS,
  type DictionaryReference,
  type FrameHeader,
  type MetadataScope,
  NO_ENTRIES,
  NO_SECTIONS,
} from "../frame.ts";
import { leb128Length, readLeb128 } from "../leb128.ts";
import { entriesLength, readEntries } from "./entries.ts";
import {
  CHECK_FIELD_WIDTHS,
  CHECK_SHIFT,
  DEFAULT_EXTENDED,
  DICTIONARY_BUILT_IN,
  DICTIONARY_HASHED,
  ENTRIES_FLAG,
  EXTENDED_FLAG,
  FIELD_MASK,
  FORMAT_VERSION,
  isShortLength,
  LENGTH_OFFSET,
  LENGTH_UNIT,
  METADATA_SCOPES,
  METADATA_SHIFT,
  RESERVED_BITS,
  SECTIONS_FLAG,
  SHAPE_OFFSET,
  SHORT_CHECK_BITS,
  SHORT_FIELD,
  SHORT_LENGTH_MASK,
  TO_END_HEADER,
  TO_END_MIN_LENGTH,
  TO_END_SHAPE,
} from "./layout.ts";
import { readSections, sectionsLength } from "./sections.ts";

/**
 * Read a header of version 2, whose magic and version the caller has seen. The order of the fields is the order of
 * the errors.
 *
 * @param whole - the bytes hold all of a stored frame, so that its length can be held against them
 */
export function readHeader2(bytes: Uint8Array, whole: boolean): FrameHeader {
  const shape = bytes[SHAPE_OFFSET]!;
  if (shape === TO_END_SHAPE) return readToEnd(bytes, whole);
  const coder = CODERS[shape & FIELD_MASK];
  if (coder === undefined) throw corrupt(SHAPE_OFFSET, "reserved coder");
  const checkField = (shape >>> CHECK_SHIFT) & FIELD_MASK;
  const checkBits = CHECK_FIELD_WIDTHS[checkField]!;
  const short = checkField === SHORT_FIELD;

  // The number of a short header has no flags, and so is not written with them.
  const word = short
    ? readShortLength(bytes) * LENGTH_UNIT
    : readLeb128(bytes, LENGTH_OFFSET, "content length");
  const contentLength = Math.floor(word / LENGTH_UNIT);
  const flags = word % LENGTH_UNIT;
  const hasEntries = (flags & ENTRIES_FLAG) !== 0;
  if (!short && flags === 0 && checkBits === SHORT_CHECK_BITS && isShortLength(contentLength)) {
    throw corrupt(LENGTH_OFFSET, `content of ${contentLength} bytes with nothing else has a short header`);
  }

  let at = LENGTH_OFFSET + (short ? 1 : leb128Length(word));
  let dictionary: DictionaryReference = builtInReference(0);
  let metadata: MetadataScope = "signals";
  let hasSections = false;
  if ((flags & EXTENDED_FLAG) !== 0) {
    const extended = readExtended(bytes, at);
    const dictionaryKind = extended & FIELD_MASK;
    metadata = METADATA_SCOPES[(extended >>> METADATA_SHIFT) & FIELD_MASK]!;
    hasSections = (extended & SECTIONS_FLAG) !== 0;
    if (hasEntries && metadata === "none") throw corrupt(at, "entries, though nobody looked for any");
    if (coder === "stored" && checkBits === 0 && extended === 0 && contentLength >= TO_END_MIN_LENGTH) {
      throw corrupt(at, "stored content of that length with nothing else is written up to the end");
    }
    at++;
    if (dictionaryKind === DICTIONARY_BUILT_IN) {
      if (at >= bytes.length) throw truncated(bytes, "dictionary id");
      const id = bytes[at]!;
      if (extended === DEFAULT_EXTENDED && id === 0) throw corrupt(at - 1, "extended byte for the defaults");
      dictionary = builtInReference(id);
      at++;
    } else if (dictionaryKind === DICTIONARY_HASHED) {
      dictionary = readHash(bytes, at);
      at += DICTIONARY_HASH_LENGTH;
    } else {
      dictionary = null;
    }
  }

  // Both have one encoding, so what they take to write is what they took to read.
  let entries = NO_ENTRIES;
  if (hasEntries) {
    entries = readEntries(bytes, at, contentLength);
    at += entriesLength(entries);
  }
  let sections = NO_SECTIONS;
  if (hasSections) {
    sections = readSections(bytes, at);
    at += sectionsLength(sections);
  }

  if (coder === "stored") {
    at += checkBits >>> 3;
    if (at > bytes.length) throw truncated(bytes, "check");
    if (whole && contentLength > bytes.length - at) throw truncated(bytes, "payload");
  }
  return {
    version: FORMAT_VERSION,
    coder,
    checkBits,
    dictionary,
    contentLength,
    metadata,
    entries,
    sections,
    payloadOffset: at,
  };
}

function readShortLength(bytes: Uint8Array): number {
  if (bytes.length === LENGTH_OFFSET) throw truncated(bytes, "content length");
  const contentLength = bytes[LENGTH_OFFSET]! ^ SHORT_LENGTH_MASK;
  if (!isShortLength(contentLength)) {
    throw corrupt(LENGTH_OFFSET, `short header for content of ${contentLength} bytes`);
  }
  return contentLength;
}

function readExtended(bytes: Uint8Array, at: number): number {
  if (at >= bytes.length) throw truncated(bytes, "extended byte");
  const extended = bytes[at]!;
  const dictionaryKind = extended & FIELD_MASK;
  const metadataField = (extended >>> METADATA_SHIFT) & FIELD_MASK;
  if (
    (extended & RESERVED_BITS) !== 0 ||
    dictionaryKind > DICTIONARY_HASHED ||
    metadataField >= METADATA_SCOPES.length
  ) {
    throw corrupt(at, "extended byte with a reserved value");
  }
  return extended;
}

/** Content up to the end: of a header alone, `contentLength` counts the bytes that are there. */
function readToEnd(bytes: Uint8Array, whole: boolean): FrameHeader {
  const payloadOffset = TO_END_HEADER.length;
  for (let at = LENGTH_OFFSET; at < payloadOffset; at++) {
    if (at >= bytes.length) throw truncated(bytes, "header");
    if (bytes[at] !== TO_END_HEADER[at]) throw corrupt(at, "content to the end without the mark for it");
  }
  const contentLength = bytes.length - payloadOffset;
  // Less is always stored with its length. With more bytes it would be in order, hence not "corrupt".
  if (whole && contentLength < TO_END_MIN_LENGTH) throw truncated(bytes, "payload");
  return {
    version: FORMAT_VERSION,
    coder: "stored",
    checkBits: 0,
    dictionary: null,
    contentLength,
    metadata: "none",
    entries: NO_ENTRIES,
    sections: NO_SECTIONS,
    payloadOffset,
  };
}
