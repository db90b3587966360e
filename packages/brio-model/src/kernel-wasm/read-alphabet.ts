/** The alphabet of a prior in the memory in which that is read: its hash, and its code tree. */
import type { Alphabet } from "../alphabet.ts";
import type { CodeTree } from "../code-tree.ts";
import * as reading from "./prior-layout.ts";
import type { Workspace } from "./workspace.ts";

/** Where arrays are that the guides of lists are made of. */
export interface PlacedAlphabet {
  readonly hash: number;
  readonly classesAt: number;
}

/** Copies the alphabet and hashes it, as prior/alphabet-models.ts does. */
export function placeAlphabet(workspace: Workspace, alphabet: Alphabet): PlacedAlphabet {
  const { bytes, offsets, classes, weights, classWeights, transitions } = alphabet;
  const { exports, put, take, tell } = workspace;
  let hash = transitions === undefined ? 0 : 1;
  const placed = [offsets, bytes, classes, weights, classWeights, transitions ?? new Uint32Array(0)].map(
    (numbers) => {
      const at = put(numbers);
      hash = exports.hashNumbers(hash, at, numbers.length, numbers.BYTES_PER_ELEMENT);
      return at;
    },
  );
  const [, , classesAt, weightsAt, classWeightsAt, transitionsAt] = placed;
  tell([
    [reading.SYMBOL_COUNT, classes.length],
    [reading.SYMBOL_CLASSES, classesAt],
    [reading.SYMBOL_WEIGHTS, weightsAt],
    [reading.CLASS_WEIGHTS, classWeightsAt],
    [reading.CLASS_TRANSITIONS, transitions === undefined ? 0 : transitionsAt],
    [reading.MEMBER_STARTS, take(4 * (classWeights.length + 2))],
    [reading.MEMBER_SYMBOLS, take(2 * classes.length)],
    [reading.MEMBER_LEAVES, take(2 * classes.length)],
    [reading.MEMBER_WEIGHTS, take(4 * classes.length)],
  ]);
  return { hash: hash >>> 0, classesAt };
}

/** Builds the code tree of the alphabet that was placed: that of {@link buildCodeTree} of ../code-tree.ts. */
export function buildTreeOf(
  { exports, take, tell, ask }: Workspace,
  { classes, classWeights, transitions }: Alphabet,
): CodeTree {
  const symbolCount = classes.length;
  const nodeCount = symbolCount - 1;
  const classNodeCount = classWeights.length - 1;
  const transitionCount = transitions === undefined ? 0 : (classWeights.length + 1) * classNodeCount;
  tell([
    [reading.SYMBOL_LEAVES, take(2 * symbolCount)],
    [reading.TREE_CHILDREN, take(8 * symbolCount)],
    [reading.TREE_SPLITS, take(2 * symbolCount)],
    [reading.TREE_SYMBOLS, take(2 * symbolCount)],
    [reading.TREE_DEPTHS, take(symbolCount)],
    [reading.TREE_PROBABILITIES, take(2 * symbolCount)],
    [reading.TREE_TRANSITIONS, take(2 * transitionCount)],
    [reading.TREE_TOTALS, take(8 * symbolCount)],
  ]);
  exports.buildTree();
  const { buffer } = exports.memory;
  const halves = (name: number, count: number): Uint16Array =>
    new Uint16Array(buffer, ask(name), count).slice();
  return {
    classNodeCount,
    nodeCount,
    root: ask(reading.TREE_ROOT),
    children: new Int32Array(buffer, ask(reading.TREE_CHILDREN), 2 * nodeCount).slice(),
    splits: halves(reading.TREE_SPLITS, nodeCount),
    leafOfSymbol: halves(reading.SYMBOL_LEAVES, symbolCount),
    depthOfSymbol: new Uint8Array(buffer, ask(reading.TREE_DEPTHS), symbolCount).slice(),
    maxDepth: ask(reading.TREE_MAX_DEPTH),
    symbolOfLeaf: halves(reading.TREE_SYMBOLS, symbolCount),
    probabilities: halves(reading.TREE_PROBABILITIES, nodeCount),
    transitionProbabilities: halves(reading.TREE_TRANSITIONS, transitionCount),
  };
}
