import { noise, utf8 } from "brio-test-support";
import { expect, test } from "vitest";
import { byteModel, encodeSymbols, untrainedModel } from "../src/index.ts";
import { tsKernel } from "../src/kernel-ts/kernel.ts";
import { closeSymbol, createPredictor, openSymbol, predict, update } from "../src/kernel-ts/predictor.ts";
import type { Model } from "../src/model.ts";
import { listsFor, randomAlphabet, randomSymbols, withLists } from "./models.ts";
import { sampleText } from "./sample-text.ts";
import { decodeBy, PROFILES } from "./support.ts";

/** What an ideal coder needs for the decisions as they are predicted, in bytes. */
function idealCost(model: Model, symbols: Uint16Array, profile: 0 | 1, contentLength: number): number {
  const { tree, alphabet } = model;
  const predictor = createPredictor(model, model.profiles[profile], contentLength);
  let bits = 3;
  for (const symbol of symbols) {
    openSymbol(predictor);
    for (let node = tree.root; node >= 0; ) {
      const bit = tree.leafOfSymbol[symbol]! < tree.splits[node]! ? 0 : 1;
      const probability = predict(predictor, node, alphabet.classes[symbol]!);
      if (probability < 1 || probability > 32767)
        throw new Error(`probability ${probability} at node ${node}`);
      bits += 15 - Math.log2(bit === 1 ? probability : 32768 - probability);
      update(predictor, bit);
      node = tree.children[2 * node + bit]!;
    }
    closeSymbol(predictor, symbol);
  }
  return bits / 8;
}

test.each(PROFILES)(
  "20 kB of text take what was predicted of them, within half a percent: profile %i",
  (profile) => {
    const model = byteModel();
    const symbols = Uint16Array.from(utf8(sampleText(20_000)));
    const ideal = idealCost(model, symbols, profile, symbols.length);
    const { length } = encodeSymbols(model, symbols, { profile });
    expect(length).toBeGreaterThan(ideal);
    expect(length).toBeLessThan(1.005 * ideal + 3);
  },
);

test("lists that have seen such a text make it smaller", () => {
  const alphabet = randomAlphabet([1, 30, 3, 9], true, 7);
  const symbols = randomSymbols(alphabet, 400, 2);
  const untrained = untrainedModel(alphabet);
  const known = withLists(untrained, listsFor(alphabet, symbols, 1));
  const [without, withThem] = [untrained, known].map((model) => encodeSymbols(model, symbols).length);
  expect(withThem!).toBeLessThan(0.8 * without!);
});

test("decoding any bytes takes at most as many decisions as the content has bytes, times the depth of the tree", () => {
  const model = untrainedModel(randomAlphabet([3, 40, 1], true, 6));
  const { tree } = model;
  for (const contentLength of [1, 50, 400]) {
    for (let seed = 0; seed < 20; seed++) {
      // A kernel looks once a decision at the child that it leads to.
      let decisions = 0;
      const children = new Proxy(tree.children, {
        get(target, index) {
          decisions++;
          return target[Number(index)];
        },
      });
      const payload = Uint8Array.of(0, 0, 1 + seed, ...noise(2000, seed));
      decodeBy(tsKernel, { ...model, tree: { ...tree, children } }, payload, contentLength, 1);
      expect(decisions).toBeGreaterThan(0);
      expect(decisions).toBeLessThanOrEqual(contentLength * tree.maxDepth);
    }
  }
});
