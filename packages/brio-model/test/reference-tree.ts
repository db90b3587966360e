/** Section 4 of SPEC.md: the code tree as nested objects, by searching for the lightest two again and again. */
import type { Alphabet } from "../src/alphabet.ts";
import { clamp } from "./reference-numbers.ts";

export interface Leaf {
  /** A symbol. */
  readonly leaf: number;
}

export interface Branch {
  readonly number: number;
  readonly zero: Tree;
  readonly one: Tree;
  readonly isClassNode: boolean;
  /** What the weights are of: classes, or symbols of a class. All that are below the node, and those behind bit 1. */
  readonly all: readonly number[];
  readonly ones: readonly number[];
  /** A symbol that is below the node, and the number of the first leaf behind bit 1. */
  readonly someSymbol: number;
  readonly split: number;
}

export type Tree = Leaf | Branch;

/** What is known before the leaves of all classes are. */
type Draft = Leaf | (Omit<Branch, "zero" | "one" | "someSymbol" | "split"> & { zero: Draft; one: Draft });

interface Item {
  readonly tree: Draft;
  readonly weight: number;
  readonly members: readonly number[];
}

export interface ReferenceTree {
  readonly root: Tree;
  /** Symbols in the order of their leaves. */
  readonly leaves: readonly number[];
}

const known = new WeakMap<Alphabet, ReferenceTree>();

/** The trees of an alphabet, put together. */
export function referenceTree(alphabet: Alphabet): ReferenceTree {
  const tree = known.get(alphabet) ?? buildTree(alphabet);
  known.set(alphabet, tree);
  return tree;
}

function buildTree(alphabet: Alphabet): ReferenceTree {
  const { classes, weights, classWeights } = alphabet;
  const symbols = Array.from(classes, (_, symbol) => symbol);
  const classNumbers = Array.from(classWeights, (_, classNumber) => classNumber);
  let count = 0;
  const huffman = (members: readonly number[], weightOf: ArrayLike<number>, isClassNode: boolean): Draft => {
    const leaves: Item[] = members.map((leaf) => ({
      tree: { leaf },
      weight: weightOf[leaf]!,
      members: [leaf],
    }));
    const nodes: Item[] = [];
    const takeLightest = (): Item => {
      const lightest = [...leaves, ...nodes].reduce((best, item) =>
        item.weight < best.weight ? item : best,
      );
      const list = leaves.includes(lightest) ? leaves : nodes;
      list.splice(list.indexOf(lightest), 1);
      return lightest;
    };
    while (leaves.length + nodes.length > 1) {
      const one = takeLightest();
      const zero = takeLightest();
      const all = [...zero.members, ...one.members];
      const tree = {
        number: count++,
        zero: zero.tree,
        one: one.tree,
        isClassNode,
        all,
        ones: one.members,
      };
      nodes.push({ tree, weight: zero.weight + one.weight, members: all });
    }
    return takeLightest().tree;
  };
  const classTree = huffman(classNumbers, classWeights, true);
  const memberTrees = classNumbers.map((c) =>
    huffman(
      symbols.filter((symbol) => classes[symbol] === c),
      weights,
      false,
    ),
  );
  const leaves: number[] = [];
  const finished = (tree: Draft, leafOf: (leaf: number) => Tree): Tree => {
    if ("leaf" in tree) return leafOf(tree.leaf);
    const first = leaves.length;
    const zero = finished(tree.zero, leafOf);
    const split = leaves.length;
    const one = finished(tree.one, leafOf);
    return { ...tree, zero, one, split, someSymbol: leaves[first]! };
  };
  const symbolLeaf = (leaf: number): Tree => {
    leaves.push(leaf);
    return { leaf };
  };
  const root = finished(classTree, (c) => finished(memberTrees[c]!, symbolLeaf));
  return { root, leaves };
}

/** @param before - class of the symbol before, or the number of classes */
export function staticProbability(alphabet: Alphabet, branch: Branch, before: number): number {
  const { weights, classWeights, transitions } = alphabet;
  const count = classWeights.length;
  const row = transitions?.subarray(before * count, (before + 1) * count) ?? classWeights;
  const weightOf = branch.isClassNode ? row : weights;
  const total = (members: readonly number[]): number =>
    members.reduce((sum, member) => sum + weightOf[member]!, 0);
  return clamp(Math.floor((total(branch.ones) * 65536) / total(branch.all)), 16, 65520);
}
