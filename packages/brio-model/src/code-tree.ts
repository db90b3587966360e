/**
 * The binary code of an alphabet, SPEC section 4: a Huffman tree of the classes, and below each class one of its symbols. A symbol is
 * its path from the root; a common one takes few decisions.
 *
 * Leaves are numbered from left to right. A node is then all that a walk needs to know: the leaves from its `split` on are those
 * behind bit 1. So which way a symbol goes at a node on its path is one comparison, and symbols in the order of their leaves need a
 * binary search alone to be divided by a node.
 */
import { type Alphabet, MAX_SYMBOLS } from "./alphabet.ts";
import { fillTables, PROBABILITY_SCALE } from "./fixed-point.ts";

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
  return trees.get(alphabet) ?? keepCodeTree(alphabet, buildCodeTree(alphabet));
}

/** Makes a tree that somebody built that of its alphabet, unless there is one. */
export function keepCodeTree(alphabet: Alphabet, built: CodeTree): CodeTree {
  const tree = trees.get(alphabet) ?? built;
  trees.set(alphabet, tree);
  return tree;
}

/** In loops over typed arrays, as it is what a first call waits for and nothing here runs often enough to be optimised. */
export function buildCodeTree(alphabet: Alphabet): CodeTree {
  fillTables();
  const { classes, weights, classWeights, transitions } = alphabet;
  const classCount = classWeights.length;
  const classNodeCount = classCount - 1;
  const nodeCount = classes.length - 1;
  const forest: Forest = {
    children: new Int32Array(2 * nodeCount),
    totals: new Float64Array(nodeCount),
    probabilities: new Uint16Array(nodeCount),
  };
  // By class, its leaf of the tree of classes: a tree of its symbols; below zero ~symbol.
  const memberRoots = new Int32Array(classCount);
  const classRoot = huffman(forest, 0, ranked(Uint16Array.from(classWeights.keys()), classWeights));
  const transitionProbabilities = transitionsOf(forest.children, classNodeCount, classCount, transitions);

  const starts = new Uint32Array(classCount + 2);
  for (let symbol = 0; symbol < classes.length; symbol++) starts[classes[symbol] + 2]++;
  for (let index = 0; index < classCount; index++) starts[index + 2] += starts[index + 1];
  const members = new Uint16Array(classes.length);
  for (let symbol = 0; symbol < classes.length; symbol++) members[starts[classes[symbol] + 1]++] = symbol;
  for (let index = 0, node = classNodeCount; index < classCount; index++) {
    const symbols = members.subarray(starts[index], starts[index + 1]);
    memberRoots[index] = huffman(forest, node, ranked(symbols, weights));
    node += symbols.length - 1;
  }

  // The leaves of the tree of classes become the trees of their symbols.
  const { children, probabilities } = forest;
  for (let i = 0; i < 2 * classNodeCount; i++) if (children[i] < 0) children[i] = memberRoots[~children[i]];
  const root = classRoot < 0 ? memberRoots[~classRoot] : classRoot;
  return {
    classNodeCount,
    nodeCount,
    probabilities,
    transitionProbabilities,
    ...numberLeaves(children, root, classNodeCount, classes.length),
  };
}

/** Trees on their way, children before their parents. */
interface Forest {
  /** Two a node; below zero ~leaf. */
  readonly children: Int32Array;
  /** By node: the weights of its leaves. */
  readonly totals: Float64Array;
  readonly probabilities: Uint16Array;
}

/** Leaves by weight, and among equal ones by number: weight × 2^16 + leaf. Weights have 21 bits; the engine sorts numbers fast. */
function ranked(leaves: Uint16Array, weights: Uint32Array): Float64Array {
  const keys = new Float64Array(leaves.length);
  for (let i = 0; i < leaves.length; i++) keys[i] = weights[leaves[i]] * MAX_SYMBOLS + leaves[i];
  return keys.sort();
}

/**
 * Huffman's algorithm with two queues (van Leeuwen, 1976): leaves by weight, and inner nodes, whose weights ascend as they are made.
 * The lighter of two children is behind bit 1. Of equal weights, leaves come first, and among them the lower number.
 *
 * @param first - number of the first node that it makes; there is one less than leaves
 * @param queue - of {@link ranked}
 * @returns the root: a node, or ~leaf if there is but one
 */
function huffman({ children, totals, probabilities }: Forest, first: number, queue: Float64Array): number {
  const end = first + queue.length - 1;
  let leaf = 0;
  let inner = first;
  for (let node = first; node < end; node++) {
    let one = 0;
    let both = 0;
    for (let bit = 1; bit >= 0; bit--) {
      const weight = leaf < queue.length ? Math.floor(queue[leaf] / MAX_SYMBOLS) : 0;
      if (leaf < queue.length && (inner === node || weight <= totals[inner])) {
        children[2 * node + bit] = ~(queue[leaf++] - weight * MAX_SYMBOLS);
        both += weight;
      } else {
        children[2 * node + bit] = inner;
        both += totals[inner++];
      }
      if (bit === 1) one = both;
    }
    totals[node] = both;
    probabilities[node] = probabilityOf(one, both);
  }
  return end === first ? ~(queue[0] % MAX_SYMBOLS) : end - 1;
}

function probabilityOf(one: number, both: number): number {
  const probability = Math.floor((one * PROBABILITY_SCALE) / both);
  return Math.max(LEAST_PROBABILITY, Math.min(PROBABILITY_SCALE - LEAST_PROBABILITY, probability));
}

/** Probabilities of class nodes by class before. @param children - of the tree of classes */
function transitionsOf(
  children: Int32Array,
  nodeCount: number,
  classCount: number,
  transitions: Uint32Array | undefined,
): Uint16Array {
  const contextCount = transitions === undefined ? 0 : classCount + 1;
  const probabilities = new Uint16Array(contextCount * nodeCount);
  // Weights of leaves and then of nodes: a child c is at c or, below zero, at nodeCount + ~c.
  const totals = new Float64Array(nodeCount + classCount);
  for (let context = 0; context < contextCount; context++) {
    totals.set(transitions!.subarray(context * classCount, (context + 1) * classCount), nodeCount);
    for (let node = 0; node < nodeCount; node++) {
      const zeroChild = children[2 * node];
      const oneChild = children[2 * node + 1];
      const one = totals[oneChild < 0 ? nodeCount + ~oneChild : oneChild];
      const both = one + totals[zeroChild < 0 ? nodeCount + ~zeroChild : zeroChild];
      totals[node] = both;
      probabilities[context * nodeCount + node] = probabilityOf(one, both);
    }
  }
  return probabilities;
}

/** Numbers the leaves from left to right; what was ~symbol becomes ~leaf. */
function numberLeaves(
  children: Int32Array,
  root: number,
  classNodeCount: number,
  symbolCount: number,
): Pick<
  CodeTree,
  "root" | "children" | "splits" | "leafOfSymbol" | "symbolOfLeaf" | "depthOfSymbol" | "maxDepth"
> {
  const nodeCount = symbolCount - 1;
  const splits = new Uint16Array(nodeCount);
  const leafOfSymbol = new Uint16Array(symbolCount);
  const symbolOfLeaf = new Uint16Array(symbolCount);
  const depthOfSymbol = new Uint8Array(symbolCount);
  // Upwards: how many leaves a node has. Trees of symbols come first, as they are below that of classes.
  const sizes = new Uint32Array(nodeCount);
  for (let i = 0; i < nodeCount; i++) {
    const node = (classNodeCount + i) % nodeCount;
    for (let bit = 0; bit < 2; bit++) {
      const child = children[2 * node + bit];
      sizes[node] += child < 0 ? 1 : sizes[child];
    }
  }
  // Downwards: which of them is the first, and how many decisions lead there.
  const firstLeaves = new Uint32Array(nodeCount);
  const depths = new Uint8Array(nodeCount);
  let maxDepth = 0;
  for (let i = nodeCount - 1; i >= 0; i--) {
    const node = (classNodeCount + i) % nodeCount;
    let leaf = firstLeaves[node];
    const depth = depths[node] + 1;
    for (let bit = 0; bit < 2; bit++) {
      const child = children[2 * node + bit];
      if (bit === 1) splits[node] = leaf;
      if (child >= 0) {
        firstLeaves[child] = leaf;
        depths[child] = depth;
        leaf += sizes[child];
      } else {
        depthOfSymbol[~child] = depth;
        maxDepth = Math.max(maxDepth, depth);
        leafOfSymbol[~child] = leaf;
        symbolOfLeaf[leaf] = ~child;
        children[2 * node + bit] = ~leaf++;
      }
    }
  }
  return {
    root: root < 0 ? ~0 : root,
    children,
    splits,
    leafOfSymbol,
    symbolOfLeaf,
    depthOfSymbol,
    maxDepth,
  };
}
