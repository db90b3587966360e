import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Alphabet } from "../src/alphabet.ts";
import { byteAlphabet } from "../src/byte-alphabet.ts";
import { buildCodeTree, type CodeTree } from "../src/code-tree.ts";
import { alphabetOf, randomAlphabet } from "./models.ts";
import { type Branch, referenceTree, staticProbability, type Tree } from "./reference-tree.ts";

const alphabets = fc
  .tuple(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 }), fc.boolean(), fc.nat())
  .map((shape) => randomAlphabet(...shape));

/** The bits on the path to a symbol, and where the path goes. */
function pathOf(tree: CodeTree, symbol: number): { bits: string; nodes: number[]; leaf: number } {
  const leaf = tree.leafOfSymbol[symbol]!;
  const nodes: number[] = [];
  let bits = "";
  let at = tree.root;
  while (at >= 0) {
    const bit = leaf < tree.splits[at]! ? 0 : 1;
    nodes.push(at);
    bits += bit;
    at = tree.children[2 * at + bit]!;
  }
  return { bits, nodes, leaf: ~at };
}

/** Sum of weight × depth over all leaves of the best tree there is: the sum of all inner nodes of a Huffman tree. */
function leastCost(weights: readonly number[]): number {
  const queue = [...weights];
  let cost = 0;
  while (queue.length > 1) {
    queue.sort((a, b) => a - b);
    const sum = queue.shift()! + queue.shift()!;
    cost += sum;
    queue.push(sum);
  }
  return cost;
}

function branchesOf(tree: Tree): Branch[] {
  return "leaf" in tree ? [] : [tree, ...branchesOf(tree.zero), ...branchesOf(tree.one)];
}

function expectDefinition(alphabet: Alphabet): void {
  const tree = buildCodeTree(alphabet);
  const { root, leaves } = referenceTree(alphabet);
  expect(Array.from(tree.symbolOfLeaf)).toEqual(leaves);
  const branches = branchesOf(root);
  expect(tree.nodeCount).toBe(branches.length);
  expect(tree.classNodeCount).toBe(alphabet.classWeights.length - 1);
  const childOf = (child: Tree): number => ("leaf" in child ? ~leaves.indexOf(child.leaf) : child.number);
  for (const branch of branches) {
    const { number } = branch;
    expect(branch.isClassNode).toBe(number < tree.classNodeCount);
    expect([...tree.children.subarray(2 * number, 2 * number + 2), tree.splits[number]]).toEqual([
      childOf(branch.zero),
      childOf(branch.one),
      branch.split,
    ]);
    const plain = { ...alphabet, transitions: undefined };
    expect(tree.probabilities[number]).toBe(staticProbability(plain, branch, 0));
    if (!branch.isClassNode || alphabet.transitions === undefined) continue;
    for (let before = 0; before <= alphabet.classWeights.length; before++) {
      const probability = tree.transitionProbabilities[before * tree.classNodeCount + number];
      expect(probability).toBe(staticProbability(alphabet, branch, before));
    }
  }
}

describe("the code tree", () => {
  test("leads to every symbol, whose path is no beginning of another", () => {
    fc.assert(
      fc.property(alphabets, (alphabet) => {
        const tree = buildCodeTree(alphabet);
        const paths = Array.from(alphabet.classes, (_, symbol) => {
          const { bits, leaf } = pathOf(tree, symbol);
          expect(tree.symbolOfLeaf[leaf]).toBe(symbol);
          expect(bits.length).toBe(tree.depthOfSymbol[symbol]);
          return bits;
        }).sort();
        paths.slice(1).forEach((path, i) => expect(path.startsWith(paths[i]!)).toBe(false));
        expect(tree.maxDepth).toBe(Math.max(...paths.map(({ length }) => length)));
      }),
      { numRuns: 30 },
    );
  });

  test("is optimal for classes, and within each class", () => {
    fc.assert(
      fc.property(alphabets, (alphabet) => {
        const { classes, weights, classWeights } = alphabet;
        const tree = buildCodeTree(alphabet);
        const classDepth = new Map<number, number>();
        const memberCosts = new Array<number>(classWeights.length).fill(0);
        classes.forEach((c, symbol) => {
          const { nodes } = pathOf(tree, symbol);
          const classNodes = nodes.filter((node) => node < tree.classNodeCount).length;
          classDepth.set(c, classNodes);
          memberCosts[c]! += weights[symbol]! * (nodes.length - classNodes);
        });
        const classCost = Array.from(classWeights, (weight, c) => weight * classDepth.get(c)!);
        expect(classCost.reduce((sum, cost) => sum + cost)).toBe(leastCost([...classWeights]));
        memberCosts.forEach((cost, c) => {
          expect(cost).toBe(leastCost([...weights].filter((_, symbol) => classes[symbol] === c)));
        });
      }),
      { numRuns: 30 },
    );
  });

  test("is that of the SPEC, with its numbers and static probabilities", () => {
    fc.assert(fc.property(alphabets, expectDefinition), { numRuns: 30 });
    expectDefinition(byteAlphabet());
  });

  test("breaks ties as the SPEC says", () => {
    expectDefinition({ ...byteAlphabet(), classWeights: new Uint32Array(256).fill(7) });
    expectDefinition({
      ...randomAlphabet([64], false, 1),
      weights: Uint32Array.from({ length: 64 }, (_, i) => 1 << (i % 3)),
    });
  });

  test("holds static probabilities within one in 4096, whatever the weights", () => {
    const { probabilities } = buildCodeTree(
      alphabetOf(
        [
          ["a", 0, 1],
          ["b", 0, 1 << 20],
        ],
        [1],
      ),
    );
    expect(Array.from(probabilities)).toEqual([16]);
  });

  test("of text takes some six decisions a byte", () => {
    const { depthOfSymbol } = buildCodeTree(byteAlphabet());
    const text = new TextEncoder().encode("some six decisions a byte, for the text that people write");
    const decisions = text.reduce((sum, byte) => sum + depthOfSymbol[byte]!, 0);
    expect(decisions / text.length).toBeLessThan(5.5);
  });
});
