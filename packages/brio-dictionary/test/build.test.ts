import { utf8 } from "brio-test-support";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildDictionary, type Category, readDictionary, writeDictionary } from "../src/index.ts";
import { utf8Length } from "../src/phrase-bytes.ts";
import { dictionaryOf } from "./support.ts";

describe("buildDictionary", () => {
  test("numbers the phrases in the order given", () => {
    const dictionary = buildDictionary([
      { phrase: " the", category: "text" },
      { phrase: "I'm sorry", category: "apology" },
    ]);
    expect(dictionary.entries).toEqual([
      { id: 0, category: "text", phrase: " the" },
      { id: 1, category: "apology", phrase: "I'm sorry" },
    ]);
    expect(dictionary.id).toMatch(/^[0-9a-f]{16}$/);
  });

  test("gives every content an id of its own: order, category and phrase count", () => {
    const ids = [
      dictionaryOf("text"),
      dictionaryOf("text", "ab"),
      dictionaryOf("json", "ab"),
      dictionaryOf("text", "ab", "cd"),
      dictionaryOf("text", "cd", "ab"),
      dictionaryOf("text", "abcd"),
    ].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(dictionaryOf("text", "ab", "cd").id).toBe(ids[3]);
  });

  test("takes phrases of 2 and of 48 bytes, counted in UTF-8", () => {
    const shortest = "é";
    const longest = "中".repeat(16);
    expect(dictionaryOf("text", shortest, longest).entries.map(({ phrase }) => phrase)).toEqual([
      shortest,
      longest,
    ]);
    expect(() => dictionaryOf("text", "ok", "x")).toThrow(
      new RangeError('phrases[1].phrase ("x"): expected 2 to 48 bytes of UTF-8, got 1'),
    );
    expect(() => dictionaryOf("text", `${longest}a`)).toThrow(/48 bytes of UTF-8, got 49/);
  });

  test("names what is wrong with a phrase", () => {
    expect(() => dictionaryOf("text", "ab", "cd", "ab")).toThrow(/phrases\[2\].*that of entry 0 again/);
    expect(() => dictionaryOf("text", "ab\ud83d")).toThrow(/phrases\[0\].*lone surrogate/);
    expect(() => dictionaryOf("news" as Category, "ab")).toThrow(
      new TypeError('phrases[0].category: expected one of CATEGORIES, got "news"'),
    );
    expect(() => dictionaryOf("toString" as Category, "ab")).toThrow(TypeError);
    expect(() => buildDictionary([{ category: "text" } as never])).toThrow(
      /phrases\[0\]\.phrase: expected a string/,
    );
    expect(() => buildDictionary([null as never])).toThrow(TypeError);
    expect(() => buildDictionary(7 as never)).toThrow(/phrases: expected an iterable, got number/);
    expect(() => buildDictionary(undefined as never)).toThrow(TypeError);
  });

  test("takes 65536 phrases, and stops an iterable that never ends", () => {
    function* numbers(end: number) {
      for (let i = 0; i < end; i++)
        yield { phrase: i.toString(36).padStart(4, "0"), category: "text" as const };
    }
    const dictionary = buildDictionary(numbers(65_536));
    expect(dictionary.entries.length).toBe(65_536);
    expect(readDictionary(writeDictionary(dictionary))).toEqual(dictionary);
    expect(() => buildDictionary(numbers(Number.POSITIVE_INFINITY))).toThrow(/at most 65536/);
  });
});

test("utf8Length is what the encoder writes, for any string", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), (any, graphemes) => {
      for (const text of [any, graphemes, any.slice(1), graphemes.slice(0, -1)]) {
        expect(utf8Length(text)).toBe(utf8(text).length);
      }
    }),
  );
  expect(utf8Length("\udc00\ud800a\ud83d\ude00")).toBe(3 + 3 + 1 + 4);
});
