// READ ME FIRST
//
// Finds every occurrence of every signal phrase in two steps, on the input as it is.
//
// 1. Where may a pattern (a folded phrase) begin? A hash of six bytes of the input is looked up in a set of bits
//    (signal-starts.ts says why that misses nothing). One place in 120 of English chat passes, so a loop over the
//    others hardly ever mispredicts a branch; an automaton over all bytes would wait for two loads at each that
//    depend on one another. This step is what a kernel in scan/ does, in WebAssembly or in TypeScript.
//
// 2. Which patterns do? They are kept sorted, each with the length of the prefix it shares with the one before
//    it (`shared`). That is a trie in depth-first order, and costs no nodes: with `matched` bytes found to
//    agree so far, a pattern that shares more with its predecessor fails where that one failed and is skipped
//    with all that are below it (`skips`), one that shares exactly as much is compared from there on, and the
//    first one that shares less ends the search. So the input is folded once per start, for all patterns that
//    begin with the same window.
//
// The second step, in this file, is the same for all kernels. Those in WebAssembly compare first what is easy, byte by byte
// (assembly/scan/compare.ts), and spare it nearly all places at which nothing is; folding is here alone.
//
// Characters of two bytes are compared as a whole, since folding changes both, and never shared by half.
//
// Cost. The first step visits a byte a few times, whatever it finds. A start looks at 48 folded bytes at most and at one
// pattern for each way in which a pattern may go on after each of them; only those of less than six bytes, and
// those whose windows have the same hash by chance, are gone through one by one. White space folds to one byte
// however long it is, so what comes before long white space crosses it again from each start: from 48 at most,
// as the run itself is a start at its first byte only. Hence time is linear in the input, for any patterns.
//
// Building is part of the first call of every process and runs cold, at some 50 times the time per step that it
// would take later: so strings are folded and sorted by what is native, and nothing is made per byte of a
// pattern, such as the nodes of a trie.

import { MAX_PHRASE_BYTES } from "./dictionary.ts";
import { foldPhrase } from "./fold-phrase.ts";
import { foldAt, foldedAscii, isSpaceInside, isWordAt, isWordBefore, SPACE, TWO_BYTES } from "./normalise.ts";
import { WINDOW_BYTES } from "./scan/layout.ts";
import { buildStarts, type SignalStarts, slotOf } from "./signal-starts.ts";

/** What is looked for: a signal of a dictionary or of a set. */
export interface Listed {
  readonly id: number;
  readonly category: string;
  readonly phrase: string;
}

/** @internal The sorted patterns of a list of signals; exported for the tests of its cost. */
export interface SignalMatcher extends SignalStarts {
  /** Pattern `key` is `patterns[offsets[key] .. offsets[key + 1])`, folded. */
  readonly patterns: Uint8Array;
  readonly offsets: Uint32Array;
  /** By pattern: how many bytes, in whole characters, it begins with like the one before. Behind the last, -1. */
  readonly shared: Int8Array;
  /** By pattern: the next one that shares less with its predecessor. */
  readonly skips: Uint32Array;
  /** By pattern: its phrase, the one with the least id of those that fold to it. */
  readonly entries: readonly Listed[];
}

/**
 * @internal Builds what a kernel needs to find these signals, given by ascending id.
 *
 * @throws {RangeError} a phrase has more than 48 bytes, so that the list was put together by hand
 */
export function buildMatcher(signals: readonly Listed[]): SignalMatcher {
  const phraseOf = new Map<string, { entry: Listed; byteLength: number }>();
  for (const entry of signals) {
    const { pattern, byteLength } = foldPhrase(entry.phrase);
    if (byteLength > MAX_PHRASE_BYTES) {
      throw new RangeError(`phrase of signal ${entry.id}: expected at most 48 bytes, got ${byteLength}`);
    }
    if (!phraseOf.has(pattern)) phraseOf.set(pattern, { entry, byteLength });
  }
  const sorted = [...phraseOf.keys()].sort();
  const patterns = new TextEncoder().encode(sorted.join(""));

  const offsets = new Uint32Array(sorted.length + 1);
  const shared = new Int8Array(sorted.length + 1);
  const entries: Listed[] = [];
  for (let key = 0; key < sorted.length; key++) {
    const { entry, byteLength } = phraseOf.get(sorted[key]!)!;
    const end = offsets[key]! + byteLength;
    offsets[key + 1] = end;
    shared[key] = key === 0 ? 0 : sharedPrefix(patterns, offsets[key - 1]!, offsets[key]!, end);
    entries.push(entry);
  }
  shared[sorted.length] = -1;

  const skips = new Uint32Array(sorted.length);
  for (let key = sorted.length - 1; key >= 0; key--) {
    let next = key + 1;
    while (shared[next]! >= shared[key]!) next = skips[next]!;
    skips[key] = next;
  }
  return { ...buildStarts(patterns, offsets, shared), patterns, offsets, shared, skips, entries };
}

/** How many bytes two neighbours begin with alike, without half a character of two bytes. */
function sharedPrefix(patterns: Uint8Array, first: number, second: number, end: number): number {
  let length = 0;
  while (
    first + length < second &&
    second + length < end &&
    patterns[first + length] === patterns[second + length]
  ) {
    length++;
  }
  const last = patterns[second + length - 1]!;
  return length > 0 && last >= 0xc2 && last < 0xe0 ? length - 1 : length;
}

/**
 * Appends the occurrences at `start` of the patterns with this mark (signal-starts.ts), and of those behind them that begin with the
 * same window.
 */
export function matchMark(
  matcher: SignalMatcher,
  input: Uint8Array,
  start: number,
  mark: number,
  found: number[],
): void {
  const { heads, marks, keys, nexts } = matcher;
  for (let entry = heads[slotOf(mark)]!; entry !== 0; entry = nexts[entry]!) {
    if (marks[entry] === mark) matchAt(matcher, input, start, keys[entry]!, found);
  }
}

/** Appends the occurrence at `start` of pattern `key`, which agrees with the input byte by byte, if that begins and ends there. */
export function matchWhole(
  { patterns, offsets }: SignalMatcher,
  input: Uint8Array,
  start: number,
  key: number,
  found: number[],
): void {
  const first = offsets[key]!;
  const end = offsets[key + 1]!;
  if (beginsAt(patterns, first, input, start) && endsAt(patterns, end, input, start + end - first)) {
    found.push(key, start);
  }
}

/** Appends the occurrences that begin at `start` of pattern `key` and those behind it that share its window. */
function matchAt(
  { patterns, offsets, shared, skips }: SignalMatcher,
  input: Uint8Array,
  start: number,
  key: number,
  found: number[],
): void {
  if (!beginsAt(patterns, offsets[key]!, input, start)) return;
  const folded = foldedAscii;
  const inputLength = input.length;
  let at = start;
  let matched = 0;
  do {
    const first = offsets[key]!;
    const end = offsets[key + 1]!;
    let next = first + matched;
    while (next < end && at < inputLength) {
      const raw = input[at]!;
      if (folded[raw] === patterns[next]) {
        at++;
        next++;
        continue;
      }
      // More white space, or something to be folded, or the end.
      const unit = raw < 0x80 ? (folded[raw]! << 8) | 1 : foldAt(input, at);
      const byte = (unit >> 8) & 0xff;
      if (byte !== SPACE || next === first || patterns[next - 1] !== SPACE) {
        if (byte !== patterns[next]) break;
        if (unit >= TWO_BYTES) {
          if (unit >> 16 !== patterns[next + 1]) break;
          next++;
        }
        next++;
      }
      at += unit & 0xff;
    }
    matched = next - first;
    if (next === end && endsAt(patterns, end, input, at)) found.push(key, start);
    key++;
    while (shared[key]! > matched) key = skips[key]!;
  } while (shared[key] === matched && matched >= WINDOW_BYTES);
}

/** Whether the pattern that begins at `first` may begin at `start`: with a letter or digit a word begins, with white space all of it. */
function beginsAt(patterns: Uint8Array, first: number, input: Uint8Array, start: number): boolean {
  if (patterns[first] === SPACE) return !isSpaceInside(input, start);
  return !(isWordAt(patterns, first) && isWordBefore(input, start));
}

/** Whether the pattern that ends at `end` may end at `at`: with a letter or digit a word ends. */
function endsAt(patterns: Uint8Array, end: number, input: Uint8Array, at: number): boolean {
  return !(isWordBefore(patterns, end) && isWordAt(input, at));
}
