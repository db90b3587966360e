/**
 * XXH32, the 32-bit hash of the xxHash family.
 *
 * READ ME FIRST
 *
 * - Source: Yann Collet, "xxHash fast digest algorithm", XXH32 algorithm description, version 0.1.1
 *   (doc/xxhash_spec.md in Cyan4973/xxHash). It is a hash against accidents, not against an adversary.
 * - Four lanes take one little-endian word each from every 16-byte stripe and never touch one another before the
 *   end, so that the four multiplications of a stripe overlap in the processor. What is left after the last stripe
 *   goes into the merged accumulator word by word, then byte by byte.
 * - All arithmetic is modulo 2^32. Math.imul is that for products; sums run as signed 32-bit numbers (`| 0`), because
 *   a sum kept unsigned would leave the engine's small-integer range. Only the result is made unsigned (`>>> 0`).
 * - Stripes pass through a buffer that has a `DataView` for good: one of the input, made for each call, cost more
 *   than the copy up to 1 KiB, and words put together from four bytes twice the time there (measured, Node 20).
 * - The loop over stripes keeps the primes and the view in variables of its own, and its rounds are written out.
 *   Bundlers turn constants of a module into variables, which an engine must load anew in every round, and inside a
 *   caller that has been inlined into others the engine stops inlining before it gets to the last round. Together
 *   that was a factor of two for a message of 1 KiB.
 *
 * What a single changed bit does: every step is a bijection of its lane (add, rotate, multiply by an odd number),
 * and so is the avalanche at the end. Two inputs of one length that differ in one aligned word only (or in one byte
 * of the tail) therefore never have the same hash. The section "Check" of both SPECs builds on it.
 */

const PRIME_1 = 0x9e3779b1 | 0;
const PRIME_2 = 0x85ebca77 | 0;
const PRIME_3 = 0xc2b2ae3d | 0;
const PRIME_4 = 0x27d4eb2f;
const PRIME_5 = 0x165667b1;

const STRIPE_LENGTH = 16;
/** A whole number of stripes, and an eighth of the fastest cache of common processors. */
const BUFFER_LENGTH = 4096;
const buffer: Uint8Array = /* @__PURE__ */ new Uint8Array(BUFFER_LENGTH);
const words: DataView = /* @__PURE__ */ new DataView(buffer.buffer);

/**
 * The merged lanes after all stripes of `bytes[start … end)`, a whole number of them and at least one. One lane
 * takes one word: add the word times prime 2, rotate left by 13, multiply by prime 1.
 */
function hashStripes(bytes: Uint8Array, start: number, end: number, seed: number): number {
  const prime1 = PRIME_1;
  const prime2 = PRIME_2;
  const view = words;
  let lane0 = (seed + prime1 + prime2) | 0;
  let lane1 = (seed + prime2) | 0;
  let lane2 = seed | 0;
  let lane3 = (seed - prime1) | 0;
  while (start < end) {
    const length = Math.min(BUFFER_LENGTH, end - start);
    buffer.set(bytes.subarray(start, start + length));
    for (let at = 0; at < length; at += STRIPE_LENGTH) {
      lane0 = (lane0 + Math.imul(view.getInt32(at, true), prime2)) | 0;
      lane0 = Math.imul((lane0 << 13) | (lane0 >>> 19), prime1);
      lane1 = (lane1 + Math.imul(view.getInt32(at + 4, true), prime2)) | 0;
      lane1 = Math.imul((lane1 << 13) | (lane1 >>> 19), prime1);
      lane2 = (lane2 + Math.imul(view.getInt32(at + 8, true), prime2)) | 0;
      lane2 = Math.imul((lane2 << 13) | (lane2 >>> 19), prime1);
      lane3 = (lane3 + Math.imul(view.getInt32(at + 12, true), prime2)) | 0;
      lane3 = Math.imul((lane3 << 13) | (lane3 >>> 19), prime1);
    }
    start += length;
  }
  const merged =
    ((lane0 << 1) | (lane0 >>> 31)) +
    ((lane1 << 7) | (lane1 >>> 25)) +
    ((lane2 << 12) | (lane2 >>> 20)) +
    ((lane3 << 18) | (lane3 >>> 14));
  return merged | 0;
}

/**
 * Hash `bytes[start … end)`.
 *
 * @param seed - any 32-bit number, signed or unsigned
 * @returns the hash, 0 … 2^32 − 1
 */
export function xxh32(bytes: Uint8Array, start: number, end: number, seed: number): number {
  const length = end - start;
  const stripesEnd = end - (length % STRIPE_LENGTH);
  // A length beyond 2^32 counts modulo 2^32, which is what `| 0` makes of the sum.
  let hash = stripesEnd > start ? hashStripes(bytes, start, stripesEnd, seed) : seed + PRIME_5;
  hash = (hash + length) | 0;

  let at = stripesEnd;
  for (; at <= end - 4; at += 4) {
    const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    const sum = (hash + Math.imul(word, PRIME_3)) | 0;
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
