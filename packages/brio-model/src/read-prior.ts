import { isRansError, RansDecoder } from "brio-rans";
import type { Alphabet } from "./alphabet.ts";
import { type CodeTree, codeTreeOf } from "./code-tree.ts";
import { CONTEXT_NAMES } from "./contexts.ts";
import { ModelError } from "./errors.ts";
import type { TrainedProfile } from "./model.ts";
import { alphabetHash } from "./prior/alphabet-models.ts";
import { contentId } from "./prior/content-id.ts";
import {
  ALPHABET_AT,
  DICTIONARY_AT,
  HEADER_BYTES,
  LANES,
  LISTS_AT,
  MAGIC,
  MAX_LISTS,
  MAX_SUCCESSORS,
  PROFILE_BYTES,
  PROFILE_RANGES,
  PROFILES_AT,
  SUCCESSORS_AT,
  VERSION,
  VERSION_AT,
} from "./prior/format.ts";
import { contextListsOf } from "./prior/list-columns.ts";
import { getParameters } from "./prior/parameters.ts";
import { contextsOf } from "./prior/profiles.ts";
import { getLists } from "./prior/read-lists.ts";
import type { Prior } from "./prior.ts";
import type { Profile } from "./profile.ts";

/**
 * Reads a prior that {@link writePrior} wrote: the whole of `bytes`, nothing after it.
 *
 * Safe for hostile input: time and memory are bounded by the limits of the format, a million lists and four million successors.
 *
 * @param alphabet - the one that it was trained for
 * @throws {TypeError} `bytes` is not a `Uint8Array`
 * @throws {RangeError} a class of the alphabet has more than 256 symbols
 * @throws {ModelError} `unsupported-version`, `alphabet-mismatch`, `truncated`, or `corrupt`
 */
export function readPrior(bytes: Uint8Array, alphabet: Alphabet): Prior {
  if (!(bytes instanceof Uint8Array)) throw new TypeError("bytes must be a Uint8Array");
  MAGIC.forEach((byte, at) => {
    if (at < bytes.length && bytes[at] !== byte) throw new ModelError("corrupt", at, "not a prior");
  });
  if (bytes.length > VERSION_AT && bytes[VERSION_AT] !== VERSION) {
    throw new ModelError(
      "unsupported-version",
      VERSION_AT,
      `expected version ${VERSION}, got ${bytes[VERSION_AT]}`,
    );
  }
  if (bytes.length < HEADER_BYTES)
    throw new ModelError("truncated", bytes.length, "prior ends within its header");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(ALPHABET_AT, true) !== alphabetHash(alphabet)) {
    throw new ModelError("alphabet-mismatch", ALPHABET_AT, "prior was trained for another alphabet");
  }
  const profiles = [readProfile(view, PROFILES_AT), readProfile(view, PROFILES_AT + PROFILE_BYTES)] as const;
  const listCount = limited(view, LISTS_AT, MAX_LISTS);
  const successorCount = limited(view, SUCCESSORS_AT, MAX_SUCCESSORS);

  const tree = codeTreeOf(alphabet);
  const decoder = payloadDecoder(bytes.subarray(HEADER_BYTES));
  return inPayload(() => {
    const trained = profiles.map((profile) => readTrained(decoder, alphabet, tree, profile));
    const contexts = contextsOf(trained);
    const groupsPerContext = alphabet.classWeights.length + 1;
    const groupCount = CONTEXT_NAMES.length * groupsPerContext;
    const columns = getLists(decoder, alphabet, groupCount, { contexts, listCount, successorCount });
    if (typeof columns === "string") throw corrupt(decoder, columns);
    const lists = contextListsOf(columns, tree, groupsPerContext);
    if (lists === undefined) throw corrupt(decoder, "a list cannot be one, or keys crowd");
    if (decoder.finish().some((seed) => seed !== 0)) throw corrupt(decoder, "a state ends in a seed");
    return {
      id: contentId(bytes),
      dictionaryId: Array.from(bytes.subarray(DICTIONARY_AT, ALPHABET_AT), (byte) =>
        byte.toString(16).padStart(2, "0"),
      ).join(""),
      lists,
      profiles: [trained[0], trained[1]],
    };
  });
}

function limited(view: DataView, at: number, limit: number): number {
  const count = view.getUint32(at, true);
  if (count > limit) throw new ModelError("corrupt", at, `expected at most ${limit}, got ${count}`);
  return count;
}

function readProfile(view: DataView, at: number): Profile {
  const mask = view.getUint16(at, true);
  if (mask === 0 || mask >>> CONTEXT_NAMES.length !== 0)
    throw new ModelError("corrupt", at, "profile has contexts that there are not");
  const profile: Profile = {
    contexts: [...CONTEXT_NAMES.keys()].filter((context) => (mask >>> context) & 1),
    matchLength: view.getUint8(at + 2),
    maxGroupBits: view.getUint8(at + 3),
    maxWindowBits: view.getUint8(at + 4),
    learningRate: view.getUint16(at + 5, true),
    finalLearningRate: view.getUint16(at + 7, true),
  };
  for (const [name, [least, most]] of Object.entries(PROFILE_RANGES)) {
    const value = profile[name as keyof typeof PROFILE_RANGES];
    if (value < least || value > most)
      throw new ModelError("corrupt", at, `expected ${name} of ${least} … ${most}, got ${value}`);
  }
  return profile;
}

function payloadDecoder(payload: Uint8Array): RansDecoder {
  return inPayload(() => new RansDecoder(payload, LANES));
}

function readTrained(
  decoder: RansDecoder,
  alphabet: Alphabet,
  tree: CodeTree,
  profile: Profile,
): TrainedProfile {
  const parameters = getParameters(decoder, alphabet, tree, profile);
  if (parameters === undefined) throw corrupt(decoder, "a parameter is beyond 16 bits");
  return { profile, parameters };
}

function corrupt(decoder: RansDecoder, message: string): ModelError {
  return new ModelError("corrupt", HEADER_BYTES + decoder.offset, message);
}

/** What the entropy coder finds wrong is wrong with the prior. */
function inPayload<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!isRansError(error)) throw error;
    const code = error.code === "truncated" ? "truncated" : "corrupt";
    throw new ModelError(code, HEADER_BYTES + error.offset, "payload of the prior cannot be decoded");
  }
}
