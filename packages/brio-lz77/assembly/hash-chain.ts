/**
 * The hash-chain finder of src/hash-chain.ts on linear memory: the same buckets, the same chains, the same candidates. What is
 * explained there is not repeated here.
 *
 * The owner of the memory says where the tables are (`placeHashChain`), zeroes `stamps` once, and sees to it that three bytes
 * behind the input may be read.
 */

/** Candidates of the last search: length and distance, u32 each. */
const CANDIDATE_BYTES: usize = 8;
const MIN_MATCH_LENGTH: i32 = 4;
const MIN_HASH_BITS: u32 = 8;

let stamps: usize = 0;
let mostBits: u32 = 0;
let links: usize = 0;
let candidates: usize = 0;

let input: usize = 0;
let inputLength: i32 = 0;
let windowLength: i32 = 0;
let slotMask: i32 = 0;
let depth: i32 = 0;
let niceLength: i32 = 0;
let hashShift: u32 = 0;
let base: i32 = 1;

/** Where the tables are: 2^`bits` stamps, a link for each slot, and room for 256 candidates. All entries have four bytes. */
export function placeHashChain(stampsAt: usize, bits: u32, linksAt: usize, candidatesAt: usize): void {
  stamps = stampsAt;
  mostBits = bits;
  links = linksAt;
  candidates = candidatesAt;
}

export function resetHashChain(at: usize, length: i32, window: i32, effort: i32, nice: i32): void {
  // A new base is above every stamp of the input before; past 2^31 the table is cleared instead.
  base += inputLength;
  if (base > i32.MAX_VALUE - length) {
    memory.fill(stamps, 0, (<usize>4) << mostBits);
    base = 1;
  }
  input = at;
  inputLength = length;
  windowLength = window;
  slotMask = (1 << (32 - clz(window - 1))) - 1;
  depth = effort;
  niceLength = nice;
  const usefulBits: u32 = max(MIN_HASH_BITS, 33 - clz(length));
  hashShift = 32 - min(mostBits, usefulBits);
}

@inline
function bucketAt(word: u32): usize {
  return stamps + (<usize>((word * 0x9e3779b1) >> hashShift) << 2);
}

@inline
function linkAt(position: i32): usize {
  return links + (<usize>(position & slotMask) << 2);
}

/** How far the bytes at two places agree, at most `limit`. */
@inline
export function matchLength(older: usize, newer: usize, length: i32, limit: i32): i32 {
  for (; length + 8 <= limit; length += 8) {
    const difference = load<u64>(older + length) ^ load<u64>(newer + length);
    if (difference != 0) return length + (<i32>ctz(difference) >> 3);
  }
  while (length < limit && load<u8>(older + length) == load<u8>(newer + length)) length++;
  return length;
}

/** Lists the candidates at `position`, inserts it, and returns how many there are. */
export function findHashChain(position: i32): i32 {
  const available = inputLength - position;
  if (available < MIN_MATCH_LENGTH) return 0;
  const limit = min(available, niceLength);
  const oldest = max(0, position - windowLength);
  const newer = input + position;
  const word = load<u32>(newer);
  const bucket = bucketAt(word);
  const newest: i32 = load<i32>(bucket) - base;
  let at = candidates;
  let longest = MIN_MATCH_LENGTH - 1;
  let tail = word;
  let older = newest;
  for (let step = depth; step > 0 && older >= oldest; step--) {
    const from = input + older;
    if (load<u32>(from + longest - 3) == tail && load<u32>(from) == word) {
      const length = matchLength(from, newer, 4, limit);
      if (length > longest) {
        store<i32>(at, length);
        store<i32>(at, position - older, 4);
        at += CANDIDATE_BYTES;
        if (length == limit) break;
        longest = length;
        tail = load<u32>(newer + longest - 3);
      }
    }
    older = load<i32>(linkAt(older));
  }
  store<i32>(linkAt(position), newest);
  store<i32>(bucket, base + position);
  return <i32>((at - candidates) >> 3);
}

/** Inserts `count` positions from `position` on. */
export function skipHashChain(position: i32, count: i32): void {
  const end = min(position + count, inputLength - MIN_MATCH_LENGTH + 1);
  for (; position < end; position++) {
    const bucket = bucketAt(load<u32>(input + position));
    store<i32>(linkAt(position), load<i32>(bucket) - base);
    store<i32>(bucket, base + position);
  }
}

@inline
export function candidateLength(index: i32): i32 {
  return load<i32>(candidates + (<usize>index << 3));
}

@inline
export function candidateDistance(index: i32): i32 {
  return load<i32>(candidates + (<usize>index << 3), 4);
}
