import { utf8 } from "brio-test-support";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  chatDictionary,
  type Dictionary,
  findLongestPhrase,
  findPhrases,
  PHRASE_CAPACITY,
  phraseBytes,
} from "../src/index.ts";
import { dictionaryAndText, dictionaryOf } from "./support.ts";

/** What findPhrases is to find: by comparing every phrase with the input. */
function findByComparing(dictionary: Dictionary, input: Uint8Array, position: number): number[] {
  const here = Buffer.from(input.subarray(position));
  return dictionary.entries
    .map(({ id, phrase }) => ({ id, bytes: Buffer.from(phrase) }))
    .filter(({ bytes }) => here.subarray(0, bytes.length).equals(bytes))
    .sort((a, b) => a.bytes.length - b.bytes.length)
    .map(({ id }) => id);
}

function find(dictionary: Dictionary, input: Uint8Array, position: number): number[] {
  const ids = new Uint16Array(PHRASE_CAPACITY);
  return [...ids.subarray(0, findPhrases(dictionary, input, position, ids))];
}

describe("findPhrases", () => {
  test("finds what comparing every phrase finds, at every position", () => {
    fc.assert(
      fc.property(dictionaryAndText, ([dictionary, text]) => {
        const input = utf8(text);
        for (let position = 0; position <= input.length; position++) {
          const expected = findByComparing(dictionary, input, position);
          expect(find(dictionary, input, position)).toEqual(expected);
          const longest = expected.at(-1);
          expect(findLongestPhrase(dictionary, input, position)?.id).toBe(longest);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("finds every phrase of the built-in dictionary in itself", () => {
    const chat = chatDictionary();
    for (const entry of chat.entries) {
      const input = utf8(entry.phrase);
      expect(findLongestPhrase(chat, input, 0)).toBe(entry);
      expect(findLongestPhrase(chat, input.subarray(0, -1), 0)).not.toBe(entry);
    }
  });

  test("gives the phrases of every length from 2 to 48 that nest", () => {
    const nested = Array.from({ length: 47 }, (_, i) => "a".repeat(i + 2));
    const dictionary = dictionaryOf("text", ...[...nested].reverse());
    expect(find(dictionary, utf8("a".repeat(60)), 3)).toEqual(Array.from({ length: 47 }, (_, i) => 46 - i));
    expect(find(dictionary, utf8("aaa"), 0)).toEqual([46, 45]);
  });

  test("is exact: case, typography and white space count", () => {
    const dictionary = dictionaryOf("apology", "I'm sorry");
    expect(find(dictionary, utf8("I'm sorry"), 0)).toEqual([0]);
    for (const other of ["i'm sorry", "I’m sorry", "I'm  sorry", "I'm sorr"]) {
      expect(find(dictionary, utf8(other), 0)).toEqual([]);
    }
  });

  test("finds nothing outside of the input, nor in an empty dictionary", () => {
    const dictionary = dictionaryOf("text", "ab");
    for (const position of [-1, 1, 2, 3, 2 ** 32, Number.NaN]) {
      expect(find(dictionary, utf8("ab"), position)).toEqual([]);
    }
    expect(find(dictionaryOf("text"), utf8("ab"), 0)).toEqual([]);
    expect(findLongestPhrase(dictionary, utf8(""), 0)).toBeUndefined();
  });

  test("goes back and forth between dictionaries", () => {
    const a = dictionaryOf("text", "ab", "xy");
    const b = dictionaryOf("text", "abc", "ab");
    for (let i = 0; i < 3; i++) {
      expect(find(a, utf8("abc"), 0)).toEqual([0]);
      expect(find(b, utf8("abc"), 0)).toEqual([1, 0]);
    }
  });

  test("says so if there is no room, or no dictionary", () => {
    const dictionary = dictionaryOf("text", "ab");
    expect(() => findPhrases(dictionary, utf8("ab"), 0, new Uint16Array(47))).toThrow(
      new RangeError("ids: expected room for 48, got 47"),
    );
    expect(() => findPhrases({} as never, utf8("ab"), 0, new Uint16Array(48))).toThrow(
      /dictionary: expected a Dictionary/,
    );
  });
});

describe("phraseBytes", () => {
  test("is every phrase in the order of the ids", () => {
    fc.assert(
      fc.property(dictionaryAndText, ([dictionary]) => {
        const { bytes, offsets } = phraseBytes(dictionary);
        expect(offsets.length).toBe(dictionary.entries.length + 1);
        expect(offsets.at(-1)).toBe(bytes.length);
        for (const { id, phrase } of dictionary.entries) {
          expect(bytes.slice(offsets[id], offsets[id + 1])).toEqual(utf8(phrase));
        }
      }),
    );
  });

  test("is computed once", () => {
    expect(phraseBytes(chatDictionary())).toBe(phraseBytes(chatDictionary()));
  });
});
