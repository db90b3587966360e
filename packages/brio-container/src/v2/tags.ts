import { rangeMistake, typeMistake } from "../arguments.ts";
import { corrupt } from "../errors.ts";
import type { FrameTags, TagValue } from "../frame.ts";
import { TAG_NAME_UNIT, TAGS_MAX_BYTES, TAGS_MAX_COUNT } from "./layout.ts";
import {
  compareNames,
  isTagName,
  NAME_FORM,
  NUMBERED_NAMES,
  nameLength,
  nameNumber,
  readSpelledName,
  writeName,
} from "./tag-names.ts";
import {
  assertTagValue,
  KIND_COUNT,
  KIND_FLOAT,
  KIND_TEXT,
  kindOf,
  readValue,
  valueLength,
  writeValue,
} from "./tag-values.ts";

/**
 * The section of tags (SPEC.md section 6): of each a byte with the number of its name and the kind of its value, then
 * the name where it has no number, then the value.
 */

/** Of most frames; making an array of entries first would take as long as the rest of such a header (measured). */
const NO_BYTES: Uint8Array = /* @__PURE__ */ new Uint8Array(0);

/**
 * The bytes of the section that says these tags, or none for none.
 *
 * @throws {TypeError} `tags` or one of them has the wrong type
 * @throws {RangeError} a name or a value is not one that a tag can have, or there are too many
 */
export function encodeTags(tags: FrameTags): Uint8Array {
  if (typeof tags !== "object" || tags === null || Array.isArray(tags)) {
    throw typeMistake("tags", "an object", tags);
  }
  if (Object.keys(tags).length === 0) return NO_BYTES;
  // Each value is fetched once: what a getter gives the second time may be another one.
  const sorted = Object.entries(tags);
  if (sorted.length > TAGS_MAX_COUNT) throw rangeMistake("tags", `at most ${TAGS_MAX_COUNT}`, sorted.length);
  sorted.sort(([a], [b]) => compareNames(a, b));
  let length = 0;
  for (const [name, value] of sorted) {
    if (!isTagName(name)) throw rangeMistake("tags", NAME_FORM, name);
    assertTagValue(`tags.${name}`, value);
    length += 1 + nameLength(name) + valueLength(kindOf(value), value);
  }
  if (length > TAGS_MAX_BYTES) {
    throw rangeMistake("tags", `at most ${TAGS_MAX_BYTES} bytes in the frame`, length);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const [name, value] of sorted) {
    const kind = kindOf(value);
    bytes[at] = nameNumber(name) * TAG_NAME_UNIT + kind;
    at = writeValue(bytes, writeName(bytes, at + 1, name), kind, value);
  }
  return bytes;
}

/**
 * Read the tags from `start` up to `end`: at least one, in bytes that are there. Values that are bytes are views.
 */
export function readTags(bytes: Uint8Array, start: number, end: number): FrameTags {
  // Names of properties that every other object has are names like any other.
  const tags: Record<string, TagValue> = Object.create(null);
  let previous: string | undefined;
  let count = 0;
  for (let at = start; at < end; count++) {
    if (count === TAGS_MAX_COUNT) throw corrupt(at, `more than ${TAGS_MAX_COUNT} tags`);
    const headOffset = at;
    const head = bytes[at++]!;
    const kind = head % TAG_NAME_UNIT;
    const number = Math.floor(head / TAG_NAME_UNIT);
    if (kind >= KIND_COUNT) throw corrupt(headOffset, "tag with a reserved kind");
    const name = number === 0 ? readSpelledName(bytes, at, end) : NUMBERED_NAMES[number - 1]!;
    if (number !== nameNumber(name)) throw corrupt(headOffset, `name ${name} of a tag is spelled`);
    if (previous !== undefined && compareNames(previous, name) >= 0) {
      throw corrupt(headOffset, `tag ${name} behind tag ${previous}`);
    }
    at += nameLength(name);
    const value = readValue(bytes, at, end, kind);
    // Of the other kinds every value has none but its own; to look at a UUID again takes as long as to read it.
    if ((kind === KIND_FLOAT || kind === KIND_TEXT) && kind !== kindOf(value)) {
      throw corrupt(headOffset, `tag ${name} with a kind that is not its value's`);
    }
    at += valueLength(kind, value);
    tags[name] = value;
    previous = name;
  }
  return tags;
}
