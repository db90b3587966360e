import { isBytes, rangeMistake, typeMistake } from "../arguments.ts";
import { corrupt } from "../errors.ts";
import { LEB128_MAX, type TagValue } from "../frame.ts";
import { readHex, writeHex } from "../hex.ts";
import { leb128Length, readLeb128, writeLeb128 } from "../leb128.ts";
import { decodeUtf8, encodeUtf8, isWellFormed } from "../utf8.ts";

/**
 * Values of tags (SPEC.md section 6). Each value has one kind, {@link kindOf} says which, and each kind one form: so a
 * reader need not keep track of the bytes, since what a value takes to write is what it took to read.
 */

const KIND_FALSE = 0;
const KIND_TRUE = 1;
/** A LEB128 number. */
const KIND_NATURAL = 2;
/** A LEB128 number n for -1 - n. */
const KIND_NEGATIVE = 3;
/** Any other finite number, -0 among them. */
export const KIND_FLOAT = 4;
export const KIND_TEXT = 5;
const KIND_BYTES = 6;
/** A text that is a UUID, in its canonical form (RFC 9562): lower case, hyphens where they belong. */
const KIND_UUID = 7;
/** A text that is one of {@link WORDS}. */
const KIND_WORD = 8;
export const KIND_COUNT = 9;

const FLOAT_LENGTH = 8;
const UUID_LENGTH = 16;
const UUID_TEXT_LENGTH = 36;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Texts that take one byte: their index. In version 2 there are no others. */
export const WORDS: readonly string[] = [
  "assistant",
  "user",
  "system",
  "developer",
  "tool",
  "function",
  "agent",
  "ok",
  "error",
  "stop",
  "length",
  "tool_calls",
  "content_filter",
  "end_turn",
  "tool_use",
  "max_tokens",
];

/**
 * @throws {TypeError} `value` is of another type
 * @throws {RangeError} `value` is not finite, or a text without UTF-8
 */
export function assertTagValue(argument: string, value: TagValue): void {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw rangeMistake(argument, "a finite number", value);
  } else if (typeof value === "string") {
    if (!isWellFormed(value)) throw rangeMistake(argument, "a text without lone surrogates", value);
  } else if (typeof value !== "boolean" && !isBytes(value)) {
    throw typeMistake(argument, "a string, a number, a boolean or a Uint8Array", value);
  }
}

/** The one kind that says a value. */
export function kindOf(value: TagValue): number {
  if (typeof value === "boolean") return value ? KIND_TRUE : KIND_FALSE;
  if (typeof value === "number") {
    if (!Number.isInteger(value) || Object.is(value, -0)) return KIND_FLOAT;
    // Exact: beyond 2^53 there is no -1 - n that rounds to less than the limit.
    const [kind, magnitude] = value >= 0 ? [KIND_NATURAL, value] : [KIND_NEGATIVE, -1 - value];
    return magnitude <= LEB128_MAX ? kind : KIND_FLOAT;
  }
  if (typeof value !== "string") return KIND_BYTES;
  if (WORDS.includes(value)) return KIND_WORD;
  return value.length === UUID_TEXT_LENGTH && UUID.test(value) ? KIND_UUID : KIND_TEXT;
}

/** Bytes that a value of that kind takes behind head and name. */
export function valueLength(kind: number, value: TagValue): number {
  switch (kind) {
    case KIND_NATURAL:
      return leb128Length(value as number);
    case KIND_NEGATIVE:
      return leb128Length(-1 - (value as number));
    case KIND_FLOAT:
      return FLOAT_LENGTH;
    case KIND_TEXT:
      return withItsLength(encodeUtf8(value as string).length);
    case KIND_BYTES:
      return withItsLength((value as Uint8Array).length);
    case KIND_UUID:
      return UUID_LENGTH;
    case KIND_WORD:
      return 1;
    default:
      return 0;
  }
}

function withItsLength(length: number): number {
  return leb128Length(length) + length;
}

/** Write a value of that kind at `offset`; returns the offset behind it. */
export function writeValue(out: Uint8Array, offset: number, kind: number, value: TagValue): number {
  switch (kind) {
    case KIND_NATURAL:
      return writeLeb128(out, offset, value as number);
    case KIND_NEGATIVE:
      return writeLeb128(out, offset, -1 - (value as number));
    case KIND_FLOAT:
      new DataView(out.buffer, out.byteOffset).setFloat64(offset, value as number, true);
      return offset + FLOAT_LENGTH;
    case KIND_TEXT:
      return writeExtent(out, offset, encodeUtf8(value as string));
    case KIND_BYTES:
      return writeExtent(out, offset, value as Uint8Array);
    case KIND_UUID:
      return writeHex(out, offset, (value as string).replaceAll("-", ""));
    case KIND_WORD:
      out[offset] = WORDS.indexOf(value as string);
      return offset + 1;
    default:
      return offset;
  }
}

/**
 * Read the value of that kind, one below {@link KIND_COUNT}, at `offset`, of which nothing stands behind `end`. That the kind is
 * the one for it is the caller's to check.
 */
export function readValue(bytes: Uint8Array, offset: number, end: number, kind: number): TagValue {
  switch (kind) {
    case KIND_NATURAL:
      return readNumber(bytes, offset, end);
    case KIND_NEGATIVE:
      return -1 - readNumber(bytes, offset, end);
    case KIND_FLOAT: {
      assertRoom(offset, end, FLOAT_LENGTH);
      const value = new DataView(bytes.buffer, bytes.byteOffset).getFloat64(offset, true);
      if (!Number.isFinite(value)) throw corrupt(offset, "number of a tag is not finite");
      return value;
    }
    case KIND_TEXT: {
      const [start, behind] = readExtent(bytes, offset, end);
      return decodeUtf8(bytes, start, behind);
    }
    case KIND_BYTES: {
      const [start, behind] = readExtent(bytes, offset, end);
      return new Uint8Array(bytes.buffer, bytes.byteOffset + start, behind - start);
    }
    case KIND_UUID: {
      assertRoom(offset, end, UUID_LENGTH);
      const digits = (start: number, end: number): string => readHex(bytes, offset + start, offset + end);
      return `${digits(0, 4)}-${digits(4, 6)}-${digits(6, 8)}-${digits(8, 10)}-${digits(10, UUID_LENGTH)}`;
    }
    case KIND_WORD: {
      assertRoom(offset, end, 1);
      const word = WORDS[bytes[offset]!];
      if (word === undefined) throw corrupt(offset, "word of a tag is unknown");
      return word;
    }
    default:
      return kind === KIND_TRUE;
  }
}

function writeExtent(out: Uint8Array, offset: number, bytes: Uint8Array): number {
  const start = writeLeb128(out, offset, bytes.length);
  out.set(bytes, start);
  return start + bytes.length;
}

/** Where the bytes of a text or of bytes begin and end, behind their length. */
function readExtent(bytes: Uint8Array, offset: number, end: number): [start: number, end: number] {
  const length = readNumber(bytes, offset, end);
  const start = offset + leb128Length(length);
  if (length > end - start) throw corrupt(offset, "value of a tag is longer than its section");
  return [start, start + length];
}

function readNumber(bytes: Uint8Array, offset: number, end: number): number {
  let last = offset;
  while (last < end && bytes[last]! >= 0x80) last++;
  assertRoom(offset, end, last - offset + 1);
  return readLeb128(bytes, offset, "number of a tag");
}

/** What goes beyond the section is at fault at its first byte, or where that would be. */
function assertRoom(offset: number, end: number, length: number): void {
  if (length > end - offset) throw corrupt(offset, "value of a tag is longer than its section");
}
