import { sha256 } from "@noble/hashes/sha2.js";
import {
  CATEGORIES,
  type Dictionary,
  type DictionaryEntry,
  kindOf,
  MAX_ENTRIES,
  MAX_PHRASE_BYTES,
  MIN_PHRASE_BYTES,
} from "./dictionary.ts";
import { DictionaryError } from "./errors.ts";
import { encodePhrases, type PhraseBytes, phraseBytes } from "./phrase-bytes.ts";

// The serialised form, SPEC.md: magic, version, entry count, then runs of phrases of one category. There is
// exactly one way to write a dictionary (minimal integers, runs as long as possible, no padding), so the hash
// of the bytes identifies the content, and reading is strict enough that what it accepts writes back to the
// same bytes.

const MAGIC = [0xb1, 0xd1] as const;
const VERSION = 1;
/** Magic and version. */
const HEADER_BYTES = 3;
/** A LEB128 integer up to {@link MAX_ENTRIES} has 17 bits, seven a byte. */
const MAX_COUNT_BYTES = 3;

/**
 * Serialises a dictionary; see SPEC.md for the bytes. The same entries always give the same bytes.
 *
 * @throws {TypeError} `dictionary` is not a {@link Dictionary}
 * @throws {RangeError} `dictionary` was put together by hand and holds an entry that `buildDictionary`
 *   refuses
 */
export function writeDictionary(dictionary: Dictionary): Uint8Array {
  return serialise(dictionary?.entries, phraseBytes(dictionary));
}

/** The bytes of a dictionary with these entries. */
export function serialise(
  entries: readonly DictionaryEntry[],
  { bytes, offsets }: PhraseBytes = encodePhrases(entries),
): Uint8Array {
  // At worst every entry is a run of its own: kind, a run length of one byte, a phrase length.
  const out = new Uint8Array(HEADER_BYTES + MAX_COUNT_BYTES + entries.length * 3 + bytes.length);
  out.set([...MAGIC, VERSION]);
  let at = writeCount(out, HEADER_BYTES, entries.length);
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
      out[at++] = phrase.length;
      out.set(phrase, at);
      at += phrase.length;
    }
  }
  return out.slice(0, at);
}

function writeCount(out: Uint8Array, at: number, count: number): number {
  for (; count > 0x7f; count >>>= 7) out[at++] = (count & 0x7f) | 0x80;
  out[at++] = count;
  return at;
}

/** First eight bytes of the SHA-256 of a serialised dictionary, in hexadecimal. */
export function contentId(serialised: Uint8Array): string {
  return Array.from(sha256(serialised).subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Reads a serialised dictionary: the whole of `bytes`, nothing after it.
 *
 * Safe for hostile input: time and memory are linear in `bytes.length`, and whatever is accepted is a
 * dictionary that {@link writeDictionary} turns into the same bytes again.
 *
 * @throws {TypeError} `bytes` is not a `Uint8Array`
 * @throws {DictionaryError} `"not-a-dictionary"`, `"unsupported-version"`, `"truncated"` or `"corrupt"`
 */
export function readDictionary(bytes: Uint8Array): Dictionary {
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(`bytes: expected a Uint8Array, got ${typeof bytes}`);
  }
  for (let i = 0; i < MAGIC.length; i++) {
    if (i === bytes.length) throw new DictionaryError("truncated", i, "the magic is incomplete");
    if (bytes[i] !== MAGIC[i]) throw new DictionaryError("not-a-dictionary", i, "expected the magic b1 d1");
  }
  if (bytes.length < HEADER_BYTES) throw new DictionaryError("truncated", 2, "no version");
  if (bytes[2] !== VERSION) {
    throw new DictionaryError("unsupported-version", 2, `expected version 1, got ${bytes[2]}`);
  }
  const [entryCount, start] = readCount(bytes, HEADER_BYTES);
  const entries: DictionaryEntry[] = [];
  const seen = new Set<string>();
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let at = start;
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
      if (at === bytes.length) throw new DictionaryError("truncated", at, "expected another phrase");
      const byteLength = bytes[at]!;
      if (byteLength < MIN_PHRASE_BYTES || byteLength > MAX_PHRASE_BYTES) {
        throw new DictionaryError("corrupt", at, `expected a phrase of 2 to 48 bytes, got ${byteLength}`);
      }
      const phraseStart = at + 1;
      at = phraseStart + byteLength;
      if (at > bytes.length) throw new DictionaryError("truncated", bytes.length, "a phrase is incomplete");
      let phrase: string;
      try {
        phrase = decoder.decode(bytes.subarray(phraseStart, at));
      } catch {
        throw new DictionaryError("corrupt", phraseStart, "a phrase is not valid UTF-8");
      }
      if (seen.has(phrase)) throw new DictionaryError("corrupt", phraseStart, "a phrase is there twice");
      seen.add(phrase);
      entries.push({ id: entries.length, category, phrase });
    }
  }
  if (at < bytes.length) throw new DictionaryError("corrupt", at, "bytes are left over");
  return { id: contentId(bytes), entries };
}

/** A minimal LEB128 integer up to {@link MAX_ENTRIES}, and the offset behind it. */
function readCount(bytes: Uint8Array, start: number): readonly [count: number, end: number] {
  let count = 0;
  for (let i = 0; i < MAX_COUNT_BYTES; i++) {
    if (start + i >= bytes.length)
      throw new DictionaryError("truncated", bytes.length, "a number is incomplete");
    const byte = bytes[start + i]!;
    count |= (byte & 0x7f) << (7 * i);
    if (byte > 0x7f) continue;
    if (byte === 0 && i > 0)
      throw new DictionaryError("corrupt", start, "a number is longer than it need be");
    if (count > MAX_ENTRIES) break;
    return [count, start + i + 1];
  }
  throw new DictionaryError("corrupt", start, "expected a number up to 65536");
}
