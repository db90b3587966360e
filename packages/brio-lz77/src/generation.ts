/**
 * Heads of the hash buckets, reused from input to input without clearing.
 *
 * A message of 500 bytes must not pay for zeroing a table of 128 KiB. So a bucket holds a *stamp*, `base + position`,
 * and each input gets a base above every stamp of the inputs before it: `stamp - base` is the position, and it is
 * negative for whatever an earlier input left behind. Only when stamps would pass 2^31 - 1, after two gigabytes of
 * input, is the table really cleared.
 */
export interface Heads {
  /** Stamp of the latest position in each bucket; 0 is below every base. */
  readonly stamps: Int32Array;
  /** 32 less the bits of a bucket number: a short input uses only as many buckets as it can fill. */
  hashShift: number;
  /** Stamp of position 0 of the current input, at least 1. */
  base: number;
  /** Length of the current input: the next base is at least this much higher. */
  inputLength: number;
}

const MAX_STAMP = 2 ** 31 - 1;

/** Empty buckets, 2^`bits` of them. */
export function createHeads(bits: number): Heads {
  return { stamps: new Int32Array(2 ** bits), hashShift: 32 - bits, base: 1, inputLength: 0 };
}

/**
 * Buckets that are touched cost a cache miss each, so an input of 2^n bytes uses 2^(n+1) of them: a message of a kilobyte then
 * stays within 8 KiB of the first-level cache.
 */
const MIN_HASH_BITS = 8;

/** Makes every bucket empty for an input of `inputLength` bytes (at most `MAX_LENGTH`), in constant time but once in 2^31 bytes. */
export function nextGeneration(heads: Heads, inputLength: number): void {
  heads.base += heads.inputLength;
  heads.inputLength = inputLength;
  if (heads.base > MAX_STAMP - inputLength) {
    heads.stamps.fill(0);
    heads.base = 1;
  }
  const mostBits = 31 - Math.clz32(heads.stamps.length);
  const usefulBits = Math.max(MIN_HASH_BITS, 33 - Math.clz32(inputLength));
  heads.hashShift = 32 - Math.min(mostBits, usefulBits);
}
