/**
 * Bucket of four bytes, given as a 32-bit integer: Fibonacci hashing (Knuth, TAOCP 3, 6.4), that is the top bits of the
 * product with the odd number next to 2^32 / φ. `shift` is 32 less the bits of a bucket number.
 */
export function hashWord(word: number, shift: number): number {
  return Math.imul(word, 0x9e3779b1) >>> shift;
}

/**
 * Bits of a bucket number for a window: as many buckets as the window has positions, between 2^10 and 2^18. Below,
 * collisions would fill the search with strangers; above, the table (4 bytes a bucket) leaves the second-level cache.
 */
export function hashBitsFor(windowLength: number): number {
  return Math.min(Math.max(32 - Math.clz32(windowLength - 1), 10), 18);
}
