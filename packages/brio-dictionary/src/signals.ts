// READ ME FIRST
//
// Finds every occurrence of every signal phrase in one pass: Aho and Corasick's automaton (1975) over the
// tries of double-array.ts, fed with the input folded on the fly (normalise.ts), byte by byte, without a
// copy.
//
// A state is a trie node, the longest suffix of the folded input that begins a pattern; or one of two states
// before any node. This is the one departure from the textbook: a pattern that begins with a letter or digit
// matters only where a word begins, so where the byte before is an ASCII letter or digit it is not begun at
// all.
//
//   OUTSIDE   no pattern under way, and any may begin
//   IN_WORD   no pattern under way, and the last byte was an ASCII letter or digit: only patterns that begin
//             with something else may begin
//
// The same holds for fail links: the fail link of a node is the longest proper suffix of its path that begins
// a pattern *and does not begin inside a word*. Most then lead straight to IN_WORD, and most of English is
// skipped in the inner loop of these two states, which reads one table of 512 bytes. Words of other letters
// are not told apart here but are when an occurrence is checked, as is the end of a word.
//
// Offsets. White space collapses and folding shortens, so where an occurrence began is looked up: a ring
// keeps the offset of each byte fed since the automaton left the two root states. 64 places are enough
// because folding never lengthens a phrase, so a pattern has 48 bytes at most.
//
// Cost. A byte is fed once; every failure step makes the state's path shorter by at least one byte and every
// byte longer by at most one, so there are never more failures than bytes. At one position at most 48
// patterns end, one a length.

import {
  type Dictionary,
  type DictionaryEntry,
  MAX_PHRASE_BYTES,
  type SignalCategory,
} from "./dictionary.ts";
import { buildDoubleArray, type DoubleArray, FLAG_BITS, KEY_ENDS, MARKED } from "./double-array.ts";
import {
  FIRST_FOLDED_LEAD,
  foldAt,
  foldedAscii,
  isAsciiWord,
  isWordAt,
  isWordBefore,
  LAST_FOLDED_LEAD,
  normalise,
  SPACE,
  TWO_BYTES,
} from "./normalise.ts";
import { phraseBytes } from "./phrase-bytes.ts";
import { signalEntries } from "./signal-entries.ts";

/** One occurrence of a signal phrase. */
export interface SignalEvent {
  readonly category: SignalCategory;
  /** The phrase as the dictionary has it; the text may differ from it in case, typography and white space. */
  readonly phrase: string;
  /** The id of the phrase. */
  readonly id: number;
  /** Offset in bytes, in the input as it was given, of the first byte of the occurrence. */
  readonly offset: number;
}

// The states that are no nodes are negative, so that one comparison tells them from nodes.
const OUTSIDE = -1;
const IN_WORD = -2;

/** In `rootMoves`: this byte begins a pattern, or has to be folded to know. */
const FEED = 0;

/** In `edges`: the pattern begins, or ends, with a letter or digit and so has to begin, or end, a word. */
const WORD_FIRST = 1;
const WORD_LAST = 2;

const RING = 64;

/** @internal The automaton of a dictionary; exported for the tests of its cost. */
export interface SignalMatcher extends DoubleArray {
  readonly fails: Int32Array;
  /**
   * By node: the nearest node at which a pattern ends, this one or along the fail links; 0 if there is none.
   */
  readonly reports: Int32Array;
  /** What an input byte does to OUTSIDE (first 256) and IN_WORD (last 256): the next state, or FEED. */
  readonly rootMoves: Int8Array;
  /** By pattern: id of the phrase, length in folded bytes, WORD_FIRST and WORD_LAST. */
  readonly ids: Uint16Array;
  readonly lengths: Uint8Array;
  readonly edges: Uint8Array;
  /** By id: the entries that are signals. */
  readonly signals: ReadonlyMap<number, DictionaryEntry>;
}

const matchers = new WeakMap<Dictionary, SignalMatcher>();

/**
 * Finds every occurrence of every phrase of a signal category in UTF-8 text, ordered by offset, then by id.
 * Occurrences may overlap; a phrase inside another one is found too.
 *
 * Text and phrases are compared after folding: letters by simple case folding (ASCII, Latin-1, Latin
 * Extended-A, Greek, Cyrillic); U+2018 and U+2019 are apostrophes; U+2010 to U+2015 and U+2212 are hyphens; a
 * run of spaces, tabs, line ends and U+00A0 is one space. A phrase that begins (ends) with a letter or digit
 * is found only where a word begins (ends), except next to scripts that do not set off words by spaces, such
 * as Chinese. If two phrases are the same after folding, the one with the lower id is found.
 *
 * The input need not be valid UTF-8, and nothing is decoded: an escaped `\u2019` in JSON is not an
 * apostrophe. Time is linear in its length.
 *
 * @throws {TypeError} `dictionary` is not a {@link Dictionary}, or `input` not a `Uint8Array`
 * @example
 * ```ts
 * import { chatDictionary, scanSignals } from "brio-dictionary";
 *
 * const reply = new TextEncoder().encode("Well, I’M\nSORRY.");
 * const [event] = scanSignals(chatDictionary(), reply);
 * `${event.category} at ${event.offset}: ${event.phrase}`; // "apology at 6: I'm sorry"
 * ```
 */
export function scanSignals(dictionary: Dictionary, input: Uint8Array): SignalEvent[] {
  if (!(input instanceof Uint8Array)) {
    throw new TypeError(`input: expected a Uint8Array, got ${typeof input}`);
  }
  let matcher = matchers.get(dictionary);
  if (matcher === undefined) {
    matcher = buildMatcher(dictionary);
    matchers.set(dictionary, matcher);
  }
  const found: number[] = [];
  runMatcher(matcher, input, found);
  const events: SignalEvent[] = [];
  for (let i = 0; i < found.length; i += 2) {
    const { id, category, phrase } = matcher.signals.get(found[i]!)!;
    events.push({ category: category as SignalCategory, phrase, id, offset: found[i + 1]! });
  }
  return events.sort((a, b) => a.offset - b.offset || a.id - b.id);
}

/** @internal Builds the automaton. */
export function buildMatcher(dictionary: Dictionary): SignalMatcher {
  const { bytes, offsets } = phraseBytes(dictionary);
  const signals = signalEntries(dictionary);
  const patterns = new Uint8Array(signals.length * MAX_PHRASE_BYTES);
  const patternOffsets = new Uint32Array(signals.length + 1);
  const lengths = new Uint8Array(signals.length);
  const edges = new Uint8Array(signals.length);
  let patternEnd = 0;
  signals.forEach(({ id }, key) => {
    const pattern = normalise(bytes.subarray(offsets[id], offsets[id + 1]));
    patterns.set(pattern, patternEnd);
    patternEnd += pattern.length;
    patternOffsets[key + 1] = patternEnd;
    lengths[key] = pattern.length;
    if (isWordAt(pattern, 0)) edges[key] = WORD_FIRST;
    if (isWordBefore(pattern, pattern.length)) edges[key] = edges[key]! | WORD_LAST;
  });

  // No tails: every prefix of a pattern needs a fail link of its own.
  const trie = buildDoubleArray(patterns.subarray(0, patternEnd), patternOffsets, 1, false);
  const { tops, moves, parents, nodes } = trie;
  const fails = new Int32Array(moves.length);
  const reports = new Int32Array(moves.length);
  for (let byte = 0; byte < 256; byte++) fails[tops[byte]!] = isAsciiWord(byte) ? IN_WORD : OUTSIDE;
  for (const node of nodes) {
    const parent = parents[node]!;
    // Breadth first, so the fail links of shorter paths are there already.
    if (parent !== 0) fails[node] = step(trie, fails, fails[parent]!, node - (moves[parent]! >> FLAG_BITS));
    const fail = fails[node]!;
    reports[node] = (moves[node]! & KEY_ENDS) !== 0 ? node : fail > 0 ? reports[fail]! : 0;
    if (reports[node] !== 0) moves[node] = moves[node]! | MARKED;
  }
  const ids = Uint16Array.from(signals, ({ id }) => id);
  return {
    ...trie,
    fails,
    reports,
    rootMoves: buildRootMoves(tops),
    ids,
    lengths,
    edges,
    signals: new Map(signals.map((entry) => [entry.id, entry])),
  };
}

function buildRootMoves(tops: Int32Array): Int8Array {
  const rootMoves = new Int8Array(512);
  for (let byte = 0; byte < 256; byte++) {
    const inWord = isAsciiWord(byte);
    const folds = byte >= FIRST_FOLDED_LEAD && byte <= LAST_FOLDED_LEAD;
    const feed = folds || tops[byte < 0x80 ? foldedAscii[byte]! : byte] !== 0;
    rootMoves[byte] = feed ? FEED : inWord ? IN_WORD : OUTSIDE;
    rootMoves[256 + byte] = inWord ? IN_WORD : feed ? FEED : OUTSIDE;
  }
  return rootMoves;
}

/** The state after `byte`, a folded one. */
function step({ tops, moves, parents }: DoubleArray, fails: Int32Array, state: number, byte: number): number {
  while (state > 0) {
    const child = (moves[state]! >> FLAG_BITS) + byte;
    if (parents[child] === state) return child;
    state = fails[state]!;
  }
  const inWord = isAsciiWord(byte);
  if (inWord && state === IN_WORD) return IN_WORD;
  const top = tops[byte]!;
  if (top !== 0) return top;
  return inWord ? IN_WORD : OUTSIDE;
}

/** @internal Appends the id and the offset of every occurrence to `found`, in the order in which they end. */
export function runMatcher(matcher: SignalMatcher, input: Uint8Array, found: number[]): void {
  const { moves, fails, reports, keys, rootMoves, ids, lengths, edges } = matcher;
  const inputLength = input.length;
  // Doubles, since an input may be longer than 4 GiB.
  const offsets = new Float64Array(RING);
  let fed = 0;
  let state: number = OUTSIDE;
  let previous = 0;
  for (let at = 0; at < inputLength; ) {
    if (state < 0) {
      let move = rootMoves[(~state << 8) | input[at]!]!;
      if (move !== FEED) {
        do {
          state = move;
          if (++at === inputLength) return;
          move = rootMoves[(~state << 8) | input[at]!]!;
        } while (move !== FEED);
        // If that was white space, no pattern begins with a space, so it need not be told from a first one.
        previous = 0;
      }
    }
    const raw = input[at]!;
    const unit = raw < 0x80 ? (foldedAscii[raw]! << 8) | 1 : foldAt(input, at);
    const unitEnd = at + (unit & 0xff);
    let byte = (unit >> 8) & 0xff;
    if (byte === SPACE && previous === SPACE) {
      at = unitEnd;
      continue;
    }
    if (unit >= TWO_BYTES) {
      // The first byte of a two-byte character ends no pattern, as those are whole characters.
      state = step(matcher, fails, state, byte);
      fed++;
      offsets[fed & (RING - 1)] = at;
      byte = unit >> 16;
    }
    state = step(matcher, fails, state, byte);
    previous = byte;
    if (state > 0) {
      fed++;
      offsets[fed & (RING - 1)] = at;
      if ((moves[state]! & MARKED) !== 0) {
        for (let node = reports[state]!; node > 0; ) {
          const pattern = keys[node]!;
          const edge = edges[pattern]!;
          const offset = offsets[(fed - lengths[pattern]! + 1) & (RING - 1)]!;
          const beginsInWord = (edge & WORD_FIRST) !== 0 && isWordBefore(input, offset);
          if (!beginsInWord && !((edge & WORD_LAST) !== 0 && isWordAt(input, unitEnd))) {
            found.push(ids[pattern]!, offset);
          }
          const fail = fails[node]!;
          node = fail > 0 ? reports[fail]! : 0;
        }
      }
    }
    at = unitEnd;
  }
}
