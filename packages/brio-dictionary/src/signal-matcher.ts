// READ ME FIRST
//
// Finds every occurrence of every signal phrase in two steps, on the input as it is, without a copy.
//
// 1. Where may a pattern (a folded phrase) begin? A hash of the last six bytes of the input, and of whether a
//    letter or digit stood before them, is kept while going through it, and looked up in a set of bits
//    (signal-starts.ts says why that misses nothing). One place in 160 of English chat passes, so the loop over the
//    others hardly ever mispredicts a branch. Going from word to word would at every word, and an automaton over
//    all bytes waits for two loads at each that depend on one another.
//
// 2. Which patterns do? They are kept sorted, each with the length of the prefix it shares with the one before
//    it (`shared`). That is a trie in depth-first order, and costs no nodes: with `matched` bytes found to
//    agree so far, a pattern that shares more with its predecessor fails where that one failed and is skipped
//    with all that are below it (`skips`), one that shares exactly as much is compared from there on, and the
//    first one that shares less ends the search. So the input is folded once per start, for all patterns that
//    begin with the same window.
//
// Characters of two bytes are compared as a whole, since folding changes both, and never shared by half.
//
// Cost. The hash visits a byte once or twice, whatever it finds. A start looks at 48 folded bytes at most and at one
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
import {
  buildStarts,
  CODE_BITS,
  type ELEMENT_SHIFT,
  HASH_SHIFT,
  MULTIPLIER,
  type SignalStarts,
  WINDOW_BYTES,
} from "./signal-starts.ts";

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

/** Bytes looked at in a turn of the loop. */
const TURN = 4;
const NONE: readonly number[] = [];

/**
 * @internal Builds what {@link runMatcher} needs to find these signals, given by ascending id.
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
 * @internal Appends the pattern and the offset of every occurrence to `found`, in no particular order.
 *
 * Per turn of the loop V8 checks what kind of arrays it has at hand and loads where they are, as much work as
 * that for a byte: so four bytes a turn take a quarter less time than one (measured), eight no less than four.
 * For the same reason the loop only asks whether there is something to be done, and leaves it to a call to find out
 * where. The constants are local, since those of a module become variables in a bundle, looked up again for each
 * byte.
 */
export function runMatcher(matcher: SignalMatcher, input: Uint8Array, found: number[]): void {
  const { codes, bits } = matcher;
  const codeBits: typeof CODE_BITS = 5;
  const multiplier: typeof MULTIPLIER = 0x3c6ef362;
  const elementShift: typeof ELEMENT_SHIFT = 19;
  const hashShift: typeof HASH_SHIFT = 14;
  const turn: typeof TURN = 4;
  const turnsEnd = input.length - turn + 1;
  let window = 0;
  let at = 0;
  for (; at < turnsEnd; at += turn) {
    const before = window;
    const code1 = codes[input[at]!]!;
    const code2 = codes[input[at + 1]!]!;
    const code3 = codes[input[at + 2]!]!;
    const code4 = codes[input[at + 3]!]!;
    const window1 = (before << codeBits) ^ code1;
    const window2 = (window1 << codeBits) ^ code2;
    const window3 = (window2 << codeBits) ^ code3;
    window = (window3 << codeBits) ^ code4;
    const product1 = Math.imul(window1, multiplier);
    const product2 = Math.imul(window2, multiplier);
    const product3 = Math.imul(window3, multiplier);
    const product4 = Math.imul(window, multiplier);
    // The sign of a shifted element is the bit of the hash, since a shift takes its low five bits.
    const signs =
      code1 |
      code2 |
      code3 |
      code4 |
      (bits[product1 >>> elementShift]! << (product1 >>> hashShift)) |
      (bits[product2 >>> elementShift]! << (product2 >>> hashShift)) |
      (bits[product3 >>> elementShift]! << (product3 >>> hashShift)) |
      (bits[product4 >>> elementShift]! << (product4 >>> hashShift));
    if (signs < 0) matchTurn(matcher, input, at, before, found);
  }
  matchTurn(matcher, input, at, window, found);
}

/** Appends the occurrences that begin with a window that ends with one of TURN bytes, or with one of these bytes. */
function matchTurn(
  matcher: SignalMatcher,
  input: Uint8Array,
  from: number,
  before: number,
  found: number[],
): void {
  const end = Math.min(from + TURN, input.length);
  let window = before;
  for (let at = from; at < end; at++) {
    const byte = input[at]!;
    const code = matcher.codes[byte]!;
    window = (window << CODE_BITS) ^ code;
    const hash = Math.imul(window, MULTIPLIER) >>> HASH_SHIFT;
    const start = at + 1 - WINDOW_BYTES;
    // The first windows of the input are not full.
    if (matcher.bits[hash >>> 5]! << hash < 0 && start >= 0) {
      matchAll(matcher, input, start, matcher.keysByHash.get(hash)!, found);
    }
    if (code < 0) matchAll(matcher, input, at, matcher.keysByByte.get(byte) ?? NONE, found);
  }
}

function matchAll(
  matcher: SignalMatcher,
  input: Uint8Array,
  start: number,
  keys: readonly number[],
  found: number[],
): void {
  for (let i = 0; i < keys.length; i++) matchAt(matcher, input, start, keys[i]!, found);
}

/** Appends the occurrences that begin at `start` of pattern `key` and those behind it that share its window. */
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
