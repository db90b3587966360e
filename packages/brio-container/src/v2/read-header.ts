import { HASH_LENGTH, readHash } from "../content-hash.ts";
import { builtInReference } from "../dictionary-reference.ts";
import { corrupt, truncated } from "../errors.ts";
import {
  CHECK_WIDTHS,
  type CheckBits,
  CODERS,
  type Coder,
  collectEntries,
  type DictionaryReference,
  type EntryVisitor,
  type FrameEntry,
  type FrameHeader,
  type MetadataScope,
  NO_ENTRIES,
  NO_SECTIONS,
  NO_TAGS,
} from "../frame.ts";
import { leb128Length, readLeb128 } from "../leb128.ts";
import { readEntries } from "./entries.ts";
import {
  BRIEF_CHECK_BITS,
  BRIEF_HEADER_LENGTH,
  BRIEF_LENGTH_OFFSET,
  type BriefKind,
  briefKindFor,
  briefLength,
  CHECK_SHIFT,
  DEFAULT_EXTENDED,
  DICTIONARY_BUILT_IN,
  DICTIONARY_HASHED,
  DICTIONARY_NONE,
  ENTRIES_FLAG,
  EXTENDED_FLAG,
  FIELD_MASK,
  FORMAT_VERSION,
  isBriefLength,
  LENGTH_OFFSET,
  LENGTH_UNIT,
  METADATA_NONE,
  METADATA_SCOPES,
  METADATA_SHIFT,
  PRIOR_FLAG,
  RESERVED_BITS,
  SECTIONS_FLAG,
  SHAPE_OFFSET,
  SIGNAL_SET_FLAG,
  TO_END_HEADER,
  TO_END_MIN_LENGTH,
  TO_END_SHAPE,
} from "./layout.ts";
import { readSections } from "./sections.ts";

/**
 * Read a header of version 2 behind its magic, which the caller has seen as well as the version. The order of the
 * fields is the order of the errors.
 *
 * @param whole - the bytes hold all of a stored frame, so that its length can be held against them
 * @param visit - takes the entries in place of the header
 */
export function readHeader2(bytes: Uint8Array, whole: boolean, visit: EntryVisitor | undefined): FrameHeader {
  const shape = bytes[SHAPE_OFFSET]!;
  if (shape === TO_END_SHAPE) return readToEnd(bytes, whole);
  const coder = CODERS[shape & FIELD_MASK]!;
  const checkBits = CHECK_WIDTHS[(shape >>> CHECK_SHIFT) & FIELD_MASK];
  if (checkBits === undefined) throw corrupt(SHAPE_OFFSET, "shape with a reserved value");

  const word = readLeb128(bytes, LENGTH_OFFSET, "content length");
  const contentLength = Math.floor(word / LENGTH_UNIT);
  const flags = word % LENGTH_UNIT;
  const hasEntries = (flags & ENTRIES_FLAG) !== 0;
  const hasExtended = (flags & EXTENDED_FLAG) !== 0;
  if (!hasExtended && briefKindFor(coder, checkBits, contentLength, hasEntries) !== undefined) {
    throw corrupt(LENGTH_OFFSET, `content of ${contentLength} bytes with these defaults has a brief header`);
  }

  let at = LENGTH_OFFSET + leb128Length(word);
  let dictionary: DictionaryReference = builtInReference(0);
  let prior: string | null = null;
  let signalSet: string | null = null;
  let metadata: MetadataScope = "signals";
  let hasSections = false;
  if (hasExtended) {
    const extended = readExtended(bytes, at, coder);
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
      dictionary = readHash(bytes, at, "dictionary hash");
      at += HASH_LENGTH;
    } else {
      dictionary = null;
    }
    if ((extended & PRIOR_FLAG) !== 0) {
      prior = readHash(bytes, at, "prior hash");
      at += HASH_LENGTH;
    }
    if ((extended & SIGNAL_SET_FLAG) !== 0) {
      signalSet = readHash(bytes, at, "signal set hash");
      at += HASH_LENGTH;
    }
  }

  let entries = NO_ENTRIES;
  if (hasEntries) {
    const read: FrameEntry[] = [];
    at = readEntries(bytes, at, contentLength, visit ?? collectEntries(read));
    entries = read;
  }
  let tags = NO_TAGS;
  let sections = NO_SECTIONS;
  if (hasSections) ({ tags, sections, end: at } = readSections(bytes, at));

  if (coder === "stored") at = passCheck(bytes, at, checkBits, contentLength, whole);
  return {
    version: FORMAT_VERSION,
    coder,
    checkBits,
    dictionary,
    prior,
    signalSet,
    contentLength,
    metadata,
    entries,
    tags,
    sections,
    lengthOffset: LENGTH_OFFSET,
    payloadOffset: at,
  };
}

function readExtended(bytes: Uint8Array, at: number, coder: Coder): number {
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
  if ((extended & PRIOR_FLAG) !== 0 && (coder !== "model" || dictionaryKind === DICTIONARY_NONE)) {
    throw corrupt(at, "prior without model coder and dictionary");
  }
  if ((extended & SIGNAL_SET_FLAG) !== 0 && metadataField === METADATA_NONE) {
    throw corrupt(at, "signal set, though nobody looked for any signal");
  }
  return extended;
}

/** The offset behind the check of a stored frame, which is there, and so is of a whole frame the content. */
function passCheck(
  bytes: Uint8Array,
  checkOffset: number,
  checkBits: CheckBits,
  contentLength: number,
  whole: boolean,
): number {
  const payloadOffset = checkOffset + (checkBits >>> 3);
  if (payloadOffset > bytes.length) throw truncated(bytes, "check");
  if (whole && contentLength > bytes.length - payloadOffset) throw truncated(bytes, "payload");
  return payloadOffset;
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
    prior: null,
    signalSet: null,
    contentLength,
    metadata: "none",
    entries: NO_ENTRIES,
    tags: NO_TAGS,
    sections: NO_SECTIONS,
    lengthOffset: payloadOffset,
    payloadOffset,
  };
}

/**
 * Read a brief header, whose first byte the caller has seen.
 *
 * @param kind - what that byte stands for
 * @param whole - as of {@link readHeader2}, and so is `visit`
 */
export function readBriefHeader(
  bytes: Uint8Array,
  { coder, hasEntries }: BriefKind,
  whole: boolean,
  visit: EntryVisitor | undefined,
): FrameHeader {
  if (bytes.length === BRIEF_LENGTH_OFFSET) throw truncated(bytes, "content length");
  const contentLength = briefLength(bytes[BRIEF_LENGTH_OFFSET]!);
  if (!isBriefLength(contentLength)) throw corrupt(BRIEF_LENGTH_OFFSET, "brief header without a length");
  let at = BRIEF_HEADER_LENGTH;
  let entries = NO_ENTRIES;
  if (hasEntries) {
    const read: FrameEntry[] = [];
    at = readEntries(bytes, at, contentLength, visit ?? collectEntries(read));
    entries = read;
  }
  if (coder === "stored") at = passCheck(bytes, at, BRIEF_CHECK_BITS, contentLength, whole);
  return {
    version: FORMAT_VERSION,
    coder,
    checkBits: BRIEF_CHECK_BITS,
    dictionary: builtInReference(0),
    prior: null,
    signalSet: null,
    contentLength,
    metadata: "signals",
    entries,
    tags: NO_TAGS,
    sections: NO_SECTIONS,
    lengthOffset: BRIEF_LENGTH_OFFSET,
    payloadOffset: at,
  };
}
