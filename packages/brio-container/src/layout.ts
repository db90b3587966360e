/**
 * The numbers of frame format version 1 (SPEC.md sections 3 and 4) and the data types that stand for its fields.
 * Everything that reads or writes a frame takes them from here.
 */

/** How the payload stands for the content: as it is, or as the token coder's bitstream. */
export type Coder = "stored" | "tokens";

/** Width of the check in bits; 0 is a frame without one. */
export type CheckBits = 0 | 16 | 32;

/**
 * The dictionary a frame refers to: none, the one built into the codec, or the first eight bytes of a dictionary's
 * content hash as 16 lower-case hex digits.
 */
export type DictionaryReference = string | null;

/**
 * What the writer went through the whole content for, so that a reader can rely on what is *not* among the entries:
 * nothing, the signals (every occurrence of one is an entry), or the signals and every dictionary phrase the coder used.
 */
export type MetadataScope = "none" | "signals" | "all";

/** One metadata entry: something the writer says occurs at a place in the content. */
export interface FrameEntry {
  /** Byte offset in the decoded content, 0 … content length − 1. Entries come in non-decreasing order. */
  readonly position: number;
  /** What kind of thing it is, 0 … 254. The container gives no meaning to it. */
  readonly kind: number;
  /** Which one it is, 0 … 65535. The container gives no meaning to it. */
  readonly value: number;
}

/** What a header says, as a writer passes it. A {@link FrameHeader} that was read has all of it too. */
export interface FrameFields {
  readonly coder: Coder;
  /** Width of the check. A stored frame has it before its payload; a coder keeps it inside its payload. */
  readonly checkBits: CheckBits;
  /** Default `null`: none. */
  readonly dictionary?: DictionaryReference;
  /** Length of the decoded content in bytes, 0 … 2^49 − 1; of a stored frame, its payload's. */
  readonly contentLength: number;
  /** Default `"none"`: nobody looked, and the absence of an entry says nothing. */
  readonly metadata?: MetadataScope;
  /** In non-decreasing order of position. Default: none; there may be some unless `metadata` is `"none"`. Five bytes each. */
  readonly entries?: readonly FrameEntry[];
}

/** What a header said. */
export interface FrameHeader extends FrameFields {
  readonly version: 1;
  readonly dictionary: DictionaryReference;
  readonly metadata: MetadataScope;
  readonly entries: readonly FrameEntry[];
  /** Where the payload begins, in bytes from the start of the frame: behind the check, if there is one. */
  readonly payloadOffset: number;
}

/** A whole frame. */
export interface Frame extends FrameHeader {
  /** A view of the bytes that were read, not a copy. */
  readonly payload: Uint8Array;
}

/** 0xB1 is a UTF-8 continuation byte, so no text begins with it; neither do gzip, zstd, zip, PNG or PDF. */
export const MAGIC_0 = 0xb1;
/** The second byte repeats what the flags say, so that no change of a single byte can turn a check off. */
export const MAGIC_1_CHECKED = 0x10;
export const MAGIC_1_UNCHECKED = 0x11;
export const FORMAT_VERSION = 1;

export const VERSION_OFFSET = 2;
export const FLAGS_OFFSET = 3;
/** Magic, version and flags: all that a stored frame without check and metadata adds to its content. */
export const FIXED_LENGTH = 4;

/** Seven LEB128 bytes hold 49 bits, and 2^49 bytes are 512 TiB: no reader need handle more than a double holds exactly. */
export const LEB128_MAX_BYTES = 7;
export const MAX_CONTENT_LENGTH: number = 2 ** (7 * LEB128_MAX_BYTES) - 1;

export const DICTIONARY_HASH_LENGTH = 8;
export const BUILT_IN_DICTIONARY = "built-in";
export const ENTRY_LENGTH = 5;
/** The kind that is no entry but moves the position on by `value` times {@link SKIP_UNIT}. */
export const SKIP_KIND = 255;
export const SKIP_UNIT = 65536;
export const U16_MAX = 65535;

/** Flag bit 0. */
export const CODER_MASK = 1;
export const CODERS: readonly Coder[] = ["stored", "tokens"];
/** Value 3 of the check and the dictionary field is reserved. */
export const FIELD_MASK = 3;
/** Flag bits 1-2. */
export const CHECK_WIDTHS: readonly CheckBits[] = [0, 16, 32];
export const CHECK_SHIFT = 1;
/** Flag bits 3-4. */
export const DICTIONARY_NONE = 0;
export const DICTIONARY_BUILT_IN = 1;
export const DICTIONARY_HASHED = 2;
export const DICTIONARY_SHIFT = 3;
/** Flag bits 5-6. Nobody looked: no section. */
export const METADATA_NONE = 0;
/** Signals were looked for and none was found: no section either, so that this costs no byte. */
export const METADATA_NO_SIGNALS = 1;
/** Signals, in a section of at least one entry. */
export const METADATA_SIGNALS = 2;
/** Signals and dictionary phrases, in a section that may be empty. From {@link METADATA_SIGNALS} on there is a section. */
export const METADATA_ALL = 3;
export const METADATA_SCOPES: readonly MetadataScope[] = ["none", "signals", "signals", "all"];
export const METADATA_SHIFT = 5;
/** Flag bit 7. */
export const PARITY_FLAG = 0x80;

/**
 * True if an odd number of the eight bits are set. A flags byte has an even number of them: where there is no check, or
 * nobody verifies it, one flipped bit could otherwise name another coder in a frame that still looks well formed.
 */
export function hasOddParity(byte: number): boolean {
  let folded = byte ^ (byte >>> 4);
  folded ^= folded >>> 2;
  return ((folded ^ (folded >>> 1)) & 1) === 1;
}
