import { truncated } from "./errors.ts";
import { readHex } from "./hex.ts";

/**
 * The first eight bytes of a content hash, by which a frame names a dictionary or a prior that is not built in, or a
 * set of signals that is not the default.
 */
export const HASH_LENGTH = 8;

/** For messages. */
export const HASH_FORM = "16 lower-case hex digits";

const HASH = /^[0-9a-f]{16}$/;

export function isHash(text: string): boolean {
  return HASH.test(text);
}

export function readHash(bytes: Uint8Array, offset: number, field: string): string {
  const end = offset + HASH_LENGTH;
  if (bytes.length < end) throw truncated(bytes, field);
  return readHex(bytes, offset, end);
}
