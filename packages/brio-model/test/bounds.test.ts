import { noise, utf8 } from "brio-test-support";
import { expect, test } from "vitest";
import { byteModel, encodeSymbols, untrainedModel } from "../src/index.ts";
import { alphabetOf } from "./models.ts";
import { sampleText } from "./sample-text.ts";

const model = byteModel();

/** Bytes that an ideal coder needs with the counts of the content's bytes, which it knows. */
function orderZeroEntropy(content: Uint8Array): number {
  const counts = new Map<number, number>();
  for (const byte of content) counts.set(byte, (counts.get(byte) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= count * Math.log2(count / content.length);
  return bits / 8;
}

test("text takes far less than its order-0 entropy, and profile 0 the least", () => {
  const text = utf8(sampleText(6000));
  const [smallest, fastest] = ([0, 1] as const).map(
    (profile) => encodeSymbols(model, Uint16Array.from(text), { profile }).length,
  );
  expect(smallest!).toBeLessThan(fastest!);
  expect(fastest!).toBeLessThan(orderZeroEntropy(text) / 2);
});

test("noise costs at most a tenth more than it has", () => {
  const content = noise(3000);
  expect(encodeSymbols(model, Uint16Array.from(content)).length).toBeLessThan(1.1 * content.length);
});

test("what comes again costs next to nothing, and less the longer it goes on", () => {
  const once = noise(1500);
  const symbols = Uint16Array.from([...once, ...once, ...once]);
  const sizes = [1, 2, 3].map(
    (times) => encodeSymbols(model, symbols.subarray(0, times * once.length)).length,
  );
  expect(sizes[1]! - sizes[0]!).toBeLessThan(100);
  expect(sizes[2]! - sizes[1]!).toBeLessThan(sizes[1]! - sizes[0]!);
});

test("symbols without any pattern cost no less than their entropy, and at most half more", () => {
  // Each symbol is one decision, and one in 64 is the rarer: 0.116 bits on average. Contexts can only mislead.
  const two = untrainedModel(
    alphabetOf(
      [
        ["a", 0, 63],
        ["b", 0, 1],
      ],
      [1],
    ),
  );
  const content = noise(6400, 3, 64).map((n) => Number(n === 0));
  const { length } = encodeSymbols(two, Uint16Array.from(content));
  const entropy = orderZeroEntropy(content);
  expect(length).toBeGreaterThan(entropy);
  expect(length).toBeLessThan(1.5 * entropy);
});
