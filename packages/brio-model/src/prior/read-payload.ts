/**
 * Reading a prior column by column, in the order of SPEC-PRIOR: what says which fault a damaged one has, and the way to read one without
 * WebAssembly.
 */
import { isRansError, RansDecoder } from "brio-rans";
import type { Alphabet } from "../alphabet.ts";
import { type CodeTree, codeTreeOf } from "../code-tree.ts";
import { CONTEXT_NAMES } from "../contexts.ts";
import { ModelError } from "../errors.ts";
import type { PriorContent } from "../kernel.ts";
import type { TrainedProfile } from "../model.ts";
import type { Profile } from "../profile.ts";
import { alphabetHash } from "./alphabet-models.ts";
import { contentId } from "./content-id.ts";
import { ALPHABET_AT, HEADER_BYTES, LANES } from "./format.ts";
import { contextListsOf } from "./list-columns.ts";
import { getParameters } from "./parameters.ts";
import { contextsOf } from "./profiles.ts";
import type { PriorHeader } from "./read-header.ts";
import { getLists } from "./read-lists.ts";

/** @throws {ModelError} `alphabet-mismatch`, `truncated` or `corrupt` */
export function readPayload(bytes: Uint8Array, header: PriorHeader, alphabet: Alphabet): PriorContent {
  if (header.alphabetHash !== alphabetHash(alphabet)) {
    throw new ModelError("alphabet-mismatch", ALPHABET_AT, "prior was trained for another alphabet");
  }
  const { profiles, listCount, successorCount } = header;
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
    return { id: contentId(bytes), lists, profiles: [trained[0], trained[1]] };
  });
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
