import { isIntegerWithin, rangeMistake } from "./arguments.ts";
import { truncated } from "./errors.ts";

/** The one built-in dictionary of version 1; of those of version 2, the one with the id 0. */
export const BUILT_IN_DICTIONARY = "built-in";
const OTHER_BUILT_IN = "built-in:";
export const DICTIONARY_HASH_LENGTH = 8;

const HEX_DIGITS = "0123456789abcdef";
const HASH = /^[0-9a-f]{16}$/;

/** What a reference that is not `null` says, when it does not give the id of a built-in dictionary. */
export const HASHED = -1;

/**
 * The id of the built-in dictionary that a reference names, 0 … 255, or {@link HASHED}.
 *
 * @param idLimit - built-in dictionaries have ids below it
 * @throws {RangeError} `reference` is neither
 */
export function parseReference(reference: string, idLimit: number): number {
  if (reference === BUILT_IN_DICTIONARY) return 0;
  if (HASH.test(reference)) return HASHED;
  if (reference.startsWith(OTHER_BUILT_IN)) {
    const id = Number(reference.slice(OTHER_BUILT_IN.length));
    // The second condition leaves one name for each id: not "built-in:0", nor "built-in:007".
    if (isIntegerWithin(id, 1, idLimit - 1) && builtInReference(id) === reference) return id;
  }
  const others = idLimit > 1 ? `, "${OTHER_BUILT_IN}1" to "${OTHER_BUILT_IN}${idLimit - 1}"` : "";
  throw rangeMistake(
    "dictionary",
    `"${BUILT_IN_DICTIONARY}"${others} or 16 lower-case hex digits`,
    reference,
  );
}

export function builtInReference(id: number): string {
  return id === 0 ? BUILT_IN_DICTIONARY : OTHER_BUILT_IN + id;
}

/** Write the hash that {@link parseReference} has passed, at `offset`; returns the offset behind it. */
export function writeHash(out: Uint8Array, offset: number, reference: string): number {
  for (let digit = 0; digit < 2 * DICTIONARY_HASH_LENGTH; digit += 2) {
    out[offset++] = Number.parseInt(reference.slice(digit, digit + 2), 16);
  }
  return offset;
}

export function readHash(bytes: Uint8Array, offset: number): string {
  const end = offset + DICTIONARY_HASH_LENGTH;
  if (bytes.length < end) throw truncated(bytes, "dictionary hash");
  let digits = "";
  for (let at = offset; at < end; at++) {
    const byte = bytes[at]!;
    digits += HEX_DIGITS[byte >>> 4]! + HEX_DIGITS[byte & 15]!;
  }
  return digits;
}
