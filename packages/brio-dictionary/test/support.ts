import { readFileSync } from "node:fs";
import { utf8 } from "brio-test-support";
import * as fc from "fast-check";
import { buildDictionary, CATEGORIES, type Category, type Dictionary } from "../src/index.ts";

export const readText = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

/** A dictionary of phrases of one category. */
export function dictionaryOf(category: Category, ...phrases: string[]): Dictionary {
  return buildDictionary(phrases.map((phrase) => ({ phrase, category })));
}

/** Characters between which folding, word boundaries and prefixes of each other are likely. */
const CHARACTERS = [
  ..."aabbAB1 '-.\n\t",
  "\u00a0",
  "\u2019",
  "\u2013",
  ..."éÉßÿŸσςΣяЯ中あ×",
  "e\u0301",
  "\u{1f600}",
];

export const text = (maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...CHARACTERS), { maxLength }).map((characters) => characters.join(""));

const fitting = (phrase: string): boolean => {
  const { length } = utf8(phrase);
  return length >= 2 && length <= 48;
};

/** Dictionaries of short phrases that overlap and begin with one another. */
export const dictionaries: fc.Arbitrary<Dictionary> = fc
  .uniqueArray(
    fc.record({ phrase: text(8).filter(fitting), category: fc.constantFrom<Category>(...CATEGORIES) }),
    { selector: ({ phrase }) => phrase, maxLength: 24 },
  )
  .map((phrases) => buildDictionary(phrases));

/** A dictionary, and a text that has many of its phrases in it. */
export const dictionaryAndText: fc.Arbitrary<[Dictionary, string]> = dictionaries.chain((dictionary) => {
  const phrases = dictionary.entries.map(({ phrase }) => phrase);
  const piece = phrases.length === 0 ? text(4) : fc.oneof(fc.constantFrom(...phrases), text(4));
  return fc.tuple(
    fc.constant(dictionary),
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")),
  );
});

/** `array` with a count of how often an element is read, be it through a subarray. */
export function counting(array: Uint8Array): { array: Uint8Array; reads: () => number } {
  let reads = 0;
  const counted = (array: Uint8Array): Uint8Array =>
    new Proxy(array, {
      get(target, key) {
        if (key === "subarray") return (start: number, end: number) => counted(target.subarray(start, end));
        if (typeof key === "string" && key !== "length") reads++;
        return Reflect.get(target, key, target);
      },
    });
  return { array: counted(array), reads: () => reads };
}
