import { truncated } from "./errors.ts";

/** The first eight bytes of a content hash, by which a frame names a dictionary or a prior that is not built in. */
export const HASH_LENGTH = 8;

/** For messages. */
export const HASH_FORM = "16 lower-case hex digits";

const HEX_DIGITS = "0123456789abcdef";
const HASH = /^[0-9a-f]{16}$/;

export function isHash(text: string): boolean {
  return HASH.test(text);
}

/** Write the hash that {@link isHash} has passed, at `offset`; returns the offset behind it. */
export function writeHash(out: Uint8Array, offset: number, hash: string): number {
  for (let digit = 0; digit < 2 * HASH_LENGTH; digit += 2) {
    out[offset++] = Number.parseInt(hash.slice(digit, digit + 2), 16);
  }
  return offset;
}

export function readHash(bytes: Uint8Array, offset: number, field: string): string {
  const end = offset + HASH_LENGTH;
  if (bytes.length < end) throw truncated(bytes, field);
  let digits = "";
  for (let at = offset; at < end; at++) {
    const byte = bytes[at]!;
    digits += HEX_DIGITS[byte >>> 4]! + HEX_DIGITS[byte & 15]!;
  }
  return digits;
}
