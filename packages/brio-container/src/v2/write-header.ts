import { DICTIONARY_HASH_LENGTH, HASHED, writeHash } from "../dictionary-reference.ts";
import { CHECK_WIDTHS, CODERS, MAGIC } from "../frame.ts";
import { leb128Length, writeLeb128 } from "../leb128.ts";
import type { SettledFields } from "../settle-fields.ts";
import { entriesLength, writeEntries } from "./entries.ts";
import {
  CHECK_SHIFT,
  DEFAULT_EXTENDED,
  DICTIONARY_BUILT_IN,
  DICTIONARY_HASHED,
  DICTIONARY_NONE,
  ENTRIES_FLAG,
  EXTENDED_FLAG,
  FORMAT_VERSION,
  isShortLength,
  LENGTH_OFFSET,
  LENGTH_UNIT,
  METADATA_SCOPES,
  METADATA_SHIFT,
  SECTIONS_FLAG,
  SHAPE_OFFSET,
  SHORT_CHECK_BITS,
  SHORT_FIELD,
  SHORT_LENGTH_MASK,
  TO_END_HEADER,
  TO_END_MIN_LENGTH,
  VERSION_SHIFT,
} from "./layout.ts";
import { sectionsLength, writeSections } from "./sections.ts";

/** The extended byte, or `undefined` where everything in it is the default and it is left out. */
function extendedByte({ dictionary, dictionaryId, metadata, sections }: SettledFields): number | undefined {
  let extended = DICTIONARY_NONE;
  if (dictionary !== null) extended = dictionaryId === HASHED ? DICTIONARY_HASHED : DICTIONARY_BUILT_IN;
  extended |= METADATA_SCOPES.indexOf(metadata) << METADATA_SHIFT;
  if (sections.length > 0) extended |= SECTIONS_FLAG;
  return extended === DEFAULT_EXTENDED && dictionaryId === 0 ? undefined : extended;
}

/** Content length and the two flags about what follows. */
function lengthWord({ contentLength, entries }: SettledFields, extended: number | undefined): number {
  const flags = (extended === undefined ? 0 : EXTENDED_FLAG) | (entries.length > 0 ? ENTRIES_FLAG : 0);
  return contentLength * LENGTH_UNIT + flags;
}

function isToEnd({ coder, checkBits, contentLength }: SettledFields, extended: number | undefined): boolean {
  return coder === "stored" && checkBits === 0 && extended === 0 && contentLength >= TO_END_MIN_LENGTH;
}

function isShort(
  { checkBits, contentLength, entries }: SettledFields,
  extended: number | undefined,
): boolean {
  if (extended !== undefined || entries.length > 0) return false;
  return checkBits === SHORT_CHECK_BITS && isShortLength(contentLength);
}

/** Write the header of version 2 into `out`, which {@link headerLength2} says the length of. */
export function writeHeader2(out: Uint8Array, fields: SettledFields): void {
  const extended = extendedByte(fields);
  if (isToEnd(fields, extended)) {
    out.set(TO_END_HEADER);
    return;
  }
  const { coder, checkBits, contentLength, dictionary, dictionaryId, entries, sections } = fields;
  const short = isShort(fields, extended);
  const checkField = short ? SHORT_FIELD : CHECK_WIDTHS.indexOf(checkBits);
  out[0] = MAGIC;
  out[SHAPE_OFFSET] = (FORMAT_VERSION << VERSION_SHIFT) | (checkField << CHECK_SHIFT) | CODERS.indexOf(coder);
  if (short) {
    out[LENGTH_OFFSET] = contentLength ^ SHORT_LENGTH_MASK;
    return;
  }
  let at = writeLeb128(out, LENGTH_OFFSET, lengthWord(fields, extended));
  if (extended !== undefined) {
    out[at++] = extended;
    if (dictionary !== null) {
      if (dictionaryId === HASHED) at = writeHash(out, at, dictionary);
      else out[at++] = dictionaryId;
    }
  }
  if (entries.length > 0) at = writeEntries(out, at, entries);
  if (sections.length > 0) writeSections(out, at, sections);
}

export function headerLength2(fields: SettledFields): number {
  const extended = extendedByte(fields);
  if (isToEnd(fields, extended)) return TO_END_HEADER.length;
  if (isShort(fields, extended)) return LENGTH_OFFSET + 1;
  const { dictionary, dictionaryId, entries, sections } = fields;
  let length = LENGTH_OFFSET + leb128Length(lengthWord(fields, extended));
  if (extended !== undefined) {
    length++;
    if (dictionary !== null) length += dictionaryId === HASHED ? DICTIONARY_HASH_LENGTH : 1;
  }
  if (entries.length > 0) length += entriesLength(entries);
  if (sections.length > 0) length += sectionsLength(sections);
  return length;
}
