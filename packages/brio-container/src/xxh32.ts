/**
 * XXH32, the 32-bit hash of the xxHash family.
 *
 * READ ME FIRST
 *
 * - Source: Yann Collet, "xxHash fast digest algorithm", XXH32 algorithm description, version 0.1.1
 *   (doc/xxhash_spec.md in Cyan4973/xxHash). It is a hash against accidents, not against an adversary.
 * - Four lanes take one little-endian word each from every 16-byte stripe and never touch one another before the
 *   end, so that the four multiplications of a stripe overlap in the processor. What is left after the last stripe goes
 *   into the merged accumulator word by word, then byte by byte.
 * - All arithmetic is modulo 2^32. Math.imul is that for products; sums run as signed 32-bit numbers (`| 0`), because
 *   a sum kept unsigned would leave the engine's small-integer range. Only the result is made unsigned (`>>> 0`).
 * - `DataView` reads a word in one go, aligned or not. Making one costs a tenth of a microsecond, which pays from a few hundred
 *   bytes on and does not matter below.
 *
 * What a single changed bit does: every step is a bijection of its lane (add, rotate, multiply by an odd number), and so
 * is the avalanche at the end. Two inputs of one length that differ in one aligned word only (or in one byte of the
 * tail) therefore never have the same hash. SPEC.md section 7 builds on it.
 */

const PRIME_1 = 0x9e3779b1 | 0;
const PRIME_2 = 0x85ebca77 | 0;
const PRIME_3 = 0xc2b2ae3d | 0;
const PRIME_4 = 0x27d4eb2f;
const PRIME_5 = 0x165667b1;

/** One lane takes one word: add the word times prime 2, rotate left by 13, multiply by prime 1. */
function round(lane: number, word: number): number {
  const sum = (lane + Math.imul(word, PRIME_2)) | 0;
  return Math.imul((sum << 13) | (sum >>> 19), PRIME_1);
}

/**
 * Hash `bytes[start … end)`.
 *
 * @param seed - any 32-bit number, signed or unsigned
 * @returns the hash, 0 … 2^32 − 1
 */
export function xxh32(bytes: Uint8Array, start: number, end: number, seed: number): number {
  const length = end - start;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = start;
  let hash: number;

  if (length >= 16) {
    let lane0 = (seed + PRIME_1 + PRIME_2) | 0;
    let lane1 = (seed + PRIME_2) | 0;
    let lane2 = seed | 0;
    let lane3 = (seed - PRIME_1) | 0;
    const lastStripe = end - 16;
    for (; at <= lastStripe; at += 16) {
      lane0 = round(lane0, view.getInt32(at, true));
      lane1 = round(lane1, view.getInt32(at + 4, true));
      lane2 = round(lane2, view.getInt32(at + 8, true));
      lane3 = round(lane3, view.getInt32(at + 12, true));
    }
    hash =
      ((lane0 << 1) | (lane0 >>> 31)) +
      ((lane1 << 7) | (lane1 >>> 25)) +
      ((lane2 << 12) | (lane2 >>> 20)) +
      ((lane3 << 18) | (lane3 >>> 14));
  } else {
    hash = seed + PRIME_5;
  }
  // Up to four 32-bit sums and a length below 2^53: still exact, and taken modulo 2^32 as the specification has it.
  hash = (hash + length) | 0;

  for (; at <= end - 4; at += 4) {
    const sum = (hash + Math.imul(view.getInt32(at, true), PRIME_3)) | 0;
    hash = Math.imul((sum << 17) | (sum >>> 15), PRIME_4);
  }
  for (; at < end; at++) {
    const sum = (hash + Math.imul(bytes[at]!, PRIME_5)) | 0;
    hash = Math.imul((sum << 11) | (sum >>> 21), PRIME_1);
  }

  hash = Math.imul(hash ^ (hash >>> 15), PRIME_2);
  hash = Math.imul(hash ^ (hash >>> 13), PRIME_3);
  return (hash ^ (hash >>> 16)) >>> 0;
}
