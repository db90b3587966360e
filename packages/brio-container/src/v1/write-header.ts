import { HASH_LENGTH } from "../content-hash.ts";
import { HASHED } from "../dictionary-reference.ts";
import { CHECK_WIDTHS, CODERS, MAGIC, type MetadataScope } from "../frame.ts";
import { writeHex } from "../hex.ts";
import { leb128Length, writeLeb128 } from "../leb128.ts";
import type { SettledFields } from "../settle-fields.ts";
import {
  CHECK_SHIFT,
  DICTIONARY_BUILT_IN,
  DICTIONARY_HASHED,
  DICTIONARY_NONE,
  DICTIONARY_SHIFT,
  ENTRY_LENGTH,
  FIXED_LENGTH,
  FLAGS_OFFSET,
  FORMAT_VERSION,
  hasOddParity,
  MAGIC_1_CHECKED,
  MAGIC_1_UNCHECKED,
  METADATA_ALL,
  METADATA_NO_SIGNALS,
  METADATA_NONE,
  METADATA_SHIFT,
  METADATA_SIGNALS,
  PARITY_FLAG,
  VERSION_OFFSET,
} from "./layout.ts";
import { countItems, writeEntries } from "./metadata.ts";

function dictionaryField({ dictionary, dictionaryId }: SettledFields): number {
  if (dictionary === null) return DICTIONARY_NONE;
  return dictionaryId === HASHED ? DICTIONARY_HASHED : DICTIONARY_BUILT_IN;
}

function metadataField(metadata: MetadataScope, hasEntries: boolean): number {
  if (metadata === "all") return METADATA_ALL;
  if (metadata === "none") return METADATA_NONE;
  return hasEntries ? METADATA_SIGNALS : METADATA_NO_SIGNALS;
}

/** Write the header of version 1 into `out`, which {@link headerLength1} says the length of. */
export function writeHeader1(out: Uint8Array, fields: SettledFields): void {
  const { coder, checkBits, dictionary, contentLength, metadata, entries } = fields;
  const dictionaryKind = dictionaryField(fields);
  const metadataKind = metadataField(metadata, entries.length > 0);
  let flags = CODERS.indexOf(coder) | (CHECK_WIDTHS.indexOf(checkBits) << CHECK_SHIFT);
  flags |= (dictionaryKind << DICTIONARY_SHIFT) | (metadataKind << METADATA_SHIFT);
  if (hasOddParity(flags)) flags |= PARITY_FLAG;

  out[0] = MAGIC;
  out[1] = checkBits === 0 ? MAGIC_1_UNCHECKED : MAGIC_1_CHECKED;
  out[VERSION_OFFSET] = FORMAT_VERSION;
  out[FLAGS_OFFSET] = flags;
  let at = FIXED_LENGTH;
  if (dictionaryKind === DICTIONARY_HASHED) at = writeHex(out, at, dictionary!);
  if (coder !== "stored") at = writeLeb128(out, at, contentLength);
  if (metadataKind >= METADATA_SIGNALS) {
    writeEntries(out, writeLeb128(out, at, countItems(entries)), entries);
  }
}

export function headerLength1(fields: SettledFields): number {
  const { coder, contentLength, metadata, entries } = fields;
  let length = FIXED_LENGTH;
  if (dictionaryField(fields) === DICTIONARY_HASHED) length += HASH_LENGTH;
  if (coder !== "stored") length += leb128Length(contentLength);
  if (metadataField(metadata, entries.length > 0) >= METADATA_SIGNALS) {
    const itemCount = countItems(entries);
    length += leb128Length(itemCount) + itemCount * ENTRY_LENGTH;
  }
  return length;
}
