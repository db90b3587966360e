import { utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { byteAlphabet } from "../src/byte-alphabet.ts";
import { CONTEXT_NAMES, contextHash, extendHistory, startHistory } from "../src/contexts.ts";
import { alphabetOf } from "./models.ts";

const bytes = byteAlphabet();
const phrases = alphabetOf(
  [
    ["the", 0, 1],
    [" cat", 1, 1],
    [" dog", 1, 1],
    ["y", 2, 1],
    ["t", 2, 1],
    ["he", 3, 1],
  ],
  [1, 1, 1, 1],
);
const [THE, CAT, DOG, Y, T, HE] = [0, 1, 2, 3, 4, 5];

function hashesAfter(alphabet: typeof bytes, symbols: Iterable<number>, contentLength = 100): number[] {
  const history = startHistory(alphabet.classWeights.length, contentLength);
  for (const symbol of symbols) extendHistory(history, alphabet, symbol);
  return CONTEXT_NAMES.map((_, context) => contextHash(history, context));
}

const afterText = (text: string): number[] => hashesAfter(bytes, utf8(text));

/** Contexts whose hashes are the same in both. */
function sameIn(one: readonly number[], other: readonly number[]): string[] {
  return CONTEXT_NAMES.filter((_, context) => one[context] === other[context]);
}

describe("a context depends on what it is called after, and on nothing else", () => {
  test.each([
    [4, ["4 bytes"]],
    [5, ["4 bytes", "5 bytes"]],
    [6, ["4 bytes", "5 bytes", "6 bytes"]],
    [7, ["4 bytes", "5 bytes", "6 bytes", "7 bytes"]],
  ])("the last %i bytes", (count, same) => {
    // Digits are no letters: the words before differ.
    const [one, other] = ["abc 1234567", "abd 9876543"].map((text) => {
      const start = text.slice(0, text.length - count);
      return afterText(`${start}${"+-*/=()".slice(-count)}`);
    });
    const bytesOf = sameIn(one!, other!).filter((name) => name.endsWith("bytes"));
    expect(bytesOf).toEqual(CONTEXT_NAMES.filter((name) => same.includes(name)));
  });

  test("words: letters without regard to case, ended by a space or a line feed", () => {
    expect(sameIn(afterText("the Cat"), afterText("a cat"))).toContain("word");
    expect(sameIn(afterText("the Cat"), afterText("a cat"))).not.toContain("2 words");
    expect(sameIn(afterText("The cat"), afterText("over the\ncat"))).toContain("2 words");
    // Other characters neither end a word nor belong to it.
    expect(sameIn(afterText("the ca-t!"), afterText("the, cat"))).toEqual(["2 words", "word"]);
    expect(sameIn(afterText("größe"), afterText("grösse"))).not.toContain("word");
    // A second space leaves the word before.
    expect(sameIn(afterText("the cat  "), afterText("the\ncat "))).toContain("2 words");
  });

  test("symbols and classes", () => {
    const after = (...symbols: number[]): number[] => hashesAfter(phrases, symbols);
    expect(sameIn(after(THE, CAT), after(THE, DOG))).toEqual([
      "class, end",
      "2 classes",
      "symbol before last, class",
      "3 classes",
      "key, place",
    ]);
    expect(sameIn(after(THE, CAT), after(Y, CAT)).sort()).toEqual([
      "4 bytes",
      "class, end",
      "key, place",
      "symbol",
      "word",
      "word, class",
    ]);
    expect(sameIn(after(THE, CAT, Y), after(HE, CAT, Y))).toEqual(
      expect.arrayContaining(["2 symbols", "2 classes"]),
    );
    expect(sameIn(after(THE, CAT, Y), after(HE, CAT, Y))).not.toEqual(expect.arrayContaining(["3 symbols"]));
    // The same bytes in other symbols are the same bytes and words.
    expect(sameIn(after(THE), after(T, HE)).sort()).toEqual(
      ["2 words", "4 bytes", "5 bytes", "6 bytes", "7 bytes", "word"].sort(),
    );
  });

  test("the end: how many bytes there are, as long as few came before, and how many are left when they are few", () => {
    const endAfter = (count: number, contentLength: number): number =>
      hashesAfter(bytes, new Uint8Array(count).fill(97), contentLength)[0]!;
    // At the start, and behind two symbols, by the length; from three on no more.
    for (const [one, other, same] of [
      [63, 24, true],
      [63, 64, false],
      [64, 255, true],
      [255, 256, false],
      [1023, 1024, false],
      [1024, 2 ** 30, true],
    ] as const) {
      expect([one, other, endAfter(0, one) === endAfter(0, other)]).toEqual([one, other, same]);
    }
    expect(endAfter(2, 100)).not.toBe(endAfter(2, 1000));
    expect(endAfter(3, 100)).toBe(endAfter(3, 1000));
    const last = Array.from({ length: 25 }, (_, left) => endAfter(100 - left, 100));
    expect(new Set(last).size).toBe(25);
    expect(endAfter(75, 100)).toBe(last[24]);
    // Whatever came before.
    expect(endAfter(10, 12)).toBe(last[2]);
  });

  test("keys: strings that a colon follows, in strings too, and how many symbols ago that was", () => {
    const keyAfter = (text: string): number => afterText(text).at(-1)!;
    expect(keyAfter('{"id": 1')).toBe(keyAfter('{"name": "x", "id": 1'));
    expect(keyAfter('{"id": 1')).not.toBe(keyAfter('{"ix": 1'));
    // The class is that of the last byte, the place that of the second behind the colon.
    expect(keyAfter('{"id": 1')).not.toBe(keyAfter('{"id": 2'));
    expect(keyAfter('{"id": 1')).not.toBe(keyAfter('{"id":  1'));
    // Of JSON within a string of JSON too.
    expect(keyAfter('{"a": "{\\"id\\": 1')).toBe(keyAfter('{"id": 1'));
    // Without a colon right behind it a string is no key, and a colon behind anything else belongs to the text.
    expect(keyAfter('{"id": "b" , 1')).not.toBe(keyAfter('{"b": 1'));
    expect(keyAfter('{"i:d": 1')).not.toBe(keyAfter('{"id": 1'));
    // From the fifteenth symbol on places are one.
    expect(keyAfter(`"a":${"x".repeat(14)}`)).not.toBe(keyAfter(`"a":${"x".repeat(15)}`));
    expect(keyAfter(`"a":${"x".repeat(15)}`)).toBe(keyAfter(`"a":${"x".repeat(99)}`));
  });

  test("and on its number", () => {
    expect(new Set(hashesAfter(bytes, [])).size).toBe(CONTEXT_NAMES.length);
  });
});
