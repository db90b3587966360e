import { buildDictionary, chatDictionary, readDictionary, writeDictionary } from "brio-dictionary";
import { describe, expect, test } from "vitest";
import { compress, decompress, decompressText, inspect, verify } from "../src/index.ts";
import { rejection } from "./support.ts";

const custom = buildDictionary([
  { phrase: "the turbine hall", category: "text" },
  { phrase: "pressure relief valve", category: "text" },
  { phrase: "stand down", category: "escalation" },
]);
const other = buildDictionary([{ phrase: "something else", category: "text" }]);
const text =
  "The pressure relief valve of the turbine hall failed, so stand down and leave the turbine hall.";
const frame = compress(text, { dictionary: custom });

describe("a dictionary of one's own", () => {
  test("is named by its id and needed to decode", () => {
    expect(inspect(frame)).toMatchObject({ coder: "tokens", dictionary: custom.id });
    expect(decompressText(frame, { dictionary: custom })).toBe(text);
    // Another object with the same content is the same dictionary.
    expect(decompressText(frame, { dictionary: readDictionary(writeDictionary(custom)) })).toBe(text);
    const without = compress(text, { dictionary: null, metadata: "none" });
    expect(frame.length).toBeLessThan(without.length);
  });

  test("is looked up by a function", () => {
    const asked: string[] = [];
    const find = (id: string): typeof custom | undefined => {
      asked.push(id);
      return [other, custom].find((dictionary) => dictionary.id === id);
    };
    expect(decompressText(frame, { dictionary: find })).toBe(text);
    expect(asked).toEqual([custom.id]);
  });

  test.each([
    ["none", {}, "none with that id"],
    ["another one", { dictionary: other }, other.id],
    ["a function that does not know it", { dictionary: () => undefined }, "none with that id"],
    ["a function that returns another one", { dictionary: () => other }, "none with that id"],
  ])("is missed where the reader has %s", (_, options, given) => {
    for (const read of [decompress, decompressText, verify]) {
      const error = rejection(() => read(frame, options));
      expect([error.code, error.offset]).toEqual(["dictionary-missing", 4]);
      expect(error.message).toContain(custom.id);
      expect(error.message).toContain(given);
    }
  });

  test("is not needed to inspect: events then lack their phrases", () => {
    const event = { category: "escalation", id: 2, offset: text.indexOf("stand down") };
    expect(inspect(frame).events).toEqual([{ ...event, phrase: undefined }]);
    expect(inspect(frame, { dictionary: custom }).events).toEqual([{ ...event, phrase: "stand down" }]);
  });

  test("is a TypeError where it is something else", () => {
    for (const wrong of ["chat", 5, custom.id, { entries: [] }, null]) {
      const dictionary = wrong as unknown as typeof custom;
      expect(() => decompress(frame, { dictionary })).toThrow(TypeError);
      expect(() => decompress(frame, { dictionary })).toThrow(/^dictionary /);
    }
  });
});

test("the built-in dictionary needs no mention and cannot be replaced", () => {
  const builtIn = compress(text);
  expect(inspect(builtIn).dictionary).toBe("built-in");
  expect(inspect(compress(text, { dictionary: chatDictionary(1) })).dictionary).toBe("built-in");
  expect(decompressText(builtIn, { dictionary: other })).toBe(text);
});

test("without a dictionary there are no phrases and nothing to look for", () => {
  const bare = compress("I'm sorry, I can't help with that. I'm sorry, I can't help with that.", {
    dictionary: null,
  });
  expect(inspect(bare)).toMatchObject({ dictionary: null, metadata: "none", events: [] });
  expect(decompressText(bare)).toContain("sorry");
});

test("a dictionary without entries is a dictionary", () => {
  const empty = buildDictionary([]);
  const coded = compress("abcdefgh".repeat(30), { dictionary: empty });
  expect(decompressText(coded, { dictionary: empty })).toBe("abcdefgh".repeat(30));
});
