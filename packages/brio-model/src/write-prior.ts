import { RansEncoder } from "brio-rans";
import type { Alphabet } from "./alphabet.ts";
import { codeTreeOf } from "./code-tree.ts";
import { alphabetHash } from "./prior/alphabet-models.ts";
import {
  ALPHABET_AT,
  DICTIONARY_AT,
  HEADER_BYTES,
  ID_BYTES,
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
import { columnsOf } from "./prior/list-columns.ts";
import { putParameters } from "./prior/parameters.ts";
import { contextsOf } from "./prior/profiles.ts";
import { putLists } from "./prior/write-lists.ts";
import type { Prior } from "./prior.ts";
import type { Profile } from "./profile.ts";

/**
 * Serialises a prior; see SPEC-PRIOR.md for the bytes. The same prior always gives the same bytes.
 *
 * @param alphabet - the one that it was trained for
 * @throws {TypeError} an argument has the wrong type
 * @throws {RangeError} the prior is not one of the alphabet, or holds numbers that a file cannot hold
 */
export function writePrior(prior: Omit<Prior, "id">, alphabet: Alphabet): Uint8Array {
  const { dictionaryId, lists, profiles } = prior;
  const tree = codeTreeOf(alphabet);
  const columns = columnsOf(lists, tree);
  const listCount = columns.escapes.length;
  const successorCount = columns.symbols.length;
  if (listCount > MAX_LISTS || successorCount > MAX_SUCCESSORS) {
    throw new RangeError(`prior.lists: expected at most ${MAX_LISTS} and ${MAX_SUCCESSORS} successors`);
  }
  const header = new Uint8Array(HEADER_BYTES);
  const view = new DataView(header.buffer);
  header.set(MAGIC);
  header[VERSION_AT] = VERSION;
  header.set(bytesOfId(dictionaryId), DICTIONARY_AT);
  view.setUint32(ALPHABET_AT, alphabetHash(alphabet), true);
  view.setUint32(LISTS_AT, listCount, true);
  view.setUint32(SUCCESSORS_AT, successorCount, true);
  profiles.forEach(({ profile }, index) => writeProfile(view, PROFILES_AT + index * PROFILE_BYTES, profile));

  const encoder = new RansEncoder();
  for (const { profile, parameters } of profiles) putParameters(encoder, alphabet, tree, profile, parameters);
  putLists(encoder, alphabet, contextsOf(profiles), columns);
  const payload = encoder.finish({ lanes: LANES });
  const out = new Uint8Array(HEADER_BYTES + payload.length);
  out.set(header);
  out.set(payload, HEADER_BYTES);
  return out;
}

function bytesOfId(id: string): number[] {
  if (!/^[0-9a-f]{16}$/.test(id)) {
    throw new RangeError(`prior.dictionaryId: expected 16 lower-case hexadecimal digits, got ${id}`);
  }
  return Array.from({ length: ID_BYTES }, (_, i) => Number.parseInt(id.slice(2 * i, 2 * i + 2), 16));
}

function writeProfile(view: DataView, at: number, profile: Profile): void {
  for (const [name, [least, most]] of Object.entries(PROFILE_RANGES)) {
    const value = profile[name as keyof typeof PROFILE_RANGES];
    if (!(value >= least && value <= most))
      throw new RangeError(`profile.${name}: expected ${least} … ${most}, got ${value}`);
  }
  view.setUint16(
    at,
    profile.contexts.reduce((mask, context) => mask | (1 << context), 0),
    true,
  );
  view.setUint8(at + 2, profile.matchLength);
  view.setUint8(at + 3, profile.maxGroupBits);
  view.setUint8(at + 4, profile.maxWindowBits);
  view.setUint16(at + 5, profile.learningRate, true);
  view.setUint16(at + 7, profile.finalLearningRate, true);
}
