/**
 * How much a model looks at, SPEC section 7: profiles differ in the number of contexts, and so in speed and size.
 */
import type { Alphabet } from "./alphabet.ts";
import type { CodeTree } from "./code-tree.ts";

export interface Profile {
  /** Numbers of the contexts in use, ascending. */
  readonly contexts: readonly number[];
  /** A match is looked for where so many symbols came before. */
  readonly matchLength: number;
  /** At most 2^maxGroupBits groups of seven counters, 32 bytes each. */
  readonly maxGroupBits: number;
  /** At most 2^maxWindowBits symbols back that a match may begin. */
  readonly maxWindowBits: number;
  /** Step of the mixer's weights at the beginning, and the one that it approaches, in units of 1/16000: 1 … 1023. */
  readonly learningRate: number;
  readonly finalLearningRate: number;
}

/** Profiles of models of phrases: 0 and 1. */
export const PHRASE_PROFILES: readonly [Profile, Profile] = [
  {
    contexts: [0, 1, 2, 4, 5, 6, 14],
    matchLength: 2,
    maxGroupBits: 21,
    maxWindowBits: 22,
    learningRate: 96,
    finalLearningRate: 96,
  },
  {
    contexts: [1, 2],
    matchLength: 2,
    maxGroupBits: 18,
    maxWindowBits: 21,
    learningRate: 96,
    finalLearningRate: 96,
  },
];

/** Profiles of models of bytes: 0 and 1. */
export const BYTE_PROFILES: readonly [Profile, Profile] = [
  {
    contexts: [1, 2, 5, 6, 8, 10, 12, 13],
    matchLength: 8,
    maxGroupBits: 21,
    maxWindowBits: 24,
    learningRate: 64,
    finalLearningRate: 12,
  },
  {
    contexts: [1, 2, 5, 10, 12, 13],
    matchLength: 6,
    maxGroupBits: 18,
    maxWindowBits: 21,
    learningRate: 64,
    finalLearningRate: 12,
  },
];

/** Confidence buckets of an input. */
export const BUCKETS = 10;

/** Inputs besides two a context: the weights of the alphabet, a constant, and the match. */
const FURTHER_INPUTS = 3;

/** Inputs of the mixer, made a multiple of four by inputs that are always 0. */
export function inputCountOf({ contexts }: Profile): number {
  return (2 * contexts.length + FURTHER_INPUTS + 3) & ~3;
}

/** Sets of weights by what is decided: each class node, and below a class the depth. */
export const MAX_MEMBER_DEPTH = 15;
/** Buckets of the length of a match: 1 to 15, and 0 without one. */
export const MATCH_BUCKETS = 16;

/**
 * Which set of the match it is, of classes or of members: without a match there is one for each number of contexts that know something.
 *
 * @param bucket - of the length of the match
 * @param knownContexts - contexts with a list that goes on here; in a model without lists, with a counter that has counted
 */
export function matchSetOf(bucket: number, knownContexts: number): number {
  if (bucket > 0) return bucket;
  return knownContexts > 0 ? MATCH_BUCKETS - 1 + knownContexts : 0;
}

/** Numbers of weight sets of the three selectors. */
export interface SetCounts {
  readonly node: number;
  readonly neighbour: number;
  readonly match: number;
}

export function setCountsOf(
  { classWeights }: Alphabet,
  { classNodeCount }: CodeTree,
  { contexts }: Profile,
): SetCounts {
  return {
    node: classNodeCount + MAX_MEMBER_DEPTH + 1,
    // The class before, or none, for classes; the class itself for its members.
    neighbour: 2 * classWeights.length + 1,
    match: 2 * (MATCH_BUCKETS + contexts.length),
  };
}

/** Buckets of the refinement of a class node's prediction. */
export const REFINEMENT_STEPS = 33;

/**
 * What training found for a profile: where the parts of a model start from that learn while they code. Weights have 12 fractional
 * bits here.
 */
export interface Parameters {
  /** By (is a class node × inputs + input) × 10 + bucket: part of the weight that stays as it is. */
  readonly confidences: Int16Array;
  /** By set × inputs + input: parts of the weight that learn. */
  readonly nodeWeights: Int16Array;
  readonly neighbourWeights: Int16Array;
  readonly matchWeights: Int16Array;
  /** By 2 × match bucket + (is a class node): probability that the match is right. */
  readonly matchProbabilities: Uint16Array;
  /** By class node × 33 + step: refined probability. */
  readonly refinements: Uint16Array;
}
