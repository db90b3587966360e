/**
 * The numbers of frame format version 1 (SPEC-1.md sections 3 and 4): everything that reads or writes its header
 * takes them from here.
 */

import { LEB128_MAX, type MetadataScope } from "../frame.ts";

/**
 * The second byte of the magic repeats what the flags say, so that no change of a single byte can turn a check off.
 */
export const MAGIC_1_CHECKED = 0x10;
export const MAGIC_1_UNCHECKED = 0x11;
export const FORMAT_VERSION = 1;

export const VERSION_OFFSET = 2;
export const FLAGS_OFFSET = 3;
/** Magic, version and flags: all that a stored frame without check and metadata adds to its content. */
export const FIXED_LENGTH = 4;

export const MAX_CONTENT_LENGTH: number = LEB128_MAX;

export const ENTRY_LENGTH = 5;
/** The kind that is no entry but moves the position on by `value` times {@link SKIP_UNIT}. */
export const SKIP_KIND = 255;
export const SKIP_UNIT = 65536;

/** Flag bit 0 says which of the first two coders. */
export const CODER_MASK = 1;
export const CODER_COUNT = 2;
/** Value 3 of the check and the dictionary field is reserved. */
export const FIELD_MASK = 3;
/** Flag bits 1-2. */
export const CHECK_SHIFT = 1;
/** Flag bits 3-4. */
export const DICTIONARY_NONE = 0;
export const DICTIONARY_BUILT_IN = 1;
export const DICTIONARY_HASHED = 2;
export const DICTIONARY_SHIFT = 3;
/** One built-in dictionary, with the id 0. */
export const BUILT_IN_COUNT = 1;
/** Flag bits 5-6. Nobody looked: no section. */
export const METADATA_NONE = 0;
/** Signals were looked for and none was found: no section either, so that this costs no byte. */
export const METADATA_NO_SIGNALS = 1;
/** Signals, in a section of at least one entry. */
export const METADATA_SIGNALS = 2;
/**
 * Signals and dictionary phrases, in a section that may be empty. From {@link METADATA_SIGNALS} on there is a
 * section.
 */
export const METADATA_ALL = 3;
export const METADATA_SCOPES: readonly MetadataScope[] = ["none", "signals", "signals", "all"];
export const METADATA_SHIFT = 5;
/** Flag bit 7. */
export const PARITY_FLAG = 0x80;

/**
 * True if an odd number of the eight bits are set. A flags byte has an even number of them: where there is no
 * check, or nobody verifies it, one flipped bit could otherwise name another coder in a frame that still looks well
 * formed.
 */
export function hasOddParity(byte: number): boolean {
  let folded = byte ^ (byte >>> 4);
  folded ^= folded >>> 2;
  return ((folded ^ (folded >>> 1)) & 1) === 1;
}
