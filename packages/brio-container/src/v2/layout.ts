/**
 * The numbers of frame format version 2 (SPEC.md sections 3 and 4): everything that reads or writes its header
 * takes them from here.
 */

import { type CheckBits, type Coder, LEB128_MAX, type MetadataScope } from "../frame.ts";

export const FORMAT_VERSION = 2;

/**
 * A brief header: the first byte says the coder, and whether entries follow the second, which says the content
 * length. All else is a default: a check of 16 bits, no extended byte.
 */
export interface BriefKind {
  readonly firstByte: number;
  readonly coder: Coder;
  readonly hasEntries: boolean;
}

/**
 * Like the magic these begin no text in UTF-8, where F1 would be the first byte of a character of planes 4 to 7, which
 * have none. Their low nibble is not one that a brotli stream with a window of 16 or of 18 to 24 bits begins with.
 *
 * 81 is one bit away from 91, A1 and C1, and 91, A1 and F1 are from the magic: section 9 of SPEC.md says what comes of
 * it.
 */
export const BRIEF_KINDS: readonly BriefKind[] = [
  { firstByte: 0x91, coder: "stored", hasEntries: false },
  { firstByte: 0xa1, coder: "tokens", hasEntries: false },
  { firstByte: 0x81, coder: "tokens", hasEntries: true },
  { firstByte: 0xc1, coder: "model", hasEntries: false },
  { firstByte: 0xf1, coder: "model", hasEntries: true },
];
export const BRIEF_HEADER_LENGTH = 2;
export const BRIEF_CHECK_BITS = 16;
/** Where the content length is, modulo 256 and with {@link BRIEF_LENGTH_BIAS} added to it. */
export const BRIEF_LENGTH_OFFSET = 1;
/**
 * The second byte behind the magic is 10 or 11 in version 1 and 20 to 2F in version 2. Lengths from 1 on get the bytes
 * from 30 on, and behind FF those from 00 to 0F. So whoever changes the first byte of a frame from the magic to that of
 * a brief header, or back, leaves a second byte that does not go with it.
 */
export const BRIEF_LENGTH_BIAS = 0x2f;
/** What is left of a byte's 256 values without those of two high nibbles. */
export const BRIEF_MAX_LENGTH = 224;

/** The kind of brief header that begins with that byte, if there is one. */
export function briefKindOf(firstByte: number | undefined): BriefKind | undefined {
  return BRIEF_KINDS.find((kind) => kind.firstByte === firstByte);
}

/** The kind that a frame without extended byte must have, or `undefined` where it has the first layout. */
export function briefKindFor(
  coder: Coder,
  checkBits: CheckBits,
  contentLength: number,
  hasEntries: boolean,
): BriefKind | undefined {
  if (checkBits !== BRIEF_CHECK_BITS || !isBriefLength(contentLength)) return undefined;
  return BRIEF_KINDS.find((kind) => kind.coder === coder && kind.hasEntries === hasEntries);
}

/** Whether a brief header can say that content length. */
export function isBriefLength(contentLength: number): boolean {
  return contentLength >= 1 && contentLength <= BRIEF_MAX_LENGTH;
}

/** The content length that the second byte of a brief header says; {@link isBriefLength} tells whether it can. */
export function briefLength(second: number): number {
  return (second - BRIEF_LENGTH_BIAS) & 0xff;
}

/** Behind the magic: the version in the high nibble, the check in bits 2-3, the coder in bits 0-1. */
export const SHAPE_OFFSET = 1;
export const VERSION_SHIFT = 4;
export const CHECK_SHIFT = 2;
/**
 * Every field of two bits: coder, check, dictionary, metadata. Value 3 of all but the first is reserved, that of the
 * check for all but {@link TO_END_SHAPE}.
 */
export const FIELD_MASK = 3;
export const CODER_COUNT = 4;

/**
 * Stored content up to the end of the bytes: the check's fourth value, which stands for nothing else, and behind it
 * what is no content length in any other frame, because it is not the shortest form of 0. So no other frame, of this
 * version or of version 1, becomes one of these by a change of one byte, which would take away its check.
 */
export const TO_END_HEADER: readonly number[] = [0xb1, 0x2c, 0x80, 0x00];
export const TO_END_SHAPE = 0x2c;

/**
 * From this length on, a stored frame that names no dictionary, metadata, section or check takes two bytes for its
 * length, and so five where the form above takes four.
 */
export const TO_END_MIN_LENGTH = 32;

export const LENGTH_OFFSET = 2;
/** The content length takes the place of bits 2 and up of its LEB128 number. */
export const LENGTH_UNIT = 4;
export const EXTENDED_FLAG = 2;
export const ENTRIES_FLAG = 1;
export const MAX_CONTENT_LENGTH: number = (LEB128_MAX + 1) / LENGTH_UNIT - 1;

/** Bits 0-1 of the extended byte. */
export const DICTIONARY_NONE = 0;
export const DICTIONARY_BUILT_IN = 1;
export const DICTIONARY_HASHED = 2;
/** One byte of id. */
export const BUILT_IN_COUNT = 256;
/** Bits 2-3 of the extended byte. */
export const METADATA_NONE = 0;
export const METADATA_SHIFT = 2;
export const METADATA_SCOPES: readonly MetadataScope[] = ["none", "signals", "all"];
/** Bit 4 of the extended byte. */
export const SECTIONS_FLAG = 16;
/** Bit 5 of the extended byte: behind the dictionary, the hash of a prior of the model coder. */
export const PRIOR_FLAG = 32;
/** Bit 6 of the extended byte: behind the prior, the hash of a set of signals. */
export const SIGNAL_SET_FLAG = 64;
/** Bit 7 of the extended byte. */
export const RESERVED_BITS = 0x80;
/** Built-in dictionary, signals, no sections, no hash: with the id 0 what a frame without extended byte says. */
export const DEFAULT_EXTENDED = 5;

/** The lowest bit of an entry's first LEB128 number: no other entry follows. */
export const LAST_ENTRY_FLAG = 1;
export const ENTRY_GAP_UNIT = 2;

/** The lowest bit of a section's LEB128 number: a reader that does not know the type refuses the frame. */
export const CRITICAL_FLAG = 1;
export const SECTION_TYPE_UNIT = 2;
export const MAX_SECTION_TYPE: number = (LEB128_MAX + 1) / SECTION_TYPE_UNIT - 1;

/** The section that holds the tags, and so is the first of all that there are. */
export const TAGS_SECTION_TYPE = 0;
export const TAGS_MAX_COUNT = 32;
/** All of the section behind its length: enough for what names a message, too little for another payload. */
export const TAGS_MAX_BYTES = 1024;
/** In the first byte of a tag, the number of its name is in bits 4-7, above the kind of its value. */
export const TAG_NAME_UNIT = 16;
export const TAG_NAME_MAX_LENGTH = 32;
