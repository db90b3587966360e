// READ ME FIRST
//
// The parse that a coder of format version 2 would choose at given prices: for every position of a text the cheapest way to
// get there, over symbols, raw bytes and matches. It is what the tables of a model are counted from, and what sizes are
// estimated with; no bits are written.
//
// A step from i to j costs class + token, and the class is predicted from the context that the step into i left.
// Only the cheapest way into each position is kept, with its context and its two last distances, though a dearer one might
// have gone on more cheaply: the parse is good, not the best, as in every coder that does the same.
//
// Matches are found with chains of the positions whose next three bytes have one hash, newest first, at most `chainLength`
// of them; a longer match further away is tried only with the lengths that a nearer one does not have. Long matches are tried
// at some of their lengths. One of NICE_LENGTH or more ends the search at its position and for the positions inside of it,
// so the time is linear in the text, times the chain length: a search compares NICE_LENGTH bytes at most a candidate.

import { FLAG_BITS, KEY_ENDS } from "../double-array.ts";
import {
  DISTANCE_SLOTS,
  distanceSlot,
  ENDING_CONTEXT,
  endingOf,
  LAST_LENGTH_CLASS,
  LAST_LENGTH_SLOTS,
  LENGTH_CLASS,
  LENGTH_SLOTS,
  type LengthSlot,
  type PhraseModel,
  POSITION_BUCKETS,
  RAW_CLASS,
  RAW_CONTEXT,
  SECOND_LENGTH_CLASS,
  SECOND_LENGTH_SLOTS,
  START_CONTEXT,
} from "../model.ts";
import type { ModelPrices, TokenCounts } from "./tables.ts";
import type { SymbolTrie } from "./trie.ts";

/** Kinds of steps that are not symbols; a symbol is its number. */
const RAW = -1;
const AT_LAST = -2;
const AT_SECOND = -3;
const MATCH = -4;

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
  { classes, contexts }: PhraseModel,
  prices: ModelPrices,
  chainLength: number,
): PricedParser {
  const { tops, moves, parents, keys } = trie;
  const { transitions, symbols: symbolBits, distances: distanceBits } = prices;
  const matchCodes = lengthCodes(LENGTH_SLOTS, LENGTH_CLASS);
  const lastCodes = lengthCodes(LAST_LENGTH_SLOTS, LAST_LENGTH_CLASS);
  const secondCodes = lengthCodes(SECOND_LENGTH_SLOTS, SECOND_LENGTH_CLASS);
  const longestRepeat = Math.min(lastCodes.longest, secondCodes.longest);

  // By position of the piece: the cheapest price so far, and the step that ends there with what it leaves.
  let costs = new Float64Array(0);
  let steps = new Int32Array(0);
  let lengths = new Int32Array(0);
  let stepDistances = new Int32Array(0);
  let contextAt = new Uint8Array(0);
  let lastAt = new Int32Array(0);
  let secondAt = new Int32Array(0);
  let chains = new Int32Array(0);
  let heads = new Int32Array(0);
  // How far the text was found to repeat at a distance, so that the next position need not look again.
  const lastRun = { distance: 0, end: 0 };
  const secondRun = { distance: 0, end: 0 };

  function reserve(length: number): void {
    if (costs.length > length) return;
    const room = Math.max(4096, 2 * length);
    costs = new Float64Array(room);
    steps = new Int32Array(room);
    lengths = new Int32Array(room);
    stepDistances = new Int32Array(room);
    contextAt = new Uint8Array(room);
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
    contextAt[0] = START_CONTEXT;
    lastAt[0] = 0;
    secondAt[0] = 0;
    const headBits = Math.min(17, Math.max(8, 32 - Math.clz32(length)));
    if (heads.length < 1 << headBits) heads = new Int32Array(1 << headBits);
    heads.fill(-1, 0, 1 << headBits);
    lastRun.end = 0;
    secondRun.end = 0;
    let searchFrom = 1;
    for (let at = 0; at < length; at++) {
      const row = contextAt[at]! << 8;
      const here = start + at;
      symbolsAt(bytes, here, at, length, row);
      const raw = costs[at]! + transitions[row + RAW_CLASS]! + RAW_BITS;
      if (raw < costs[at + 1]!) arrive(at, at + 1, raw, RAW, RAW_CONTEXT, lastAt[at]!, secondAt[at]!, 0);
      if (chainLength === 0) continue;
      if (lastAt[at] !== 0) repeatsAt(bytes, here, at, length, row, AT_LAST, lastCodes);
      if (secondAt[at] !== 0) repeatsAt(bytes, here, at, length, row, AT_SECOND, secondCodes);
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
    step: number,
    context: number,
    last: number,
    second: number,
    distance: number,
  ): void {
    costs[to] = cost;
    steps[to] = step;
    lengths[to] = to - from;
    contextAt[to] = context;
    lastAt[to] = last;
    secondAt[to] = second;
    stepDistances[to] = distance;
  }

  function symbolsAt(bytes: Uint8Array, here: number, at: number, length: number, row: number): void {
    const cost = costs[at]!;
    let node = tops[bytes[here]!]!;
    for (let to = at + 1; ; to++) {
      const move = moves[node]!;
      if ((move & KEY_ENDS) !== 0) {
        const symbol = keys[node]!;
        const total = cost + transitions[row + classes[symbol]!]! + symbolBits[symbol]!;
        if (total < costs[to]!)
          arrive(at, to, total, symbol, contexts[symbol]!, lastAt[at]!, secondAt[at]!, 0);
      }
      if (to === length) return;
      const child = (move >> FLAG_BITS) + bytes[here + to - at]!;
      if (parents[child] !== node) return;
      node = child;
    }
  }

  /** Matches at one of the two last distances, of all lengths. */
  function repeatsAt(
    bytes: Uint8Array,
    here: number,
    at: number,
    length: number,
    row: number,
    step: number,
    codes: LengthCodes,
  ): void {
    const distance = step === AT_LAST ? lastAt[at]! : secondAt[at]!;
    const most = Math.min(longestRepeat, length - at);
    const run = step === AT_LAST ? lastRun : secondRun;
    let longest = run.distance === distance && run.end > at ? Math.min(most, run.end - at) : 0;
    while (longest < most && bytes[here + longest] === bytes[here + longest - distance]) longest++;
    run.distance = distance;
    run.end = at + longest;
    // The last distance stays the last; the one before it changes places with it.
    const second = step === AT_LAST ? secondAt[at]! : lastAt[at]!;
    for (let size = longest; size >= 1; size--) {
      if (size > DENSE_LAST_LENGTHS && size < longest && (size & 3) !== 0) continue;
      const total = costs[at]! + transitions[row + codes.classes[size]!]! + codes.extraBits[size]!;
      if (total >= costs[at + size]!) continue;
      arrive(at, at + size, total, step, contextAfter(bytes, here + size), distance, second, distance);
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
            const lengthBits = transitions[row + matchCodes.classes[tried]!]! + matchCodes.extraBits[tried]!;
            const total = base + lengthBits;
            if (total >= costs[at + tried]!) continue;
            arrive(
              at,
              at + tried,
              total,
              MATCH,
              contextAfter(bytes, here + tried),
              distance,
              lastAt[at]!,
              distance,
            );
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
      const size = lengths[to]!;
      const at = to - size;
      const step = steps[to]!;
      let tokenClass: number;
      if (step >= 0) {
        tokenClass = classes[step]!;
        counts.symbols[step] = counts.symbols[step]! + weight;
      } else if (step === RAW) tokenClass = RAW_CLASS;
      else if (step === AT_LAST) tokenClass = lastCodes.classes[size]!;
      else if (step === AT_SECOND) tokenClass = secondCodes.classes[size]!;
      else {
        tokenClass = matchCodes.classes[size]!;
        const bucket = Math.min(POSITION_BUCKETS - 1, 31 - Math.clz32(at));
        const cell = bucket * DISTANCE_SLOTS + distanceSlot(stepDistances[to]!);
        counts.distances[cell] = counts.distances[cell]! + weight;
      }
      const cell = (contextAt[at]! << 8) + tokenClass;
      counts.transitions[cell] = counts.transitions[cell]! + weight;
      to = at;
    }
  }

  return { parse };
}

/** The context after a match that ends before `bytes[end]`; a match is not the first of a content, so two bytes are there. */
function contextAfter(bytes: Uint8Array, end: number): number {
  return ENDING_CONTEXT + endingOf(bytes[end - 1]!, bytes[end - 2]!);
}
