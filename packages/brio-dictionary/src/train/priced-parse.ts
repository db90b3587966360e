// READ ME FIRST
//
// The parse that a coder of format version 2 would choose at given prices: for every position of a text the cheapest way to
// get there, over symbols, raw bytes and matches. It is what the tables of a model are counted from, and what sizes are
// estimated with; no bits are written.
//
// A step from i to j costs class + token, and the class is predicted from that of the step into i.
// Only the cheapest way into each position is kept, with its class and its two last distances, though a dearer one might
// have gone on more cheaply: the parse is good, not the best, as in every coder that does the same.
//
// Matches are found with chains of the positions whose next three bytes have one hash, newest first, at most `chainLength`
// of them; a longer match further away is tried only with the lengths that a nearer one does not have. Long matches are tried
// at some of their lengths. One of NICE_LENGTH or more ends the search at its position and for the positions inside of it,
// so the time is linear in the text, times the chain length: a search compares NICE_LENGTH bytes at most a candidate.

import { FLAG_BITS, KEY_ENDS } from "../double-array.ts";
import {
  CLASS_COUNT,
  DISTANCE_SLOTS,
  distanceSlot,
  LAST_LENGTH_CLASS,
  LAST_LENGTH_SLOTS,
  LENGTH_CLASS,
  LENGTH_SLOTS,
  type LengthSlot,
  type PhraseModel,
  POSITION_BUCKETS,
  RAW_CLASS,
  SECOND_LENGTH_CLASS,
  SECOND_LENGTH_SLOTS,
  START_CONTEXT,
} from "../model.ts";
import type { ModelPrices, TokenCounts } from "./tables.ts";
import type { SymbolTrie } from "./trie.ts";

const RAW_BITS = 8;
const NICE_LENGTH = 1024;
const LEAST_MATCH = 3;
/** Above these lengths only every eighth, or fourth, length and the whole match are tried. */
const DENSE_LENGTHS = 48;
const DENSE_LAST_LENGTHS = 32;

/** Longer texts are parsed in pieces of this size, which bounds the memory: some 40 bytes a byte of a piece. */
export const PIECE_BYTES: number = 1 << 22;

/** For each length, its class and its extra bits: in the last slot, which is open, an estimate ({@link LengthSlot}). */
interface LengthCodes {
  readonly classes: Uint8Array;
  readonly extraBits: Uint8Array;
  readonly longest: number;
}

function lengthCodes(slots: readonly LengthSlot[], firstClass: number): LengthCodes {
  const last = slots[slots.length - 1]!;
  const longest = last.base + 2 ** last.extraBits - 1;
  const classes = new Uint8Array(longest + 1);
  const extraBits = new Uint8Array(longest + 1);
  slots.forEach((slot, index) => {
    classes.fill(firstClass + index, slot.base);
    extraBits.fill(slot.extraBits, slot.base);
  });
  return { classes, extraBits, longest };
}

/** Matches at one of the two last distances. */
interface Repeat {
  readonly codes: LengthCodes;
  /** How far the text was found to repeat at a distance, so that the next position need not look again. */
  distance: number;
  end: number;
}

export interface PricedParser {
  /**
   * Parses `bytes[start .. end)`, at most {@link PIECE_BYTES}, as a content of its own.
   *
   * @param counts - what the parse consists of is added here, `weight` times; undefined to know the price alone
   * @returns the price in bits
   */
  parse(
    bytes: Uint8Array,
    start: number,
    end: number,
    weight: number,
    counts: TokenCounts | undefined,
  ): number;
}

/** @param chainLength - candidates for a match at one position; 0 for a parse without matches */
export function pricedParser(
  trie: SymbolTrie,
  { classes }: PhraseModel,
  prices: ModelPrices,
  chainLength: number,
): PricedParser {
  const { tops, moves, parents, keys } = trie;
  const { transitions, symbols: symbolBits, distances: distanceBits } = prices;
  const matchCodes = lengthCodes(LENGTH_SLOTS, LENGTH_CLASS);
  const atLast: Repeat = { codes: lengthCodes(LAST_LENGTH_SLOTS, LAST_LENGTH_CLASS), distance: 0, end: 0 };
  const atSecond: Repeat = {
    codes: lengthCodes(SECOND_LENGTH_SLOTS, SECOND_LENGTH_CLASS),
    distance: 0,
    end: 0,
  };
  const longestRepeat = Math.min(atLast.codes.longest, atSecond.codes.longest);

  // By position of the piece: the cheapest price so far, and the step that ends there: its length, its class, which symbol
  // or distance it is (0 where the class says it all), and the two last distances behind it.
  let costs = new Float64Array(0);
  let lengths = new Int32Array(0);
  let classAt = new Uint8Array(0);
  let memberAt = new Int32Array(0);
  let lastAt = new Int32Array(0);
  let secondAt = new Int32Array(0);
  let chains = new Int32Array(0);
  let heads = new Int32Array(0);

  function reserve(length: number): void {
    if (costs.length > length) return;
    const room = Math.max(4096, 2 * length);
    costs = new Float64Array(room);
    lengths = new Int32Array(room);
    classAt = new Uint8Array(room);
    memberAt = new Int32Array(room);
    lastAt = new Int32Array(room);
    secondAt = new Int32Array(room);
    chains = new Int32Array(room);
  }

  function parse(
    bytes: Uint8Array,
    start: number,
    end: number,
    weight: number,
    counts: TokenCounts | undefined,
  ): number {
    const length = end - start;
    reserve(length);
    costs.fill(Number.POSITIVE_INFINITY, 1, length + 1);
    costs[0] = 0;
    classAt[0] = START_CONTEXT;
    lastAt[0] = 0;
    secondAt[0] = 0;
    const headBits = Math.min(17, Math.max(8, 32 - Math.clz32(length)));
    if (heads.length < 1 << headBits) heads = new Int32Array(1 << headBits);
    heads.fill(-1, 0, 1 << headBits);
    atLast.end = 0;
    atSecond.end = 0;
    let searchFrom = 1;
    for (let at = 0; at < length; at++) {
      const row = classAt[at]! * CLASS_COUNT;
      const here = start + at;
      symbolsAt(bytes, here, at, length, row);
      const raw = costs[at]! + transitions[row + RAW_CLASS]! + RAW_BITS;
      if (raw < costs[at + 1]!) arrive(at, at + 1, raw, RAW_CLASS, 0, lastAt[at]!, secondAt[at]!);
      if (chainLength === 0) continue;
      // The last distance stays the last; the one before it changes places with it.
      const last = lastAt[at]!;
      const second = secondAt[at]!;
      if (last !== 0) repeatsAt(bytes, here, at, length, row, atLast, last, second);
      if (second !== 0) repeatsAt(bytes, here, at, length, row, atSecond, second, last);
      if (at + LEAST_MATCH > length) continue;
      const key = bytes[here]! | (bytes[here + 1]! << 8) | (bytes[here + 2]! << 16);
      const head = Math.imul(key, 0x9e3779b1) >>> (32 - headBits);
      if (at >= searchFrom) {
        const longest = matchesAt(bytes, here, at, length, row, heads[head]!);
        if (longest >= NICE_LENGTH) searchFrom = at + longest;
      }
      chains[at] = heads[head]!;
      heads[head] = at;
    }
    if (counts !== undefined) count(length, weight, counts);
    return costs[length]!;
  }

  function arrive(
    from: number,
    to: number,
    cost: number,
    tokenClass: number,
    member: number,
    last: number,
    second: number,
  ): void {
    costs[to] = cost;
    lengths[to] = to - from;
    classAt[to] = tokenClass;
    memberAt[to] = member;
    lastAt[to] = last;
    secondAt[to] = second;
  }

  function symbolsAt(bytes: Uint8Array, here: number, at: number, length: number, row: number): void {
    const cost = costs[at]!;
    let node = tops[bytes[here]!]!;
    for (let to = at + 1; ; to++) {
      const move = moves[node]!;
      if ((move & KEY_ENDS) !== 0) {
        const symbol = keys[node]!;
        const symbolClass = classes[symbol]!;
        const total = cost + transitions[row + symbolClass]! + symbolBits[symbol]!;
        if (total < costs[to]!) arrive(at, to, total, symbolClass, symbol, lastAt[at]!, secondAt[at]!);
      }
      if (to === length) return;
      const child = (move >> FLAG_BITS) + bytes[here + to - at]!;
      if (parents[child] !== node) return;
      node = child;
    }
  }

  /** Matches at `distance`, one of the two last, of all lengths; `other` is the other one. */
  function repeatsAt(
    bytes: Uint8Array,
    here: number,
    at: number,
    length: number,
    row: number,
    repeat: Repeat,
    distance: number,
    other: number,
  ): void {
    const { classes: lengthClasses, extraBits } = repeat.codes;
    const most = Math.min(longestRepeat, length - at);
    let longest = repeat.distance === distance && repeat.end > at ? Math.min(most, repeat.end - at) : 0;
    while (longest < most && bytes[here + longest] === bytes[here + longest - distance]) longest++;
    repeat.distance = distance;
    repeat.end = at + longest;
    for (let size = longest; size >= 1; size--) {
      if (size > DENSE_LAST_LENGTHS && size < longest && (size & 3) !== 0) continue;
      const total = costs[at]! + transitions[row + lengthClasses[size]!]! + extraBits[size]!;
      if (total < costs[at + size]!) arrive(at, at + size, total, lengthClasses[size]!, 0, distance, other);
    }
  }

  /** Matches at new distances; returns the length of the longest. */
  function matchesAt(
    bytes: Uint8Array,
    here: number,
    at: number,
    length: number,
    row: number,
    head: number,
  ): number {
    const most = Math.min(NICE_LENGTH, matchCodes.longest, length - at);
    const bucketRow = Math.min(POSITION_BUCKETS - 1, 31 - Math.clz32(at)) * DISTANCE_SLOTS;
    let longest = LEAST_MATCH - 1;
    let candidate = head;
    for (let left = chainLength; candidate >= 0 && left > 0 && longest < most; left--) {
      const distance = at - candidate;
      if (bytes[here + longest] === bytes[here + longest - distance]) {
        let size = 0;
        while (size < most && bytes[here + size] === bytes[here + size - distance]) size++;
        if (size > longest) {
          const slot = distanceSlot(distance);
          const slotBits = slot < 3 ? 0 : (slot - 1) >> 1;
          const base = costs[at]! + distanceBits[bucketRow + slot]! + slotBits;
          for (let tried = longest + 1; tried <= size; tried++) {
            if (tried > DENSE_LENGTHS && tried < size && (tried & 7) !== 0) continue;
            const lengthClass = matchCodes.classes[tried]!;
            const total = base + transitions[row + lengthClass]! + matchCodes.extraBits[tried]!;
            if (total >= costs[at + tried]!) continue;
            arrive(at, at + tried, total, lengthClass, distance, distance, lastAt[at]!);
          }
          longest = size;
        }
      }
      candidate = chains[candidate]!;
    }
    return longest;
  }

  function count(length: number, weight: number, counts: TokenCounts): void {
    for (let to = length; to > 0; ) {
      const at = to - lengths[to]!;
      const tokenClass = classAt[to]!;
      const member = memberAt[to]!;
      if (tokenClass < RAW_CLASS) counts.symbols[member] = counts.symbols[member]! + weight;
      else if (tokenClass >= LENGTH_CLASS && tokenClass < LAST_LENGTH_CLASS) {
        const bucket = Math.min(POSITION_BUCKETS - 1, 31 - Math.clz32(at));
        const cell = bucket * DISTANCE_SLOTS + distanceSlot(member);
        counts.distances[cell] = counts.distances[cell]! + weight;
      }
      const cell = classAt[at]! * CLASS_COUNT + tokenClass;
      counts.transitions[cell] = counts.transitions[cell]! + weight;
      to = at;
    }
  }

  return { parse };
}
