import { MAX_ENTRIES } from "./dictionary.ts";
import { DictionaryError } from "./errors.ts";

/** A LEB128 integer up to {@link MAX_ENTRIES} has 17 bits, seven a byte. */
export const MAX_COUNT_BYTES = 3;

/** Writes `count` at `at`; returns the offset behind it. */
export function writeCount(out: Uint8Array, at: number, count: number): number {
  for (; count > 0x7f; count >>>= 7) out[at++] = (count & 0x7f) | 0x80;
  out[at++] = count;
  return at;
}

/** A minimal LEB128 integer up to {@link MAX_ENTRIES}, and the offset behind it. */
export function readCount(bytes: Uint8Array, start: number): readonly [count: number, end: number] {
  let count = 0;
  for (let i = 0; i < MAX_COUNT_BYTES; i++) {
    if (start + i >= bytes.length)
      throw new DictionaryError("truncated", bytes.length, "a number is incomplete");
    const byte = bytes[start + i]!;
    count |= (byte & 0x7f) << (7 * i);
    if (byte > 0x7f) continue;
    if (byte === 0 && i > 0)
      throw new DictionaryError("corrupt", start, "a number is longer than it need be");
    if (count > MAX_ENTRIES) break;
    return [count, start + i + 1];
  }
  throw new DictionaryError("corrupt", start, "expected a number up to 65536");
}
