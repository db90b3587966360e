/** The parameters of a profile as columns, SPEC-PRIOR section 6. */
import type { RansDecoder, RansEncoder } from "brio-rans";
import type { Alphabet } from "../alphabet.ts";
import type { CodeTree } from "../code-tree.ts";
import { LOGIT_LIMIT, SQUASH } from "../fixed-point.ts";
import {
  BUCKETS,
  inputCountOf,
  MATCH_BUCKETS,
  type Parameters,
  type Profile,
  REFINEMENT_STEPS,
  setCountsOf,
} from "../profile.ts";
import { getNumbers, putNumbers } from "./numbers.ts";

/**
 * The arrays of parameters in their order, each with the lowest bits that a file leaves out. Weights keep 8 fractional bits and
 * probabilities 12 bits: finer ones made the file larger and nothing smaller.
 */
export const ARRAYS = [
  ["confidences", 4],
  ["nodeWeights", 4],
  ["neighbourWeights", 4],
  ["matchWeights", 4],
  ["matchProbabilities", 4],
  ["refinements", 4],
] as const;

/** What the numbers of a file are added to: no weight, and refinements that refine nothing. */
export function originOf(alphabet: Alphabet, tree: CodeTree, profile: Profile): Parameters {
  const inputCount = inputCountOf(profile);
  const sets = setCountsOf(alphabet, tree, profile);
  return {
    confidences: new Int16Array(2 * inputCount * BUCKETS),
    nodeWeights: new Int16Array(sets.node * inputCount),
    neighbourWeights: new Int16Array(sets.neighbour * inputCount),
    matchWeights: new Int16Array(sets.match * inputCount),
    matchProbabilities: new Uint16Array(2 * MATCH_BUCKETS),
    refinements: identityRefinements(tree.classNodeCount),
  };
}

function identityRefinements(nodeCount: number): Uint16Array {
  const steps = Uint16Array.from(
    { length: REFINEMENT_STEPS },
    (_, step) => SQUASH[LOGIT_LIMIT + 128 * (step - 16)],
  );
  const refinements = new Uint16Array(nodeCount * REFINEMENT_STEPS);
  for (let node = 0; node < nodeCount; node++) refinements.set(steps, node * REFINEMENT_STEPS);
  return refinements;
}

/** The nearest parameters that a file can hold. */
export function roundParameters(
  alphabet: Alphabet,
  tree: CodeTree,
  profile: Profile,
  parameters: Parameters,
): Parameters {
  const rounded = originOf(alphabet, tree, profile);
  for (const [name, shift] of ARRAYS) {
    const values = rounded[name];
    const [least, most] = values instanceof Int16Array ? [-0x8000, 0x7fff] : [0, 0xffff];
    parameters[name].forEach((value, i) => {
      const difference = (value - values[i] + (1 << (shift - 1))) >> shift;
      const nearest = values[i] + (difference << shift);
      values[i] =
        nearest > most ? nearest - (1 << shift) : nearest < least ? nearest + (1 << shift) : nearest;
    });
  }
  return rounded;
}

/** @throws {RangeError} parameters are not those of the profile, or such as a file cannot hold */
export function putParameters(
  encoder: RansEncoder,
  alphabet: Alphabet,
  tree: CodeTree,
  profile: Profile,
  parameters: Parameters,
): void {
  const origin = originOf(alphabet, tree, profile);
  for (const [name, shift] of ARRAYS) {
    const { length } = origin[name];
    if (parameters[name].length !== length) {
      throw new RangeError(`parameters.${name}: expected ${length} numbers, got ${parameters[name].length}`);
    }
    const numbers = Uint32Array.from(parameters[name], (value, i) => {
      const difference = value - origin[name][i];
      if (difference & ((1 << shift) - 1)) {
        throw new RangeError(
          `parameters.${name}[${i}]: expected a number that a file can hold, got ${value}`,
        );
      }
      return zigzag(difference >> shift);
    });
    putNumbers(encoder, numbers);
  }
}

/** Reads parameters; undefined if one does not fit its 16 bits. */
export function getParameters(
  decoder: RansDecoder,
  alphabet: Alphabet,
  tree: CodeTree,
  profile: Profile,
): Parameters | undefined {
  const parameters = originOf(alphabet, tree, profile);
  for (const [name, shift] of ARRAYS) {
    const values = parameters[name];
    const numbers = getNumbers(decoder, values.length);
    for (let i = 0; i < values.length; i++) {
      const value = values[i] + (unzigzag(numbers[i]) << shift);
      values[i] = value;
      if (values[i] !== value) return undefined;
    }
  }
  return parameters;
}

/** 0, -1, 1, -2, … become 0, 1, 2, 3, … */
function zigzag(x: number): number {
  return (x << 1) ^ (x >> 31);
}

function unzigzag(x: number): number {
  return (x >>> 1) ^ -(x & 1);
}
