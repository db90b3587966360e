/** The example of SPEC-PRIOR.md, section 7. */
import type { Alphabet } from "../src/alphabet.ts";
import { codeTreeOf } from "../src/code-tree.ts";
import { keySlot, listKey } from "../src/context-lists.ts";
import { CONTEXT_NAMES, contextHash, extendHistory, startHistory } from "../src/contexts.ts";
import { type Prior, untrainedModel } from "../src/index.ts";
import { roundParameters } from "../src/prior/parameters.ts";
import { alphabetOf } from "./models.ts";

/** Symbols 0 and 1 are of class 0, symbol 2 is of class 1. */
export const alphabet: Alphabet = alphabetOf(
  [
    ["a", 0, 2],
    ["b", 0, 1],
    ["c", 1, 1],
  ],
  [3, 1],
);

const profile = {
  contexts: [1],
  matchLength: 2,
  maxGroupBits: 12,
  maxWindowBits: 16,
  learningRate: 96,
  finalLearningRate: 96,
};

/** After symbol 0 came symbol 2 twelve times, symbol 1 twice, and others once or never. */
export function examplePrior(): Omit<Prior, "id"> {
  const tree = codeTreeOf(alphabet);
  const { parameters } = untrainedModel(alphabet).profiles[0];
  const inputs = { ...parameters, confidences: new Int16Array(160), nodeWeights: new Int16Array(8 * 17) };
  const zeros = {
    ...inputs,
    neighbourWeights: new Int16Array(8 * 5),
    matchWeights: new Int16Array(8 * 34),
    matchProbabilities: new Uint16Array(32).fill(0xc000),
  };
  const trained = { profile, parameters: roundParameters(alphabet, tree, profile, zeros) };
  const history = startHistory(2, 100);
  extendHistory(history, alphabet, 0);
  const keyBits = new Uint8Array(CONTEXT_NAMES.length * 3);
  keyBits[3] = 6;
  const key = listKey(3, 6, contextHash(history, 1)) + 1;
  const keys = new Uint32Array(4);
  const slot = keySlot(key, 3);
  keys[slot] = key;
  // Leaves: symbol 0 and 1 of class 0, and then symbol 2, or so; sums are of ascending leaves.
  const listed = [
    { leaf: tree.leafOfSymbol[2], count: 12 * 16 - 11 },
    { leaf: tree.leafOfSymbol[1], count: 2 * 16 - 11 },
  ].sort((a, b) => a.leaf - b.leaf);
  return {
    dictionaryId: "0123456789abcdef",
    lists: {
      groupsPerContext: 3,
      keyBits,
      keys,
      numbers: new Uint32Array(4),
      starts: Uint32Array.of(0, 2),
      escapes: Uint32Array.of(4096),
      leaves: Uint16Array.from(listed, ({ leaf }) => leaf),
      sums: Uint16Array.of(listed[0]!.count, listed[0]!.count + listed[1]!.count),
    },
    profiles: [trained, trained],
  };
}
