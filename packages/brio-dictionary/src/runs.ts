import {
  CATEGORIES,
  type DictionaryEntry,
  kindOf,
  MAX_PHRASE_BYTES,
  MIN_PHRASE_BYTES,
} from "./dictionary.ts";
import { DictionaryError } from "./errors.ts";
import { MAX_COUNT_BYTES, readCount, writeCount } from "./leb128.ts";
import type { PhraseBytes } from "./phrase-bytes.ts";

// The entries of a serialised dictionary, SPEC.md sections 4 and 5: runs of phrases of one category. Version 1 writes a
// phrase as its length and its bytes; version 2, whose phrases are sorted for the most part, as the number of bytes that
// it shares with the phrase before, the number of those that follow, and these ("front coding").

/** Room that {@link writeRuns} needs at most. */
export function maxRunsSize(entryCount: number, phraseByteCount: number): number {
  // At worst every entry is a run of its own: kind, a run length of one byte, and two numbers for the phrase.
  return MAX_COUNT_BYTES + entryCount * 4 + phraseByteCount;
}

/** Writes the number of entries and their runs at `at`; returns the offset behind them. */
export function writeRuns(
  out: Uint8Array,
  at: number,
  entries: readonly DictionaryEntry[],
  { bytes, offsets }: PhraseBytes,
  frontCoded: boolean,
): number {
  at = writeCount(out, at, entries.length);
  let previous = bytes.subarray(0, 0);
  for (let id = 0; id < entries.length; ) {
    const { category } = entries[id]!;
    const kind = kindOf(category);
    if (kind === undefined)
      throw new RangeError(`dictionary.entries[${id}].category: expected one of CATEGORIES`);
    let runEnd = id + 1;
    while (runEnd < entries.length && entries[runEnd]!.category === category) runEnd++;
    out[at++] = kind;
    at = writeCount(out, at, runEnd - id);
    for (; id < runEnd; id++) {
      const phrase = bytes.subarray(offsets[id], offsets[id + 1]);
      let shared = 0;
      if (frontCoded) {
        while (shared < phrase.length && phrase[shared] === previous[shared]) shared++;
        out[at++] = shared;
      }
      out[at++] = phrase.length - shared;
      out.set(phrase.subarray(shared), at);
      at += phrase.length - shared;
      previous = phrase;
    }
  }
  return at;
}

/**
 * Reads what {@link writeRuns} wrote, strictly: what is accepted is written as the same bytes again.
 *
 * @returns the entries, and the offset behind them
 * @throws {DictionaryError} `"truncated"` or `"corrupt"`
 */
export function readRuns(
  bytes: Uint8Array,
  start: number,
  frontCoded: boolean,
  maxEntries: number,
): readonly [entries: DictionaryEntry[], end: number] {
  const [entryCount, runsStart] = readCount(bytes, start);
  if (entryCount > maxEntries) {
    throw new DictionaryError(
      "corrupt",
      start,
      `expected at most ${maxEntries} phrases with a model, got ${entryCount}`,
    );
  }
  const entries: DictionaryEntry[] = [];
  const seen = new Set<string>();
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const phraseBytes = new Uint8Array(MAX_PHRASE_BYTES);
  let previousLength = 0;
  let at = runsStart;
  let previousKind = -1;
  while (entries.length < entryCount) {
    const kindOffset = at;
    if (at === bytes.length) throw new DictionaryError("truncated", at, "expected another run");
    const kind = bytes[at++]!;
    const category = CATEGORIES[kind];
    if (category === undefined)
      throw new DictionaryError("corrupt", kindOffset, `there is no category ${kind}`);
    if (kind === previousKind)
      throw new DictionaryError("corrupt", kindOffset, "a run goes on as another run");
    previousKind = kind;

    const [runLength, runStart] = readCount(bytes, at);
    if (runLength === 0) throw new DictionaryError("corrupt", at, "expected a run of 1 phrase or more");
    if (runLength > entryCount - entries.length) {
      throw new DictionaryError("corrupt", at, "a run goes beyond the number of entries");
    }
    at = runStart;
    for (const runEnd = entries.length + runLength; entries.length < runEnd; ) {
      let shared = 0;
      if (frontCoded) {
        if (at === bytes.length) throw new DictionaryError("truncated", at, "expected another phrase");
        shared = bytes[at]!;
        if (shared > previousLength) {
          throw new DictionaryError("corrupt", at, "a phrase shares more than the one before has");
        }
        at++;
      }
      if (at === bytes.length) throw new DictionaryError("truncated", at, "expected another phrase");
      const byteLength = shared + bytes[at]!;
      if (byteLength < MIN_PHRASE_BYTES || byteLength > MAX_PHRASE_BYTES) {
        throw new DictionaryError("corrupt", at, `expected a phrase of 2 to 48 bytes, got ${byteLength}`);
      }
      const restStart = at + 1;
      at = restStart + (byteLength - shared);
      if (at > bytes.length) throw new DictionaryError("truncated", bytes.length, "a phrase is incomplete");
      if (
        frontCoded &&
        at > restStart &&
        shared < previousLength &&
        bytes[restStart] === phraseBytes[shared]
      ) {
        throw new DictionaryError("corrupt", restStart, "a phrase shares more than it says");
      }
      phraseBytes.set(bytes.subarray(restStart, at), shared);
      previousLength = byteLength;
      let phrase: string;
      try {
        phrase = decoder.decode(phraseBytes.subarray(0, byteLength));
      } catch {
        throw new DictionaryError("corrupt", restStart, "a phrase is not valid UTF-8");
      }
      if (seen.has(phrase)) throw new DictionaryError("corrupt", restStart, "a phrase is there twice");
      seen.add(phrase);
      entries.push({ id: entries.length, category, phrase });
    }
  }
  return [entries, at];
}
