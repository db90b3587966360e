import { assertBytes, integerMistake, isIntegerWithin, rangeMistake, typeMistake } from "./arguments.ts";
import { computeCheck } from "./check.ts";
import {
  BUILT_IN_DICTIONARY,
  CHECK_SHIFT,
  CHECK_WIDTHS,
  CODERS,
  DICTIONARY_BUILT_IN,
  DICTIONARY_HASH_LENGTH,
  DICTIONARY_HASHED,
  DICTIONARY_NONE,
  DICTIONARY_SHIFT,
  ENTRY_LENGTH,
  FIXED_LENGTH,
  FLAGS_OFFSET,
  FORMAT_VERSION,
  type FrameEntry,
  type FrameFields,
  hasOddParity,
  MAGIC_0,
  MAGIC_1_CHECKED,
  MAGIC_1_UNCHECKED,
  MAX_CONTENT_LENGTH,
  METADATA_ALL,
  METADATA_NO_SIGNALS,
  METADATA_NONE,
  METADATA_SCOPES,
  METADATA_SHIFT,
  METADATA_SIGNALS,
  PARITY_FLAG,
  VERSION_OFFSET,
} from "./layout.ts";
import { leb128Length, writeLeb128 } from "./leb128.ts";
import { countEntries, writeEntries } from "./metadata.ts";

const NO_ENTRIES: readonly FrameEntry[] = [];

/** Fields that have passed every check, and the size their header will have: a frame is then one allocation. */
interface HeaderPlan {
  readonly flags: number;
  readonly fields: FrameFields;
  readonly entries: readonly FrameEntry[];
  /** Whether there is a metadata section; it may be empty. */
  readonly section: boolean;
  /** Entries and skips together. */
  readonly entryCount: number;
  readonly length: number;
}

function dictionaryField(dictionary: unknown): number {
  if (dictionary === null) return DICTIONARY_NONE;
  if (typeof dictionary !== "string") throw typeMistake("dictionary", "null or a string", dictionary);
  if (dictionary === BUILT_IN_DICTIONARY) return DICTIONARY_BUILT_IN;
  if (/^[0-9a-f]{16}$/.test(dictionary)) return DICTIONARY_HASHED;
  throw rangeMistake("dictionary", `"${BUILT_IN_DICTIONARY}" or 16 lower-case hex digits`, dictionary);
}

function metadataField(metadata: unknown, entries: readonly FrameEntry[]): number {
  if (typeof metadata !== "string") throw typeMistake("metadata", "a string", metadata);
  switch (metadata) {
    case "all":
      return METADATA_ALL;
    case "signals":
      return entries.length === 0 ? METADATA_NO_SIGNALS : METADATA_SIGNALS;
    case "none":
      if (entries.length > 0) throw rangeMistake("entries", 'none, metadata being "none"', entries.length);
      return METADATA_NONE;
    default:
      throw rangeMistake("metadata", `one of "${[...new Set(METADATA_SCOPES)].join('", "')}"`, metadata);
  }
}

function planHeader(fields: FrameFields): HeaderPlan {
  if (typeof fields !== "object" || fields === null) throw typeMistake("fields", "an object", fields);
  const {
    coder,
    checkBits,
    dictionary = null,
    contentLength,
    metadata = "none",
    entries = NO_ENTRIES,
  } = fields;
  if (typeof coder !== "string") throw typeMistake("coder", "a string", coder);
  const coderField = CODERS.indexOf(coder);
  if (coderField < 0) throw rangeMistake("coder", `one of "${CODERS.join('", "')}"`, coder);
  if (typeof checkBits !== "number") throw typeMistake("checkBits", "a number", checkBits);
  const checkField = CHECK_WIDTHS.indexOf(checkBits);
  if (checkField < 0) throw rangeMistake("checkBits", `one of ${CHECK_WIDTHS.join(", ")}`, checkBits);
  const dictionaryKind = dictionaryField(dictionary);
  if (!isIntegerWithin(contentLength, 0, MAX_CONTENT_LENGTH)) {
    throw integerMistake("contentLength", contentLength, 0, MAX_CONTENT_LENGTH);
  }
  const entryCount = countEntries(entries, contentLength);
  const metadataKind = metadataField(metadata, entries);
  const section = metadataKind >= METADATA_SIGNALS;

  let flags = coderField | (checkField << CHECK_SHIFT);
  flags |= (dictionaryKind << DICTIONARY_SHIFT) | (metadataKind << METADATA_SHIFT);
  let length = FIXED_LENGTH;
  if (dictionaryKind === DICTIONARY_HASHED) length += DICTIONARY_HASH_LENGTH;
  if (coder !== "stored") length += leb128Length(contentLength);
  if (section) length += leb128Length(entryCount) + entryCount * ENTRY_LENGTH;
  if (hasOddParity(flags)) flags |= PARITY_FLAG;
  return { flags, fields, entries, section, entryCount, length };
}

function fillHeader(out: Uint8Array, plan: HeaderPlan): void {
  const { flags, fields, entries, section, entryCount } = plan;
  out[0] = MAGIC_0;
  out[1] = fields.checkBits === 0 ? MAGIC_1_UNCHECKED : MAGIC_1_CHECKED;
  out[VERSION_OFFSET] = FORMAT_VERSION;
  out[FLAGS_OFFSET] = flags;
  let at = FIXED_LENGTH;
  if (typeof fields.dictionary === "string" && fields.dictionary !== BUILT_IN_DICTIONARY) {
    for (let digit = 0; digit < 2 * DICTIONARY_HASH_LENGTH; digit += 2) {
      out[at++] = Number.parseInt(fields.dictionary.slice(digit, digit + 2), 16);
    }
  }
  if (fields.coder !== "stored") at = writeLeb128(out, at, fields.contentLength);
  if (section) writeEntries(out, writeLeb128(out, at, entryCount), entries);
}

/**
 * Write everything of a frame that precedes check and payload.
 *
 * A coder needs these bytes before it encodes, because its check covers them ({@link frameCheck}); its frame is then
 * this header followed by its payload, with nothing in between. For a stored frame {@link writeFrame} does it all.
 *
 * @throws {TypeError} a field has the wrong type
 * @throws {RangeError} a field is out of range, entries are not in order of position, or there are some although
 *   `metadata` is `"none"`
 */
export function writeFrameHeader(fields: FrameFields): Uint8Array {
  const plan = planHeader(fields);
  const header = new Uint8Array(plan.length);
  fillHeader(header, plan);
  return header;
}

/**
 * Write a frame: the inverse of {@link readFrame}.
 *
 * @param parts - the header's fields, and the payload: of a stored frame the content itself, whose check is computed
 *   here; of any other coder its bitstream, which already holds the check
 * @returns the frame, in memory of its own
 * @throws {TypeError} a part has the wrong type
 * @throws {RangeError} a part is out of range, entries are not in order of position, there are some although `metadata` is
 *   `"none"`, or `contentLength` is not the length of a stored payload
 * @example
 * ```ts
 * import { readFrameHeader, writeFrame } from "brio-container";
 *
 * const payload = new TextEncoder().encode("I'm sorry, I can't help with that.");
 * const frame = writeFrame({
 *   coder: "stored",
 *   checkBits: 16,
 *   contentLength: payload.length,
 *   metadata: "signals",
 *   entries: [{ position: 0, kind: 2, value: 17 }],
 *   payload,
 * });
 * readFrameHeader(frame).entries; // [{ position: 0, kind: 2, value: 17 }]
 * ```
 */
export function writeFrame(parts: FrameFields & { readonly payload: Uint8Array }): Uint8Array {
  const plan = planHeader(parts);
  const { coder, checkBits, contentLength, payload } = parts;
  assertBytes("payload", payload);
  const stored = coder === "stored";
  if (stored && contentLength !== payload.length) {
    throw rangeMistake("contentLength", `the stored payload's length, ${payload.length}`, contentLength);
  }
  let payloadOffset = plan.length;
  if (stored) payloadOffset += checkBits >>> 3;
  const frame = new Uint8Array(payloadOffset + payload.length);
  fillHeader(frame, plan);
  if (stored) {
    let check = computeCheck(frame, plan.length, payload, 0, checkBits);
    for (let at = plan.length; at < payloadOffset; at++, check >>>= 8) frame[at] = check;
  }
  frame.set(payload, payloadOffset);
  return frame;
}
