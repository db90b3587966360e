import { utf8 } from "brio-test-support";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CATEGORIES, type Dictionary, scanSignals } from "../src/index.ts";
import { scanOnEveryKernel } from "./kernels.ts";
import { foldCharacter, scanByComparing } from "./signals-reference.ts";
import { dictionaryAndText, dictionaryOf } from "./support.ts";

const offsets = (dictionary: Dictionary, text: string): number[] =>
  scanOnEveryKernel(dictionary, utf8(text)).map(({ offset }) => offset);

describe("scanSignals", () => {
  test("finds what comparing every phrase finds", () => {
    fc.assert(
      fc.property(dictionaryAndText, ([dictionary, text]) => {
        expect(scanOnEveryKernel(dictionary, utf8(text))).toEqual(scanByComparing(dictionary, text));
      }),
      { numRuns: 1500 },
    );
  });

  test("folds each letter of its alphabets as CaseFolding.txt does, and no other", () => {
    for (let codePoint = 0x80; codePoint < 0x800; codePoint++) {
      const character = String.fromCodePoint(codePoint);
      const folded = foldCharacter(character);
      const dictionary = dictionaryOf("error", `.${folded}.`);
      expect(offsets(dictionary, `.${character}.`), `U+${codePoint.toString(16)}`).toEqual([0]);
    }
    expect(offsets(dictionaryOf("error", ".ſ."), ".s.")).toEqual([]);
    expect(offsets(dictionaryOf("error", ".i."), ".İ.")).toEqual([]);
  });

  test("reports the phrase as the dictionary has it, and where it begins", () => {
    const dictionary = dictionaryOf("apology", "I'm sorry");
    expect(scanOnEveryKernel(dictionary, utf8("Well, I’M\n\tSORRY!"))).toEqual([
      { category: "apology", phrase: "I'm sorry", id: 0, offset: 6 },
    ]);
  });

  test.each([
    ["case", "I'M SORRY"],
    ["U+2019", "I\u2019m sorry"],
    ["U+2018", "I\u2018m sorry"],
    ["a line break", "I'm\r\nsorry"],
    ["a no-break space", "I'm\u00a0sorry"],
    ["a run of white space", "I'm \t\u00a0\n  sorry"],
    ["quotation marks", '"I\'m sorry"'],
    ["emphasis", "_I'm sorry_ **I**"],
    ["Chinese next to it", "他说I'm sorry。"],
    ["a multiplication sign", "×I'm sorry÷"],
    ["bytes that are no UTF-8", Uint8Array.of(0xc3, ...utf8("I'm sorry"), 0xe2)],
  ])("is not put off by %s", (_, input) => {
    const bytes = typeof input === "string" ? utf8(input) : input;
    expect(scanOnEveryKernel(dictionaryOf("apology", "I'm sorry"), bytes).length).toBe(1);
  });

  test.each([
    ["a letter before", "xI'm sorry"],
    ["a digit before", "7I'm sorry"],
    ["an accented letter before", "éI'm sorry"],
    ["a Vietnamese letter before", "ệI'm sorry"],
    ["a letter after", "I'm sorrying"],
    ["a Cyrillic letter after", "I'm sorryя"],
    ["a combining accent after", "I'm sorry\u0301"],
    ["another apostrophe", "I`m sorry"],
    ["no apostrophe", "Im sorry"],
    ["no space", "I'msorry"],
    ["a space too many", "I 'm sorry"],
    ["its end missing", "I'm sorr"],
  ])("finds nothing with %s", (_, text) => {
    expect(offsets(dictionaryOf("apology", "I'm sorry"), text)).toEqual([]);
  });

  test("wants no word boundary where a phrase begins or ends with something else", () => {
    expect(offsets(dictionaryOf("code", "```python"), "text```python\n")).toEqual([4]);
    expect(offsets(dictionaryOf("error", "error:"), "error:404 terror:")).toEqual([0]);
    expect(offsets(dictionaryOf("apology", "对不起"), "真对不起你")).toEqual([3]);
  });

  test("knows where the longest phrase began, white space and folding in it", () => {
    const longest = `to say that ${"very ".repeat(6)}éé!!`;
    expect(utf8(longest).length).toBe(48);
    const spread = longest.toUpperCase().replaceAll(" ", "\n\u00a0\n");
    expect(offsets(dictionaryOf("apology", longest), `– ${spread}`)).toEqual([4]);
  });

  test("takes words apart at no-break spaces even if no phrase begins with a space", () => {
    // Such a space leaves no pattern under way, so it does not show in the state that the last byte was one.
    expect(offsets(dictionaryOf("error", "xy"), "\u00a0ab\u00a0xy")).toEqual([6]);
  });

  test("finds hyphens under every name", () => {
    const dictionary = dictionaryOf("tool-call", "tool-call");
    for (const hyphen of "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212") {
      expect(offsets(dictionary, `a tool${hyphen}call`)).toEqual([2]);
    }
    expect(offsets(dictionary, "a tool_call")).toEqual([]);
  });

  test("reports overlapping and contained occurrences, by offset and then by id", () => {
    const dictionary = dictionaryOf("refusal", "but I can't", "I'm sorry, but", "I'm sorry", "sorry");
    expect(
      scanOnEveryKernel(dictionary, utf8("I'm sorry, but I can't")).map(({ id, offset }) => [id, offset]),
    ).toEqual([
      [1, 0],
      [2, 0],
      [3, 4],
      [0, 11],
    ]);
  });

  test("reports the lowest id of phrases that are the same after folding", () => {
    const events = scanOnEveryKernel(
      dictionaryOf("error", "Not found", "not  found", "NOT FOUND"),
      utf8("not found"),
    );
    expect(events.map(({ id }) => id)).toEqual([0]);
  });

  test("leaves phrases of other categories alone", () => {
    for (const [kind, category] of CATEGORIES.entries()) {
      expect(offsets(dictionaryOf(category, "one two"), "One two").length).toBe(kind < 13 ? 1 : 0);
    }
    expect(scanOnEveryKernel(dictionaryOf("text"), utf8("anything"))).toEqual([]);
  });

  test("finds a planted phrase between any bytes", () => {
    const dictionary = dictionaryOf("refusal", "I cannot", "je suis désolé");
    const noise = fc.uint8Array({ maxLength: 20 });
    fc.assert(
      fc.property(noise, noise, fc.constantFrom("I cannot", "Je suis Désolé"), (before, after, phrase) => {
        const input = Uint8Array.of(...before, 0x2e, ...utf8(phrase), 0x2e, ...after);
        const planted = expect.objectContaining({ offset: before.length + 1 });
        expect(scanOnEveryKernel(dictionary, input)).toContainEqual(planted);
      }),
      { numRuns: 2000 },
    );
  });

  test("wants bytes and a dictionary", () => {
    expect(() => scanSignals(dictionaryOf("error", "ab"), "ab" as never)).toThrow(
      /input: expected a Uint8Array/,
    );
    expect(() => scanSignals({} as never, utf8("ab"))).toThrow(/dictionary: expected a Dictionary/);
    expect(() => scanSignals(null as never, utf8("ab"))).toThrow(/dictionary: expected a Dictionary/);
  });

  test("refuses a set put together by hand with a phrase that its tables have no room for", () => {
    const signals = [{ id: 4096, category: "error", language: "en", phrase: "a".repeat(49) }] as const;
    expect(() => scanSignals({ id: "by hand", builtInCount: 0, signals }, utf8("ab"))).toThrow(
      new RangeError("phrase of signal 4096: expected at most 48 bytes, got 49"),
    );
  });
});
