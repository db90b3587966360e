/**
 * The binary code of an alphabet, SPEC section 4: a Huffman tree of the classes, and below each class one of its symbols. A symbol is
 * its path from the root; a common one takes few decisions.
 *
 * Leaves are numbered from left to right. A node is then all that a walk needs to know: the leaves from its `split` on are those
 * behind bit 1. So which way a symbol goes at a node on its path is one comparison, and symbols in the order of their leaves need a
 * binary search alone to be divided by a node.
 */
import type { Alphabet } from "./alphabet.ts";
import { PROBABILITY_SCALE } from "./fixed-point.ts";

export interface CodeTree {
  /** Nodes 0 … classNodeCount - 1 tell classes apart; the others tell symbols of a class apart. */
  readonly classNodeCount: number;
  readonly nodeCount: number;
  /** The node of the first decision; or the only leaf, as a child is. */
  readonly root: number;
  /** By 2 × node + bit: the next node, or ~leaf. */
  readonly children: Int32Array;
  /** By node: the first leaf behind bit 1. */
  readonly splits: Uint16Array;
  /** By symbol. */
  readonly leafOfSymbol: Uint16Array;
  /** By symbol: decisions on its path. */
  readonly depthOfSymbol: Uint8Array;
  readonly maxDepth: number;
  readonly symbolOfLeaf: Uint16Array;
  /** By node: probability of bit 1 from the weights of the symbols; of a class node from those of the classes. */
  readonly probabilities: Uint16Array;
  /** By class before × classNodeCount + node: probability of bit 1 from the transitions; empty if the alphabet has none. */
  readonly transitionProbabilities: Uint16Array;
}

/** A static probability is never further from 0 or 1 than this: one in 4096. */
const LEAST_PROBABILITY = 16;

const trees: WeakMap<Alphabet, CodeTree> = /* @__PURE__ */ new WeakMap();

/** The tree of an alphabet: made once. */
export function codeTreeOf(alphabet: Alphabet): CodeTree {
  let tree = trees.get(alphabet);
  if (tree === undefined) {
    tree = buildCodeTree(alphabet);
    trees.set(alphabet, tree);
  }
  return tree;
}

export function buildCodeTree(alphabet: Alphabet): CodeTree {
  const { classes, weights, classWeights, transitions } = alphabet;
  const classCount = classWeights.length;
  const members: number[][] = Array.from({ length: classCount }, () => []);
  classes.forEach((index, symbol) => {
    members[index].push(symbol);
  });

  // Children of nodes, two a node; below zero ~class, and further on ~symbol.
  const nodes: number[] = [];
  const weightOf = (classIndex: number) => classWeights[classIndex];
  const classRoot = huffman(nodes, [...classWeights.keys()], weightOf);
  const classNodes = Int32Array.from(nodes);
  const classNodeCount = nodes.length / 2;
  const memberRoots = members.map((symbols) => huffman(nodes, symbols, (symbol) => weights[symbol]));
  const nodeCount = nodes.length / 2;
  const probabilities = new Uint16Array(nodeCount);
  weigh(classNodes, 0, classNodeCount, weightOf, probabilities, 0);
  weigh(Int32Array.from(nodes), classNodeCount, nodeCount, (symbol) => weights[symbol], probabilities, 0);
  const contextCount = transitions === undefined ? 0 : classCount + 1;
  const transitionProbabilities = new Uint16Array(contextCount * classNodeCount);
  for (let context = 0; context < contextCount; context++) {
    const row = context * classCount;
    const transitionTo = (classIndex: number) => transitions![row + classIndex];
    weigh(classNodes, 0, classNodeCount, transitionTo, transitionProbabilities, context * classNodeCount);
  }

  // The leaves of the tree of classes become the trees of their symbols.
  const linked = (child: number) => (child < 0 ? memberRoots[~child] : child);
  for (let i = 0; i < classNodes.length; i++) nodes[i] = linked(nodes[i]);
  return {
    classNodeCount,
    nodeCount,
    probabilities,
    transitionProbabilities,
    ...numberLeaves(nodes, linked(classRoot), classes.length),
  };
}

/**
 * Huffman's algorithm with two queues (van Leeuwen, 1976): leaves by weight, and inner nodes, whose weights ascend as they are made.
 * The lighter of two children is behind bit 1. Of equal weights, leaves come first, and among them the lower number.
 *
 * @param nodes - the children of the nodes that it makes are appended: children come before their parents
 * @returns the root: a node, or ~leaf if there is but one
 */
function huffman(nodes: number[], leaves: readonly number[], weightOf: (leaf: number) => number): number {
  const queue = [...leaves].sort((a, b) => weightOf(a) - weightOf(b) || a - b);
  const firstNode = nodes.length / 2;
  const innerWeights: number[] = [];
  let leaf = 0;
  let inner = 0;
  let taken = 0;
  const takeLightest = (): number => {
    if (
      leaf < queue.length &&
      (inner >= innerWeights.length || weightOf(queue[leaf]) <= innerWeights[inner])
    ) {
      taken += weightOf(queue[leaf]);
      return ~queue[leaf++];
    }
    taken += innerWeights[inner];
    return firstNode + inner++;
  };
  while (innerWeights.length < queue.length - 1) {
    taken = 0;
    const lighter = takeLightest();
    const heavier = takeLightest();
    nodes.push(heavier, lighter);
    innerWeights.push(taken);
  }
  return takeLightest();
}

/** Probabilities of the nodes from `first` to `end`, which are all of some trees, by the weights of their leaves. */
function weigh(
  nodes: Int32Array,
  first: number,
  end: number,
  weightOf: (leaf: number) => number,
  probabilities: Uint16Array,
  at: number,
): void {
  const totals = new Float64Array(end - first);
  const total = (child: number) => (child < 0 ? weightOf(~child) : totals[child - first]);
  for (let node = first; node < end; node++) {
    const one = total(nodes[2 * node + 1]);
    const both = total(nodes[2 * node]) + one;
    totals[node - first] = both;
    const probability = Math.floor((one * PROBABILITY_SCALE) / both);
    probabilities[at + node] = Math.max(
      LEAST_PROBABILITY,
      Math.min(PROBABILITY_SCALE - LEAST_PROBABILITY, probability),
    );
  }
}

/** Numbers the leaves from left to right; what was ~symbol becomes ~leaf. */
function numberLeaves(
  nodes: readonly number[],
  root: number,
  symbolCount: number,
): Pick<
  CodeTree,
  "root" | "children" | "splits" | "leafOfSymbol" | "symbolOfLeaf" | "depthOfSymbol" | "maxDepth"
> {
  const children = Int32Array.from(nodes);
  const splits = new Uint16Array(nodes.length / 2);
  const leafOfSymbol = new Uint16Array(symbolCount);
  const symbolOfLeaf = new Uint16Array(symbolCount);
  const depthOfSymbol = new Uint8Array(symbolCount);
  let maxDepth = 0;
  let leafCount = 0;
  const visit = (child: number, depth: number): number => {
    if (child < 0) {
      depthOfSymbol[~child] = depth;
      maxDepth = Math.max(maxDepth, depth);
      leafOfSymbol[~child] = leafCount;
      symbolOfLeaf[leafCount] = ~child;
      return ~leafCount++;
    }
    children[2 * child] = visit(children[2 * child], depth + 1);
    splits[child] = leafCount;
    children[2 * child + 1] = visit(children[2 * child + 1], depth + 1);
    return child;
  };
  const numbered = visit(root, 0);
  return { root: numbered, children, splits, leafOfSymbol, symbolOfLeaf, depthOfSymbol, maxDepth };
}
