import { HASH_LENGTH, readHash } from "../content-hash.ts";
import { builtInReference } from "../dictionary-reference.ts";
import { ContainerError, corrupt, truncated } from "../errors.ts";
import {
  CHECK_WIDTHS,
  CODERS,
  collectEntries,
  type DictionaryReference,
  type EntryVisitor,
  type FrameEntry,
  type FrameHeader,
  NO_ENTRIES,
  NO_SECTIONS,
  NO_TAGS,
} from "../frame.ts";
import { leb128Length, readLeb128 } from "../leb128.ts";
import {
  CHECK_SHIFT,
  CODER_MASK,
  DICTIONARY_BUILT_IN,
  DICTIONARY_HASHED,
  DICTIONARY_SHIFT,
  ENTRY_LENGTH,
  FIELD_MASK,
  FIXED_LENGTH,
  FLAGS_OFFSET,
  FORMAT_VERSION,
  hasOddParity,
  MAGIC_1_UNCHECKED,
  MAX_CONTENT_LENGTH,
  METADATA_SCOPES,
  METADATA_SHIFT,
  METADATA_SIGNALS,
  VERSION_OFFSET,
} from "./layout.ts";
import { readEntries } from "./metadata.ts";

/** Version and flags. Of an unknown version nothing behind the version byte is judged. */
function readFlags(bytes: Uint8Array): number {
  if (bytes.length <= VERSION_OFFSET) throw truncated(bytes, "version");
  const version = bytes[VERSION_OFFSET];
  if (version !== FORMAT_VERSION) {
    const message = `frame format version ${version} behind the magic of version ${FORMAT_VERSION}`;
    throw new ContainerError("unsupported-version", VERSION_OFFSET, message);
  }
  if (bytes.length <= FLAGS_OFFSET) throw truncated(bytes, "flags");
  const flags = bytes[FLAGS_OFFSET]!;
  if (hasOddParity(flags)) throw corrupt(FLAGS_OFFSET, "flags with an odd number of bits set");
  return flags;
}

/**
 * Read a header of version 1, whose magic the caller has seen.
 *
 * @param whole - the bytes are all of the frame, so that a stored frame's entries can be held against its length
 * @param visit - takes the entries in place of the header
 */
export function readHeader1(bytes: Uint8Array, whole: boolean, visit: EntryVisitor | undefined): FrameHeader {
  const flags = readFlags(bytes);
  const coder = CODERS[flags & CODER_MASK]!;
  const checkBits = CHECK_WIDTHS[(flags >>> CHECK_SHIFT) & FIELD_MASK];
  const dictionaryKind = (flags >>> DICTIONARY_SHIFT) & FIELD_MASK;
  const metadataField = (flags >>> METADATA_SHIFT) & FIELD_MASK;
  const metadata = METADATA_SCOPES[metadataField]!;
  if (checkBits === undefined || dictionaryKind > DICTIONARY_HASHED) {
    throw corrupt(FLAGS_OFFSET, "flags with a reserved value");
  }
  if ((checkBits === 0) !== (bytes[1] === MAGIC_1_UNCHECKED)) {
    throw corrupt(FLAGS_OFFSET, "flags and magic disagree about a check");
  }

  let at = FIXED_LENGTH;
  let dictionary: DictionaryReference = null;
  if (dictionaryKind === DICTIONARY_BUILT_IN) {
    dictionary = builtInReference(0);
  } else if (dictionaryKind === DICTIONARY_HASHED) {
    dictionary = readHash(bytes, at, "dictionary hash");
    at += HASH_LENGTH;
  }

  const stored = coder === "stored";
  const lengthFieldOffset = at;
  let contentLength = 0;
  if (!stored) {
    contentLength = readLeb128(bytes, at, "content length");
    at += leb128Length(contentLength);
  }

  let itemCount = 0;
  if (metadataField >= METADATA_SIGNALS) {
    itemCount = readLeb128(bytes, at, "metadata count");
    if (itemCount === 0 && metadataField === METADATA_SIGNALS) {
      throw corrupt(at, "section of signals without entries");
    }
    at += leb128Length(itemCount);
  }
  const entriesOffset = at;
  // Below 2^49 × 5 + a few bytes: exact. Nothing was allocated yet for the entries that the count announces.
  at += itemCount * ENTRY_LENGTH;
  if (at > bytes.length) throw truncated(bytes, "metadata");
  if (stored) {
    at += checkBits >>> 3;
    if (at > bytes.length) throw truncated(bytes, "check");
    contentLength = bytes.length - at;
  }

  let entries = NO_ENTRIES;
  if (itemCount > 0) {
    const positionLimit = stored && !whole ? MAX_CONTENT_LENGTH : contentLength;
    const read: FrameEntry[] = [];
    readEntries(bytes, entriesOffset, itemCount, positionLimit, visit ?? collectEntries(read));
    entries = read;
  }
  return {
    version: FORMAT_VERSION,
    coder,
    checkBits,
    dictionary,
    prior: null,
    signalSet: null,
    contentLength,
    metadata,
    entries,
    tags: NO_TAGS,
    sections: NO_SECTIONS,
    lengthOffset: stored ? at : lengthFieldOffset,
    payloadOffset: at,
  };
}
