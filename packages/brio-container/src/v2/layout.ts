/**
 * The numbers of frame format version 2 (SPEC.md sections 3 and 4): everything that reads or writes its header
 * takes them from here.
 */

import { type CheckBits, LEB128_MAX, type MetadataScope } from "../frame.ts";

export const FORMAT_VERSION = 2;
/** Behind the magic: the version in the high nibble, the check in bits 2-3, the coder in bits 0-1. */
export const SHAPE_OFFSET = 1;
export const VERSION_SHIFT = 4;
export const CHECK_SHIFT = 2;
/** Every field of two bits: coder, check, dictionary, metadata. Value 3 of the last two is reserved. */
export const FIELD_MASK = 3;
export const CODER_COUNT = 3;

/** By the value of the check field, the fourth being that of a short header. */
export const CHECK_FIELD_WIDTHS: readonly CheckBits[] = [0, 16, 32, 16];

/**
 * A short header: a check of 16 bits, no extended byte and no entries. That leaves the content length alone to be
 * said, and one byte says it where the LEB128 number, which has two flags as well, takes two.
 */
export const SHORT_FIELD = 3;
export const SHORT_CHECK_BITS = 16;
/** Below, the LEB128 number is one byte too. */
export const SHORT_MIN_LENGTH = 32;
export const SHORT_MAX_LENGTH = 255;
/**
 * The byte is the content length XOR this. Without it, a shape changed to stored without a check would make a
 * quarter of a length below 128, and that is about what the token coder makes of such a content: nothing would be
 * found. So the byte of such a length goes on as a LEB128 number, which makes a content of 32 bytes and more; and that
 * of one above makes 0 to 31 bytes, which leaves some over. The 80 that content to the end has in that place would be
 * the length 0.
 */
export const SHORT_LENGTH_MASK = 0x80;
/** Its byte is the 01 that a frame of version 1 has in that place. */
export const NOT_SHORT_LENGTH = 129;

/** Whether content of that length has a short header where the rest of the frame lets it. */
export function isShortLength(contentLength: number): boolean {
  return (
    contentLength >= SHORT_MIN_LENGTH &&
    contentLength <= SHORT_MAX_LENGTH &&
    contentLength !== NOT_SHORT_LENGTH
  );
}

/**
 * Stored content up to the end of the bytes: the coder's fourth value, without a check, and behind it what is
 * nowhere else a content length, because it is neither the shortest form of 0 nor a length of a short header. So no
 * other frame, of this version or of version 1, becomes one of these by a change of one byte, which would take away
 * its check.
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
