import { corrupt } from "../errors.ts";
import { TAG_NAME_MAX_LENGTH } from "./layout.ts";

/**
 * How a tag is called (SPEC.md section 6): the usual names have a number, all others are spelled. A name with a number
 * is never spelled, so there is one way to write each.
 */

/** The names with the numbers 1, 2, … in their order; 0 stands for one that is spelled. What is here stays as it is. */
export const NUMBERED_NAMES: readonly string[] = [
  "role",
  "model",
  "tenant",
  "conversation",
  "message",
  "turn",
  "user",
  "session",
  "agent",
  "tool",
  "run",
  "parent",
  "time",
  "language",
  "status",
];

/** For messages. */
export const NAME_FORM: string = `names of 1 to ${TAG_NAME_MAX_LENGTH} of A-Z, a-z, 0-9, "-", "_" and ".", a letter first`;

/**
 * A letter first, so that none is `__proto__`, nor one of those that an object lists before all others because they
 * look like an index.
 */
const NAME = /^[A-Za-z][A-Za-z0-9_.-]*$/;

export function isTagName(name: string): boolean {
  return name.length <= TAG_NAME_MAX_LENGTH && NAME.test(name);
}

/** The number of a name, 0 for one that must be spelled. */
export function nameNumber(name: string): number {
  return NUMBERED_NAMES.indexOf(name) + 1;
}

/** Bytes that a name takes behind the head of its tag. */
export function nameLength(name: string): number {
  return nameNumber(name) === 0 ? 1 + name.length : 0;
}

/** Write what a name takes behind the head, at `offset`; returns the offset behind it. */
export function writeName(out: Uint8Array, offset: number, name: string): number {
  if (nameNumber(name) !== 0) return offset;
  out[offset++] = name.length;
  for (let i = 0; i < name.length; i++) out[offset++] = name.charCodeAt(i);
  return offset;
}

/** Read the spelled name at `offset`, of which nothing stands behind `end`. */
export function readSpelledName(bytes: Uint8Array, offset: number, end: number): string {
  const length = offset < end ? bytes[offset]! : 0;
  const start = offset + 1;
  if (length === 0 || length > Math.min(TAG_NAME_MAX_LENGTH, end - start)) {
    throw corrupt(offset, "length of a tag's name");
  }
  let name = "";
  for (let at = start; at < start + length; at++) {
    name += String.fromCharCode(bytes[at]!);
    // Whatever a name begins with is one too, so the first character that is amiss shows here.
    if (!isTagName(name)) throw corrupt(at, "character that no name of a tag has there");
  }
  return name;
}

/** Below 0 if `a` stands before `b` in a frame: numbered names by number, and behind them spelled ones by their bytes. */
export function compareNames(a: string, b: string): number {
  const rank = (name: string): number => nameNumber(name) || NUMBERED_NAMES.length + 1;
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}
