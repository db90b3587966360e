const HEX_DIGITS = "0123456789abcdef";

/** Write the bytes that an even number of lower-case hex digits stand for, at `offset`; returns the offset behind them. */
export function writeHex(out: Uint8Array, offset: number, digits: string): number {
  for (let i = 0; i < digits.length; i += 2) {
    out[offset++] = 16 * HEX_DIGITS.indexOf(digits[i]!) + HEX_DIGITS.indexOf(digits[i + 1]!);
  }
  return offset;
}

/** Bytes up to `end`, which are there, as lower-case hex digits. */
export function readHex(bytes: Uint8Array, start: number, end: number): string {
  let digits = "";
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    digits += HEX_DIGITS[byte >>> 4]! + HEX_DIGITS[byte & 15]!;
  }
  return digits;
}
