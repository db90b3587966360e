// READ ME FIRST
//
// Which phrases start here? Asked by a compressor at every position of its input, so the answer "none" has to
// be cheap: the first two bytes choose a trie with one load from a table of 65,536 node numbers, of which
// text touches a few hundred. Half of the positions of English end there; the others take one and a half
// steps on average, and two in five of them then compare the tail of one phrase (chat, 2,491 phrases).
//
// Work per call is bounded by the longest phrase, 48 bytes, whatever the dictionary and the input.
//
// The index of the dictionary asked last is kept in two variables: looking it up in the WeakMap would take half
// as long as everything else (measured). The price is that this one dictionary stays in memory.

import { type Dictionary, type DictionaryEntry, MAX_PHRASE_BYTES } from "./dictionary.ts";
import { buildDoubleArray, type DoubleArray, FLAG_BITS, KEY_ENDS, TAIL } from "./double-array.ts";
import { type PhraseBytes, phraseBytes } from "./phrase-bytes.ts";

/** {@link findPhrases} finds at most this many phrases at a position: at most one of each length. */
export const PHRASE_CAPACITY: number = MAX_PHRASE_BYTES;

/** Tries of the phrases, by two first bytes and with tails. */
export interface PhraseIndex extends DoubleArray {
  readonly phrases: PhraseBytes;
}

const indexes = new WeakMap<Dictionary, PhraseIndex>();
/** At first an object that no caller has, so that `undefined` is not taken for it. */
let recentDictionary: unknown = {};
let recentIndex: PhraseIndex | undefined;

/**
 * The index of a dictionary, built on the first call.
 *
 * @throws {TypeError} `dictionary` is not a {@link Dictionary}
 */
export function phraseIndex(dictionary: Dictionary): PhraseIndex {
  let index = indexes.get(dictionary);
  if (index === undefined) {
    const phrases = phraseBytes(dictionary);
    index = { ...buildDoubleArray(phrases.bytes, phrases.offsets, 2, true), phrases };
    indexes.set(dictionary, index);
  }
  recentDictionary = dictionary;
  recentIndex = index;
  return index;
}

/**
 * Finds all phrases that start at `position`, exactly as they are in the dictionary, shortest first.
 *
 * Made for hot loops: it allocates nothing and checks nothing but the room in `ids`, and that only where
 * there is something to write. A `position` outside of `input` finds nothing.
 *
 * @param ids - receives the ids; room for {@link PHRASE_CAPACITY}
 * @returns how many ids were written, 0 to 47
 * @throws {RangeError} `ids` is too short
 * @throws {TypeError} `dictionary` is not a {@link Dictionary}
 */
export function findPhrases(
  dictionary: Dictionary,
  input: Uint8Array,
  position: number,
  ids: Uint16Array,
): number {
  const { tops, moves, parents, keys, phrases } =
    dictionary === recentDictionary ? recentIndex! : phraseIndex(dictionary);
  let at = position + 2;
  const inputLength = input.length;
  if (!(position >= 0 && at <= inputLength)) return 0;
  let node = tops[input[position]! | (input[position + 1]! << 8)]!;
  if (node === 0) return 0;
  if (ids.length < PHRASE_CAPACITY) throw new RangeError(`ids: expected room for 48, got ${ids.length}`);

  let count = 0;
  for (;;) {
    const move = moves[node]!;
    if ((move & KEY_ENDS) !== 0) ids[count++] = keys[node]!;
    else if ((move & TAIL) !== 0) {
      const id = keys[node]!;
      if (startsWithTail(phrases, id, input, position, at)) ids[count++] = id;
      return count;
    }
    if (at === inputLength) return count;
    const child = (move >> FLAG_BITS) + input[at++]!;
    if (parents[child] !== node) return count;
    node = child;
  }
}

/**
 * Whether phrase `id`, known to agree with the input from `position` up to `at`, goes on agreeing to its end.
 */
export function startsWithTail(
  { bytes, offsets }: PhraseBytes,
  id: number,
  input: Uint8Array,
  position: number,
  at: number,
): boolean {
  const start = offsets[id]!;
  const end = offsets[id + 1]!;
  // Reading past the end of the input would find a difference too, but slows the loop for good in V8.
  if (position + (end - start) > input.length) return false;
  let expected = start + (at - position);
  while (expected < end && bytes[expected] === input[at]) {
    expected++;
    at++;
  }
  return expected === end;
}

const foundIds = new Uint16Array(PHRASE_CAPACITY);

/**
 * The longest phrase that starts at `position`, exactly as it is in the dictionary; `undefined` if there is
 * none.
 *
 * @throws {TypeError} `dictionary` is not a {@link Dictionary}
 */
export function findLongestPhrase(
  dictionary: Dictionary,
  input: Uint8Array,
  position: number,
): DictionaryEntry | undefined {
  const count = findPhrases(dictionary, input, position, foundIds);
  return count === 0 ? undefined : dictionary.entries[foundIds[count - 1]!];
}
