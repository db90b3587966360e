import {
  buildDictionary,
  chatDictionary,
  type Dictionary,
  readDictionary,
  trainDictionary,
  writeDictionary,
} from "brio-dictionary";
import { utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { compress, decompress, decompressText, inspect, verify } from "../src/index.ts";
import { CODERS, rejection } from "./support.ts";

const log = (i: number): string =>
  `The pressure relief valve ${i} of the turbine hall failed, so stand down and leave hall ${i * 7}.`;
// Not one of those that training sees.
const text = log(123);

/** Of version 1 a list, of version 2 what training makes of a log. */
const CUSTOM: Readonly<Record<1 | 2, Dictionary>> = {
  1: buildDictionary([
    { phrase: "the turbine hall", category: "text" },
    { phrase: "pressure relief valve", category: "text" },
    { phrase: "stand down", category: "escalation" },
  ]),
  2: trainDictionary(
    Array.from({ length: 100 }, (_, i) => log(i)),
    { phraseCount: 300, signals: [{ phrase: "stand down", category: "escalation" }] },
  ).dictionary,
};
const other = buildDictionary([{ phrase: "something else", category: "text" }]);

describe.each(CODERS)("$name: a dictionary of one's own", ({ coder, version, level }) => {
  const custom = CUSTOM[version];
  const frame = compress(text, { version, level, dictionary: custom });

  test("is named by its id and needed to decode", () => {
    expect(inspect(frame)).toMatchObject({ coder, dictionary: custom.id });
    expect(decompressText(frame, { dictionary: custom })).toBe(text);
    // Another object with the same content is the same dictionary.
    expect(decompressText(frame, { dictionary: readDictionary(writeDictionary(custom)) })).toBe(text);
    const without = compress(text, { version, level, dictionary: null, metadata: "none" });
    expect(frame.length).toBeLessThan(without.length);
    expect(verify(frame, { dictionary: custom }).valid).toBe(true);
  });

  test("is looked up by a function", () => {
    const asked: string[] = [];
    const find = (id: string): Dictionary | undefined => {
      asked.push(id);
      return [other, custom].find((dictionary) => dictionary.id === id);
    };
    expect(decompressText(frame, { dictionary: find })).toBe(text);
    expect(asked).toEqual([custom.id]);
    const listing = compress(text, { version, level, dictionary: custom, metadata: "all" });
    expect(inspect(listing, { dictionary: find })).toEqual(inspect(listing, { dictionary: custom }));
    expect(asked).toEqual([custom.id, custom.id]);
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

  test("is not needed to inspect", () => {
    const { id } = custom.entries.find(({ phrase }) => phrase === "stand down")!;
    const event = { category: "escalation", id, offset: text.indexOf("stand down") };
    // In version 1 its phrases are the signals; in version 2 they are those of the catalogue, whatever the dictionary.
    expect(inspect(frame).events).toEqual(version === 1 ? [{ ...event, phrase: undefined }] : []);
    expect(inspect(frame, { dictionary: custom }).events).toEqual(
      version === 1 ? [{ ...event, phrase: "stand down" }] : [],
    );
  });

  test("is a TypeError where it is something else", () => {
    for (const wrong of ["chat", 5, custom.id, { entries: [] }, null]) {
      const dictionary = wrong as unknown as Dictionary;
      expect(() => decompress(frame, { dictionary })).toThrow(TypeError);
      expect(() => decompress(frame, { dictionary })).toThrow(/^dictionary /);
    }
  });
});

test.each(CODERS)(
  "$name: the built-in dictionary needs no mention and cannot be replaced",
  ({ version, level }) => {
    const builtIn = compress(text, { version, level });
    expect(inspect(builtIn).dictionary).toBe("built-in");
    expect(inspect(compress(text, { version, level, dictionary: chatDictionary(version) })).dictionary).toBe(
      "built-in",
    );
    expect(decompressText(builtIn, { dictionary: other })).toBe(text);
  },
);

test("the built-in dictionary of version 2 is one like any other to version 1", () => {
  const frame = compress(text, { version: 1, dictionary: chatDictionary(2) });
  expect(inspect(frame).dictionary).toBe(chatDictionary(2).id);
  expect(decompressText(frame, { dictionary: chatDictionary(2) })).toBe(text);
});

test.each(CODERS)("$name: without a dictionary there are no phrases", ({ version, level }) => {
  const reply = "I'm sorry, I can't help with that. I'm sorry, I can't help with that.";
  const bare = compress(reply, { version, level, dictionary: null, metadata: "all" });
  // In version 1 it says what a signal is, too.
  const metadata = version === 1 ? "none" : "all";
  const events = version === 1 ? [] : inspect(compress(reply)).events;
  expect(inspect(bare)).toMatchObject({ dictionary: null, metadata, events });
  expect(events.length).toBe(version === 1 ? 0 : 4);
  expect(verify(bare).valid).toBe(true);
  expect(decompressText(bare)).toBe(reply);
});

test("version 1: a dictionary without entries is a dictionary", () => {
  const empty = buildDictionary([]);
  const coded = compress("abcdefgh".repeat(30), { version: 1, dictionary: empty });
  expect(decompressText(coded, { dictionary: empty })).toBe("abcdefgh".repeat(30));
});

test("version 2: a dictionary that learned next to nothing codes anything", () => {
  const { dictionary } = trainDictionary(["a", "b"]);
  for (const content of ["abab", "Größe, 你好 and \u0000", "abcdefgh".repeat(30)]) {
    for (const level of [6, 7, 9] as const) {
      const frame = compress(content, { dictionary, level });
      expect(decompressText(frame, { dictionary })).toBe(content);
      expect(frame.length).toBeLessThan(utf8(content).length + 20);
    }
  }
});
