import { corrupt, truncated } from "./errors.ts";
import { LEB128_MAX_BYTES } from "./frame.ts";

/**
 * Unsigned LEB128 (the integer coding of DWARF and WebAssembly): seven bits a byte, lowest first, bit 7 set in
 * every byte but the last. Only the shortest form of a number is valid, so {@link leb128Length} tells a reader how
 * many bytes it took. Values exceed 2^31, hence the arithmetic instead of shifts; every intermediate stays below
 * 2^49.
 */
export function readLeb128(bytes: Uint8Array, start: number, field: string): number {
  let value = 0;
  let scale = 1;
  for (let at = start; at < start + LEB128_MAX_BYTES; at++) {
    if (at >= bytes.length) throw truncated(bytes, field);
    const byte = bytes[at]!;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) {
      if (byte === 0 && at > start) throw corrupt(start, `${field} is not in its shortest form`);
      return value;
    }
    scale *= 128;
  }
  throw corrupt(start, `${field} is longer than ${LEB128_MAX_BYTES} bytes`);
}

/** Bytes that `value` takes, 1 … 7. */
export function leb128Length(value: number): number {
  let length = 1;
  // Division by a power of two is exact in a double, so the fraction that remains never rounds up to the bound.
  for (; value >= 128; value /= 128) length++;
  return length;
}

/** Write `value` at `offset`; returns the offset behind it. */
export function writeLeb128(out: Uint8Array, offset: number, value: number): number {
  while (value >= 128) {
    const low = value % 128;
    out[offset++] = low | 0x80;
    value = (value - low) / 128;
  }
  out[offset++] = value;
  return offset;
}
