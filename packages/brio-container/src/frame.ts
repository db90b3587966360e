/** The data types that stand for a frame of either format version, and the numbers that both versions share. */

/** The version in which a frame is written, or was. */
export type FormatVersion = 1 | 2;

/**
 * How the payload stands for the content: as it is, or as the bitstream of the token coder, of the model coder or of
 * the coder of single bytes.
 */
export type Coder = "stored" | "tokens" | "model" | "bytes";

/** Width of the check in bits; 0 is a frame without one. */
export type CheckBits = 0 | 16 | 32;

/**
 * The dictionary a frame refers to: `null` for none; `"built-in"` for the one built into the codec, which in
 * version 2 is the first of many, the others being `"built-in:1"` … `"built-in:255"`; or the first eight bytes of a
 * dictionary's content hash as 16 lower-case hex digits.
 */
export type DictionaryReference = string | null;

/**
 * What the writer went through the whole content for, so that a reader can rely on what is *not* among the entries:
 * nothing, the signals (every occurrence of one is an entry), or the signals and every dictionary phrase the coder
 * used.
 */
export type MetadataScope = "none" | "signals" | "all";

/** One metadata entry: something the writer says occurs at a place in the content. */
export interface FrameEntry {
  /** Byte offset in the decoded content, 0 … content length − 1. Entries come in non-decreasing order. */
  readonly position: number;
  /**
   * What kind of thing it is, 0 … 254, in version 1. Version 2 has no kinds: always 0. The container gives no
   * meaning to it.
   */
  readonly kind: number;
  /** Which one it is, 0 … 65535. The container gives no meaning to it. */
  readonly value: number;
}

/** Takes the fields of a {@link FrameEntry}. */
export type EntryVisitor = (position: number, kind: number, value: number) => void;

/**
 * Bytes of a type of their own in the header of a frame of version 2, for whoever knows the type; others pass them
 * over.
 */
export interface FrameSection {
  /** 1 … 2^48 − 1. Sections come in ascending order of type, and there is one of a type at most. */
  readonly type: number;
  /** Of a frame that was read, a view of its bytes. */
  readonly bytes: Uint8Array;
}

/**
 * What a tag says. A number is finite; of a text no surrogate stands alone. Of a frame that was read, bytes are a view
 * of its bytes.
 */
export type TagValue = string | number | boolean | Uint8Array;

/**
 * Small values that an application names, for whoever reads a frame without decoding it. A name has 1 to 32 ASCII
 * letters, digits, `-`, `_` and `.`, the first of them a letter. The container gives no meaning to either.
 *
 * What was read is an object without a prototype, so that it has no other names than those of the frame, and in their
 * order.
 */
export type FrameTags = Readonly<Record<string, TagValue>>;

/** What a header says, as a writer passes it. A {@link FrameHeader} that was read has all of it too. */
export interface FrameFields {
  /** Default 1. */
  readonly version?: FormatVersion;
  /** Version 1 knows `"stored"` and `"tokens"`. */
  readonly coder: Coder;
  /** Width of the check. A stored frame has it before its payload; a coder keeps it inside its payload. */
  readonly checkBits: CheckBits;
  /** Default `null`: none. */
  readonly dictionary?: DictionaryReference;
  /**
   * The prior of the model coder, by the first eight bytes of its content hash as 16 lower-case hex digits. Default
   * `null`: the one that the coder defines for a frame that names none. Only `"model"` with a dictionary can name
   * one, and so version 2 alone.
   */
  readonly prior?: string | null;
  /**
   * The set of signals that the writer looked for, by the first eight bytes of its content hash as 16 lower-case hex
   * digits. Default `null`: the one that the coder defines for a frame that names none. Only version 2 can name one,
   * and only where `metadata` is not `"none"`. It takes eight bytes, and two to four more where all else is the default.
   */
  readonly signalSet?: string | null;
  /** Length of the decoded content in bytes, 0 … 2^49 − 1 (version 2: 2^47 − 1); of a stored frame, its payload's. */
  readonly contentLength: number;
  /** Default `"none"`: nobody looked, and the absence of an entry says nothing. */
  readonly metadata?: MetadataScope;
  /**
   * In non-decreasing order of position. Default: none; there may be some unless `metadata` is `"none"`. An entry
   * takes five bytes in version 1, and in version 2 two or more: distance and value are each as long as they need
   * to be.
   */
  readonly entries?: readonly FrameEntry[];
  /**
   * Its own enumerable properties, in any order: at most 32, which together take at most 1024 bytes in the frame.
   * Default: none, and always none in version 1.
   *
   * A tag takes a byte for its head, its name unless that is one of fifteen usual ones, and its value: one byte for a
   * usual word, none for a boolean, sixteen for a UUID, and as many as it has, with its length, for another text. So
   * `{ role: "assistant" }` takes two. That there are any takes three bytes more, and where all else is the default five
   * to seven: seven for 32 to 224 bytes of content.
   */
  readonly tags?: FrameTags;
  /** Default: none, and always none in version 1. Of type 0 are the tags: in `tags` alone. */
  readonly sections?: readonly FrameSection[];
}

/** What a header said. */
export interface FrameHeader extends Required<FrameFields> {
  /**
   * Where the content length is stated, in bytes from the start of the frame: what an error about that length can
   * point at. `payloadOffset` where no field states it: of stored content in version 1, and in version 2 of that
   * without check, dictionary, metadata, tags and sections from 32 bytes on.
   */
  readonly lengthOffset: number;
  /** Where the payload begins, in bytes from the start of the frame: behind the check, if there is one. */
  readonly payloadOffset: number;
}

/** A frame with its payload. */
export interface Frame extends FrameHeader {
  /**
   * A view of the bytes that were read, not a copy. Of a stored frame it is the content, and where it ends the
   * frame does; of another coder it is everything up to the end of the bytes, and how much of that belongs to the
   * frame is the coder's to say.
   */
  readonly payload: Uint8Array;
}

/**
 * What every frame but those with a brief header begins with. A UTF-8 continuation byte, so no text in UTF-8 begins
 * with it; neither do gzip, zstd, zip, PNG or PDF.
 */
export const MAGIC = 0xb1;

/** In the order of their numbers in either version. */
export const CODERS: readonly Coder[] = ["stored", "tokens", "model", "bytes"];
export const CHECK_WIDTHS: readonly CheckBits[] = [0, 16, 32];

/**
 * Seven LEB128 bytes hold 49 bits, and 2^49 bytes are 512 TiB: no reader need handle more than a double holds
 * exactly.
 */
export const LEB128_MAX_BYTES = 7;
export const LEB128_MAX: number = 2 ** (7 * LEB128_MAX_BYTES) - 1;
export const U16_MAX = 65535;

/** A visitor that appends the entries to an array. */
export function collectEntries(entries: FrameEntry[]): EntryVisitor {
  return (position, kind, value) => {
    entries.push({ position, kind, value });
  };
}

/** What a header without entries, without tags or without sections has. */
export const NO_ENTRIES: readonly FrameEntry[] = Object.freeze([]);
export const NO_TAGS: FrameTags = Object.freeze(Object.create(null));
export const NO_SECTIONS: readonly FrameSection[] = Object.freeze([]);
