/**
 * FNV-1a of 64 bits (Fowler, Noll and Vo), four bytes a step: for identity and against accidents. Whoever wants two files of one id can
 * make them.
 */

/** The prime is 2^40 + 435. */
const PRIME_LOW = 435;
const OFFSET_BASIS_HIGH = 0xcbf29ce4;
const OFFSET_BASIS_LOW = 0x84222325;

/**
 * Hashes bytes as little-endian words of 32 bits, the last one filled up with zeros (there is one of zeros alone if the
 * bytes are a multiple of four), and then their number.
 *
 * @returns 16 lower-case hexadecimal digits
 */
export function contentId(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const whole = bytes.length & ~3;
  let last = 0;
  for (let at = whole; at < bytes.length; at++) last |= bytes[at] << (8 * (at - whole));
  let high = OFFSET_BASIS_HIGH | 0;
  let low = OFFSET_BASIS_LOW;
  for (let at = 0; at <= whole + 4; at += 4) {
    const word = at < whole ? view.getUint32(at, true) : at === whole ? last : bytes.length;
    low = (low ^ word) >>> 0;
    // Below 2^41: exact. Times 2^40 is what moves the lower half up by a word and a byte.
    const product = low * PRIME_LOW;
    high = (Math.imul(high, PRIME_LOW) + ((product / 0x100000000) | 0) + (low << 8)) | 0;
    low = product >>> 0;
  }
  return hex(high) + hex(low);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}
