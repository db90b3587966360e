import { sha256 } from "@noble/hashes/sha2.js";
import { type Dictionary, type DictionaryEntry, MAX_ENTRIES } from "./dictionary.ts";
import { DictionaryError } from "./errors.ts";
import { MAX_MODEL_ENTRIES, type PhraseModel } from "./model.ts";
import { maxModelSize, readModel, writeModel } from "./model-format.ts";
import { encodePhrases, type PhraseBytes, phraseBytes } from "./phrase-bytes.ts";
import { maxRunsSize, readRuns, writeRuns } from "./runs.ts";

// The serialised form, SPEC.md: magic, version, entries, and in version 2 a model. There is exactly one way to write a
// dictionary (version 1 without a model and 2 with one, minimal integers, runs as long as possible, no padding), so the
// hash of the bytes identifies the content, and reading is strict enough that what it accepts writes back to the same
// bytes.

const MAGIC = [0xb1, 0xd1] as const;
/** Magic and version. */
const HEADER_BYTES = 3;

/**
 * Serialises a dictionary; see SPEC.md for the bytes. The same entries and the same model always give the same bytes.
 *
 * @throws {TypeError} `dictionary` is not a {@link Dictionary}
 * @throws {RangeError} `dictionary` was put together by hand and holds an entry that `buildDictionary` refuses, or a model
 *   that does not fit its entries
 */
export function writeDictionary(dictionary: Dictionary): Uint8Array {
  return serialise(dictionary?.entries, dictionary?.model, phraseBytes(dictionary));
}

/** The bytes of a dictionary with these entries, and this model if there is one. */
export function serialise(
  entries: readonly DictionaryEntry[],
  model: PhraseModel | undefined,
  phrases: PhraseBytes = encodePhrases(entries),
): Uint8Array {
  if (model !== undefined && entries.length > MAX_MODEL_ENTRIES) {
    throw new RangeError(
      `dictionary.entries: expected at most ${MAX_MODEL_ENTRIES} with a model, got ${entries.length}`,
    );
  }
  const modelSize = model === undefined ? 0 : maxModelSize(entries.length);
  const out = new Uint8Array(HEADER_BYTES + maxRunsSize(entries.length, phrases.bytes.length) + modelSize);
  out.set([...MAGIC, model === undefined ? 1 : 2]);
  let at = writeRuns(out, HEADER_BYTES, entries, phrases, model !== undefined);
  if (model !== undefined) at = writeModel(out, at, model, entries.length);
  return out.slice(0, at);
}

/** First eight bytes of the SHA-256 of a serialised dictionary, in hexadecimal. */
export function contentId(serialised: Uint8Array): string {
  return Array.from(sha256(serialised).subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Reads a serialised dictionary of format version 1 or 2: the whole of `bytes`, nothing after it.
 *
 * Safe for hostile input: time and memory are linear in `bytes.length`, and whatever is accepted is a dictionary that
 * {@link writeDictionary} turns into the same bytes again.
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
  const version = bytes[2];
  if (version !== 1 && version !== 2) {
    throw new DictionaryError("unsupported-version", 2, `expected version 1 or 2, got ${version}`);
  }
  const [entries, entriesEnd] = readRuns(
    bytes,
    HEADER_BYTES,
    version === 2,
    version === 2 ? MAX_MODEL_ENTRIES : MAX_ENTRIES,
  );
  if (version === 1) {
    requireEnd(bytes, entriesEnd);
    return { id: contentId(bytes), entries };
  }
  const [model, modelEnd] = readModel(bytes, entriesEnd, entries.length);
  requireEnd(bytes, modelEnd);
  return { id: contentId(bytes), entries, model };
}

function requireEnd(bytes: Uint8Array, at: number): void {
  if (at < bytes.length) throw new DictionaryError("corrupt", at, "bytes are left over");
}
