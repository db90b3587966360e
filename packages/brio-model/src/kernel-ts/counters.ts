/**
 * Adaptive counters: for each context and node, how decisions went in this payload, SPEC section 8.
 *
 * READ ME FIRST
 *
 * 1. Three decisions in a row share a *group* of seven counters: one for the first, two for the second, four for the third, by the
 *    bits before. It is looked up once, by a hash of the context and of the first of the three nodes: what costs time is the way to
 *    memory, and a group is half a line of the cache.
 * 2. Fifteen further bits of the hash tell most strangers. Two neighbours can hold a group, in one line. If neither does, the one
 *    whose first counter has seen less makes place.
 */
/** Words of a group: the check, and seven counters. */
const GROUP_WORDS = 8;

/** Decisions that a counter remembers having seen. */
const MAX_COUNT = 255;
/** From so many decisions on, each has the same weight. */
const COUNT_LIMIT = 127;
const RATE_BITS = 15;
const HALF: number = 1 << (RATE_BITS - 1);

/** By count: what a decision moves the probability, of 2^15: 1 / (count + 1.6). */
export const COUNTER_RATES: Uint16Array = /* @__PURE__ */ Uint16Array.from(
  { length: MAX_COUNT + 1 },
  (_, count) => Math.floor(327680 / (10 * Math.min(count, COUNT_LIMIT) + 16)),
);

/** By count: bucket of confidence. */
export const COUNT_BUCKETS: Uint8Array = /* @__PURE__ */ countBuckets();

function countBuckets(): Uint8Array {
  const buckets = new Uint8Array(MAX_COUNT + 1);
  [1, 2, 3, 4, 6, 10, 20, 50, 120].forEach((from, index) => buckets.fill(index + 1, from));
  return buckets;
}

/**
 * A group: its check, which is not 0, and its counters. A counter: probability of bit 1, of 2^16, × 2^16 + count × 2^8 + recent
 * decisions.
 */
export interface Counters {
  readonly words: Uint32Array;
  /** Number of groups - 1. */
  readonly mask: number;
}

export function createCounters(groupBits: number): Counters {
  return { words: new Uint32Array(GROUP_WORDS << groupBits), mask: (1 << groupBits) - 1 };
}

/** The hash of a context at a node. */
export function nodeHash(contextHash: number, node: number): number {
  const first = Math.imul(contextHash ^ Math.imul(node + 1, 0x9e3779b1), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 15), 0x2c1b3c6d);
  return second ^ (second >>> 13);
}

/** The group of a hash, found or made. Returns its place in `words`. */
export function findGroup({ words, mask }: Counters, hash: number): number {
  const first = GROUP_WORDS * (hash & mask);
  const check = (hash >>> 17) + 1;
  if (words[first] === check) return first;
  const second = first ^ GROUP_WORDS;
  if (words[second] === check) return second;
  const place = countOf(words[second + 1]) < countOf(words[first + 1]) ? second : first;
  words.fill(0, place, place + GROUP_WORDS);
  words[place] = check;
  return place;
}

/** Decisions that a counter has seen. */
export function countOf(counter: number): number {
  return (counter >>> 8) & 0xff;
}

/** The last decisions of a counter: a leading one and up to seven of them, the last one lowest; 0 before the first. */
export function recentOf(counter: number): number {
  return counter & 0xff;
}

/** Learns from a decision. @param probability - what a counter starts from, of 2^16 */
export function updateCounter({ words }: Counters, place: number, bit: number, probability: number): void {
  const counter = words[place];
  const count = countOf(counter);
  const before = count === 0 ? probability : counter >>> 16;
  const way = bit === 1 ? 65535 - before : before;
  const step = (way * COUNTER_RATES[count] + HALF) >> RATE_BITS;
  const after = bit === 1 ? before + step : before - step;
  const recent = recentOf(counter);
  const moved = recent === 0 ? 2 | bit : (recent << 1) | bit;
  const kept = moved > 0xff ? (moved & 0x7f) | 0x80 : moved;
  words[place] = ((after << 16) | (Math.min(count + 1, MAX_COUNT) << 8) | kept) >>> 0;
}
