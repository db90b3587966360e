import { chatDictionary, type Dictionary, trainDictionary } from "brio-dictionary";
import { utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { alphabetOf } from "../../src/model/alphabet.ts";
import { smallDictionary, twoPhrases } from "../v2/dictionaries.ts";
import { modelOf } from "./frames.ts";

const DICTIONARIES: readonly (readonly [name: string, dictionary: Dictionary])[] = [
  ["the built-in one", chatDictionary()],
  ["two phrases", twoPhrases()],
  ["one with a class that has no symbols", smallDictionary()],
  ["one that learned next to nothing", trainDictionary(["a", "b"]).dictionary],
];

/** ⌊2^(e/2)⌋, by the square root of a power of two. */
function weightOf(exponent: number): number {
  return Math.floor(Math.sqrt(2 ** exponent));
}

/** What SPEC section 12 says of a class behind a context, one after the other. */
function transitionOf({ model }: Dictionary, context: number, symbolClass: number): number {
  const { transitions, marginals, escapes } = model!;
  const exponent = transitions[255 * context + symbolClass]!;
  return weightOf(exponent || Math.max(6, marginals[symbolClass]! + escapes[context]! - 40));
}

describe.each(DICTIONARIES)("the alphabet of %s", (_, dictionary) => {
  const model = dictionary.model!;
  const alphabet = alphabetOf(dictionary, model);
  const used = [...new Set(model.classes)].sort((a, b) => a - b);

  test("has the 256 bytes and the phrases", () => {
    const { bytes, offsets } = alphabet;
    expect(offsets.length).toBe(256 + dictionary.entries.length + 1);
    for (let byte = 0; byte < 256; byte++) {
      expect(Array.from(bytes.subarray(offsets[byte], offsets[byte + 1]))).toEqual([byte]);
    }
    const phrases = dictionary.entries.map((_, id) =>
      new TextDecoder().decode(bytes.subarray(offsets[256 + id], offsets[257 + id])),
    );
    expect(phrases).toEqual(dictionary.entries.map(({ phrase }) => phrase));
  });

  test("has the classes that have symbols, numbered in their order", () => {
    expect(alphabet.classWeights.length).toBe(used.length);
    expect(Array.from(alphabet.classes, (number) => used[number])).toEqual(Array.from(model.classes));
  });

  test("has the weights of the phrase model", () => {
    expect(Array.from(alphabet.weights)).toEqual(Array.from(model.weights, weightOf));
    expect(Array.from(alphabet.classWeights)).toEqual(used.map((c) => weightOf(model.marginals[c]!)));
    const contexts = [...used, 255];
    expect(Array.from(alphabet.transitions!)).toEqual(
      contexts.flatMap((context) => used.map((c) => transitionOf(dictionary, context, c))),
    );
  });

  test("has weights of 1 to 2^20", () => {
    for (const weights of [alphabet.weights, alphabet.classWeights, alphabet.transitions!]) {
      expect(Math.min(...new Set(weights))).toBeGreaterThanOrEqual(1);
      expect(Math.max(...new Set(weights))).toBeLessThanOrEqual(2 ** 20);
    }
  });
});

test("classes without symbols are left out", () => {
  const { classes } = smallDictionary().model!;
  expect(classes).not.toContain(7);
  expect(Math.max(...classes)).toBe(10);
  const alphabet = alphabetOf(smallDictionary(), smallDictionary().model!);
  expect(alphabet.classWeights.length).toBe(10);
  expect(alphabet.transitions!.length).toBe(11 * 10);
  // The phrase of forty-eight bytes: alone in class 8, which is number 7 here.
  expect(alphabet.classes[256 + 12]).toBe(7);
});

test("a model is made once for a dictionary, and once for bytes", () => {
  const dictionary = twoPhrases();
  expect(modelOf(dictionary)).toBe(modelOf(dictionary));
  expect(modelOf(null)).toBe(modelOf(null));
  expect(modelOf(null)).not.toBe(modelOf(dictionary));
  expect(modelOf(null).alphabet.classes.length).toBe(256);
  const { bytes } = modelOf(dictionary).alphabet;
  expect(bytes.subarray(256, 256 + 4)).toEqual(utf8(" the"));
});
