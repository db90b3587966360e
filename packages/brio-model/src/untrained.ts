import type { Alphabet } from "./alphabet.ts";
import type { CodeTree } from "./code-tree.ts";
import { LOGIT_LIMIT, SQUASH } from "./fixed-point.ts";
import {
  BUCKETS,
  inputCountOf,
  MATCH_BUCKETS,
  type Parameters,
  type Profile,
  REFINEMENT_STEPS,
  setCountsOf,
} from "./profile.ts";

/** Weights have 12 fractional bits. */
const ONE = 4096;

/** Logits between two steps of a refinement, and the logit of the first. */
const REFINEMENT_STEP = 128;
const FIRST_LOGIT = -2048;

/** Two inputs a context; then the static probability, a constant, and the match. */
const INPUTS_PER_CONTEXT = 2;

/**
 * Where a profile starts from that nobody trained, and where training starts from: inputs are trusted a little, and the more, the more
 * was counted; sets of weights add nothing yet; refinements refine nothing.
 */
export function untrainedParameters(alphabet: Alphabet, tree: CodeTree, profile: Profile): Parameters {
  const inputCount = inputCountOf(profile);
  const sets = setCountsOf(alphabet, tree, profile);
  const contextInputs = INPUTS_PER_CONTEXT * profile.contexts.length;
  const confidences = new Int16Array(2 * inputCount * BUCKETS);
  for (let kind = 0; kind < 2; kind++) {
    for (let input = 0; input < inputCount; input++) {
      for (let bucket = 0; bucket < BUCKETS; bucket++) {
        confidences[(kind * inputCount + input) * BUCKETS + bucket] = startOf(input, contextInputs, bucket);
      }
    }
  }
  return {
    confidences,
    nodeWeights: new Int16Array(sets.node * inputCount),
    neighbourWeights: new Int16Array(sets.neighbour * inputCount),
    matchWeights: new Int16Array(sets.match * inputCount),
    matchProbabilities: Uint16Array.from({ length: 2 * MATCH_BUCKETS }, (_, at) => matchStart(at >> 1)),
    refinements: Uint16Array.from(
      { length: tree.classNodeCount * REFINEMENT_STEPS },
      (_, index) => SQUASH[LOGIT_LIMIT + FIRST_LOGIT + REFINEMENT_STEP * (index % REFINEMENT_STEPS)],
    ),
  };
}

/**
 * By bucket of the count, in hundredths: what recent decisions and the counter are worth to text (measured on texts of some hundred
 * kilobytes). Two decisions are best told by the counter; from three on the pattern says more than it.
 */
const RECENT_WEIGHTS = [0, 0, 2, 12, 15, 16, 12, 10, 10, 10];
const COUNTER_WEIGHTS = [0, 42, 34, 14, 8, 8, 14, 14, 12, 8];

/** The static probability, the constant, the match, and what fills the vector. */
const FURTHER_WEIGHTS = [30, 0, 30];

function startOf(input: number, contextInputs: number, bucket: number): number {
  const weights = input % INPUTS_PER_CONTEXT === 0 ? RECENT_WEIGHTS : COUNTER_WEIGHTS;
  const hundredths = input < contextInputs ? weights[bucket] : (FURTHER_WEIGHTS[input - contextInputs] ?? 0);
  return Math.round((ONE * hundredths) / 100);
}

/** Longer matches are right more often: 3 of 4 to 63 of 64. */
function matchStart(bucket: number): number {
  return 65535 - Math.floor(65536 / (4 + 4 * bucket));
}
