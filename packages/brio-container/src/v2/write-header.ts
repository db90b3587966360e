import { HASH_LENGTH } from "../content-hash.ts";
import { HASHED } from "../dictionary-reference.ts";
import { CHECK_WIDTHS, CODERS, MAGIC } from "../frame.ts";
import { writeHex } from "../hex.ts";
import { leb128Length, writeLeb128 } from "../leb128.ts";
import type { SettledFields } from "../settle-fields.ts";
import { entriesLength, writeEntries } from "./entries.ts";
import {
  BRIEF_HEADER_LENGTH,
  BRIEF_LENGTH_BIAS,
  BRIEF_LENGTH_OFFSET,
  type BriefKind,
  briefKindFor,
  CHECK_SHIFT,
  DEFAULT_EXTENDED,
  DICTIONARY_BUILT_IN,
  DICTIONARY_HASHED,
  DICTIONARY_NONE,
  ENTRIES_FLAG,
  EXTENDED_FLAG,
  FORMAT_VERSION,
  LENGTH_OFFSET,
  LENGTH_UNIT,
  METADATA_SCOPES,
  METADATA_SHIFT,
  PRIOR_FLAG,
  SECTIONS_FLAG,
  SHAPE_OFFSET,
  SIGNAL_SET_FLAG,
  TO_END_HEADER,
  TO_END_MIN_LENGTH,
  VERSION_SHIFT,
} from "./layout.ts";
import { sectionsLength, writeSections } from "./sections.ts";

/** The extended byte, or `undefined` where everything in it is the default and it is left out. */
function extendedByte(fields: SettledFields): number | undefined {
  const { dictionary, dictionaryId, prior, signalSet, metadata, sections } = fields;
  let extended = DICTIONARY_NONE;
  if (dictionary !== null) extended = dictionaryId === HASHED ? DICTIONARY_HASHED : DICTIONARY_BUILT_IN;
  extended |= METADATA_SCOPES.indexOf(metadata) << METADATA_SHIFT;
  if (sections.length > 0) extended |= SECTIONS_FLAG;
  if (prior !== null) extended |= PRIOR_FLAG;
  if (signalSet !== null) extended |= SIGNAL_SET_FLAG;
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

/** The kind of the frame's brief header, or `undefined` where it has another one. */
function briefKind(fields: SettledFields, extended: number | undefined): BriefKind | undefined {
  if (extended !== undefined) return undefined;
  const { coder, checkBits, contentLength, entries } = fields;
  return briefKindFor(coder, checkBits, contentLength, entries.length > 0);
}

/** Write the header of version 2 into `out`, which {@link headerLength2} says the length of. */
export function writeHeader2(out: Uint8Array, fields: SettledFields): void {
  const extended = extendedByte(fields);
  if (isToEnd(fields, extended)) {
    out.set(TO_END_HEADER);
    return;
  }
  const { coder, checkBits, dictionary, dictionaryId, prior, signalSet, contentLength, entries, sections } =
    fields;
  const brief = briefKind(fields, extended);
  if (brief !== undefined) {
    out[0] = brief.firstByte;
    // What exceeds a byte is cut off by the array.
    out[BRIEF_LENGTH_OFFSET] = contentLength + BRIEF_LENGTH_BIAS;
    if (brief.hasEntries) writeEntries(out, BRIEF_HEADER_LENGTH, entries);
    return;
  }
  const checkField = CHECK_WIDTHS.indexOf(checkBits);
  out[0] = MAGIC;
  out[SHAPE_OFFSET] = (FORMAT_VERSION << VERSION_SHIFT) | (checkField << CHECK_SHIFT) | CODERS.indexOf(coder);
  let at = writeLeb128(out, LENGTH_OFFSET, lengthWord(fields, extended));
  if (extended !== undefined) {
    out[at++] = extended;
    if (dictionary !== null) {
      if (dictionaryId === HASHED) at = writeHex(out, at, dictionary);
      else out[at++] = dictionaryId;
    }
    if (prior !== null) at = writeHex(out, at, prior);
    if (signalSet !== null) at = writeHex(out, at, signalSet);
  }
  if (entries.length > 0) at = writeEntries(out, at, entries);
  if (sections.length > 0) writeSections(out, at, sections);
}

export function headerLength2(fields: SettledFields): number {
  const extended = extendedByte(fields);
  if (isToEnd(fields, extended)) return TO_END_HEADER.length;
  const { dictionary, dictionaryId, prior, signalSet, entries, sections } = fields;
  const brief = briefKind(fields, extended);
  if (brief !== undefined) return BRIEF_HEADER_LENGTH + (brief.hasEntries ? entriesLength(entries) : 0);
  let length = LENGTH_OFFSET + leb128Length(lengthWord(fields, extended));
  if (extended !== undefined) {
    length++;
    if (dictionary !== null) length += dictionaryId === HASHED ? HASH_LENGTH : 1;
    if (prior !== null) length += HASH_LENGTH;
    if (signalSet !== null) length += HASH_LENGTH;
  }
  if (entries.length > 0) length += entriesLength(entries);
  if (sections.length > 0) length += sectionsLength(sections);
  return length;
}
