import { type Alphabet, requireAlphabet } from "./alphabet.ts";
import { byteAlphabet } from "./byte-alphabet.ts";
import { type CodeTree, codeTreeOf } from "./code-tree.ts";
import type { ContextLists } from "./context-lists.ts";
import type { Prior } from "./prior.ts";
import { BYTE_PROFILES, type Parameters, PHRASE_PROFILES, type Profile } from "./profile.ts";
import { untrainedParameters } from "./untrained.ts";

/** A profile with what training found for it. */
export interface TrainedProfile {
  readonly profile: Profile;
  readonly parameters: Parameters;
}

/** Everything that coding starts from; read-only, and shared by all payloads. */
export interface Model {
  readonly alphabet: Alphabet;
  readonly tree: CodeTree;
  /** What training saw; undefined in a model without prior. */
  readonly lists: ContextLists | undefined;
  /** Profile 0, the smallest frames, and profile 1, which is faster. */
  readonly profiles: readonly [TrainedProfile, TrainedProfile];
}

/**
 * A model that has seen what its prior was trained on.
 *
 * @param alphabet - the one that the prior is for
 * @throws {TypeError} | {RangeError} `alphabet` is none: the message says where
 */
export function primedModel(alphabet: Alphabet, { lists, profiles }: Prior): Model {
  requireAlphabet(alphabet);
  return { alphabet, tree: codeTreeOf(alphabet), lists, profiles };
}

/**
 * A model of phrases that has seen nothing but the weights of its alphabet.
 *
 * @throws {TypeError} | {RangeError} `alphabet` is none: the message says where
 */
export function untrainedModel(alphabet: Alphabet): Model {
  requireAlphabet(alphabet);
  return modelOf(alphabet, PHRASE_PROFILES);
}

/** A model of bytes that has seen nothing. */
export function byteModel(): Model {
  return modelOf(byteAlphabet(), BYTE_PROFILES);
}

function modelOf(alphabet: Alphabet, [smallest, fastest]: readonly [Profile, Profile]): Model {
  const tree = codeTreeOf(alphabet);
  const untrained = (profile: Profile): TrainedProfile => ({
    profile,
    parameters: untrainedParameters(alphabet, tree, profile),
  });
  return { alphabet, tree, lists: undefined, profiles: [untrained(smallest), untrained(fastest)] };
}
