/**
 * The numbers of frame format version 2 (SPEC.md sections 3 and 4): everything that reads or writes its header
 * takes them from here.
 */

import { LEB128_MAX, type MetadataScope } from "../frame.ts";

export const FORMAT_VERSION = 2;
/** Behind the magic: the version in the high nibble, the check in bits 2-3, the coder in bits 0-1. */
export const SHAPE_OFFSET = 1;
export const VERSION_SHIFT = 4;
export const CHECK_SHIFT = 2;
/** Every field of two bits: coder, check, dictionary, metadata. Value 3 is reserved but for the coder's. */
export const FIELD_MASK = 3;
export const CODER_COUNT = 3;

/**
 * Stored content up to the end of the bytes: the coder's fourth value, without a check, and behind it what is
 * nowhere else a content length, because it is not the shortest form of 0. So no other frame, of this version or of
 * version 1, becomes one of these by a change of one byte, which would take away its check.
 */
export const TO_END_HEADER: readonly number[] = [0xb1, 0x23, 0x80, 0x00];
export const TO_END_SHAPE = 0x23;

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
export const METADATA_SHIFT = 2;
export const METADATA_SCOPES: readonly MetadataScope[] = ["none", "signals", "all"];
/** Bit 4 of the extended byte. */
export const SECTIONS_FLAG = 16;
/** Bits 5-7 of the extended byte. */
export const RESERVED_BITS = 0xe0;
/** Built-in dictionary, signals, no sections: with the id 0 what a frame without extended byte says. */
export const DEFAULT_EXTENDED = 5;

/** The lowest bit of a section's LEB128 number: a reader that does not know the type refuses the frame. */
export const CRITICAL_FLAG = 1;
export const SECTION_TYPE_UNIT = 2;
export const MAX_SECTION_TYPE: number = (LEB128_MAX + 1) / SECTION_TYPE_UNIT - 1;
