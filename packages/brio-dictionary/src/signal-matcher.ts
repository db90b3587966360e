// READ ME FIRST
//
// Finds every occurrence of every signal phrase in two steps, on the input as it is, without a copy.
//
// 1. Where may a pattern (a folded phrase) begin? A hash of the last four bytes of the input, and of whether a
//    letter or digit stood before them, is kept while going through it: a shift, an exclusive or and a mask
//    per byte, and one bit looked up (signal-starts.ts). Two positions in a hundred of English chat pass, so
//    the loop over the others hardly ever mispredicts a branch; going from word to word would at every
//    word, and an automaton over all bytes waits for two dependent loads at each.
//
// 2. Which patterns do? They are kept sorted, each with the length of the prefix it shares with the one before
//    it (`shared`). That is a trie in depth-first order, and costs no nodes: with `matched` bytes found to
//    agree so far, a pattern that shares more with its predecessor fails where that one failed and is skipped
//    with all that are below it (`skips`), one that shares exactly as much is compared from there on, and the
//    first one that shares less ends the search. So the input is folded once per start, for all patterns.
//
// Characters of two bytes are compared as a whole, since folding changes both, and never shared by half.
//
// Cost. The hash visits a byte once, whatever it finds. A start looks at 48 folded bytes at most and at one
// pattern for each way in which a pattern may go on after each of them; not at all patterns. White space
// folds to one byte however long it is, so what comes before long white space crosses it again from each
// start: from 48 at most, as the run itself is a start at its first byte only. Hence time is linear in the
// input, for any patterns.
//
// Building is part of the first call of every process and runs cold, at some 50 times the time per step that it
// would take later: so strings are folded and sorted by what is native, and nothing is made per byte of a
// pattern (a trie with the fail links of Aho and Corasick took 8 times as long, for 3,000 nodes).

import type { Dictionary, DictionaryEntry } from "./dictionary.ts";
import {
  foldAt,
  foldedAscii,
  isSpaceInside,
  isWordAt,
  isWordBefore,
  normalise,
  SPACE,
  TWO_BYTES,
} from "./normalise.ts";
import { phraseBytes } from "./phrase-bytes.ts";
import { signalEntries } from "./signal-entries.ts";
import {
  buildStarts,
  type CODE_BITS,
  type ELEMENT_SHIFT,
  type HASH_SHIFT,
  type MULTIPLIER,
  type SignalStarts,
  WINDOW_BYTES,
} from "./signal-starts.ts";

/** @internal The sorted patterns of a dictionary; exported for the tests of its cost. */
export interface SignalMatcher extends SignalStarts {
  /** Pattern `key` is `patterns[offsets[key] .. offsets[key + 1])`, folded. */
  readonly patterns: Uint8Array;
  readonly offsets: Uint32Array;
  /** By pattern: how many bytes, in whole characters, it begins with like the one before. Behind the last, -1. */
  readonly shared: Int8Array;
  /** By pattern: the next one that shares less with its predecessor. */
  readonly skips: Uint32Array;
  /** By pattern: its phrase, the one with the least id of those that fold to it. */
  readonly entries: readonly DictionaryEntry[];
}

/** What native functions fold as normalise.ts does: visible ASCII with single spaces in it. */
const PLAIN = /^(?: ?[!-~])+ ?$/;

/** @internal */
export function buildMatcher(dictionary: Dictionary): SignalMatcher {
  const { bytes, offsets: phraseOffsets } = phraseBytes(dictionary);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const phraseOf = new Map<string, { entry: DictionaryEntry; byteLength: number }>();
  for (const entry of signalEntries(dictionary)) {
    let pattern = entry.phrase;
    let byteLength = pattern.length;
    if (PLAIN.test(pattern)) {
      pattern = pattern.toLowerCase();
    } else {
      const folded = normalise(bytes.subarray(phraseOffsets[entry.id], phraseOffsets[entry.id + 1]));
      pattern = decoder.decode(folded);
      byteLength = folded.length;
    }
    if (!phraseOf.has(pattern)) phraseOf.set(pattern, { entry, byteLength });
  }
  const sorted = [...phraseOf.keys()].sort();
  const patterns = new TextEncoder().encode(sorted.join(""));

  const offsets = new Uint32Array(sorted.length + 1);
  const shared = new Int8Array(sorted.length + 1);
  const entries: DictionaryEntry[] = [];
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

/** @internal Appends the pattern and the offset of every occurrence to `found`, in no particular order. */
export function runMatcher(matcher: SignalMatcher, input: Uint8Array, found: number[]): void {
  const { codes, bits } = matcher;
  const codeBits: typeof CODE_BITS = 5;
  const multiplier: typeof MULTIPLIER = 0x3c6ef362;
  const elementShift: typeof ELEMENT_SHIFT = 20;
  const hashShift: typeof HASH_SHIFT = 15;
  const pairsEnd = input.length - 1;
  let window = 0;
  let at = 0;
  for (; at < pairsEnd; at += 2) {
    const code1 = codes[input[at]!]!;
    const code2 = codes[input[at + 1]!]!;
    const middle = (window << codeBits) ^ code1;
    window = (middle << codeBits) ^ code2;
    const product1 = Math.imul(middle, multiplier);
    const product2 = Math.imul(window, multiplier);
    const passes1 = (bits[product1 >>> elementShift]! << (product1 >>> hashShift)) | code1;
    const passes2 = (bits[product2 >>> elementShift]! << (product2 >>> hashShift)) | code2;
    if ((passes1 | passes2) < 0) {
      if (passes1 < 0) matchEnding(matcher, input, at, product1 >>> hashShift, found);
      if (passes2 < 0) matchEnding(matcher, input, at + 1, product2 >>> hashShift, found);
    }
  }
  if (at < input.length) {
    const code = codes[input[at]!]!;
    matchEnding(matcher, input, at, Math.imul((window << codeBits) ^ code, multiplier) >>> hashShift, found);
  }
}

/** Appends the occurrences that begin with the window of that hash whose last byte is at `last`, or with that byte. */
function matchEnding(
  matcher: SignalMatcher,
  input: Uint8Array,
  last: number,
  hash: number,
  found: number[],
): void {
  const start = last + 1 - WINDOW_BYTES;
  const keys = matcher.keysByHash.get(hash);
  // The first windows of the input are not full.
  if (keys !== undefined && start >= 0) {
    for (let i = 0; i < keys.length; i++) matchAt(matcher, input, start, keys[i]!, found);
  }
  const byte = input[last]!;
  if (matcher.codes[byte]! < 0) {
    for (const key of matcher.keysByByte.get(byte) ?? []) matchAt(matcher, input, last, key, found);
  }
}

/** Appends the occurrences that begin at `start`, shortest first; no pattern before `key` does. */
function matchAt(
  { patterns, offsets, shared, skips }: SignalMatcher,
  input: Uint8Array,
  start: number,
  key: number,
  found: number[],
): void {
  const folded = foldedAscii;
  const inputLength = input.length;
  let at = start;
  let matched = 0;
  // White space begins at its first byte only.
  if (patterns[offsets[key]!] === SPACE && isSpaceInside(input, start)) return;
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
    if (next === end && isWhole(patterns, first, end, input, start, at)) found.push(key, start);
    key++;
    while (shared[key]! > matched) key = skips[key]!;
  } while (shared[key] === matched && matched >= WINDOW_BYTES);
}

/** Whether a pattern that begins, or ends, with a letter or digit begins, or ends, a word. */
function isWhole(
  patterns: Uint8Array,
  first: number,
  end: number,
  input: Uint8Array,
  start: number,
  at: number,
): boolean {
  return (
    !(isWordAt(patterns, first) && isWordBefore(input, start)) &&
    !(isWordBefore(patterns, end) && isWordAt(input, at))
  );
}
