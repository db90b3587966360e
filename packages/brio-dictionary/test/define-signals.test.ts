import { createHash } from "node:crypto";
import { fromHex, utf8 } from "brio-test-support";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  defineSignals,
  type SignalDefinition,
  type SignalSet,
  scanSignals,
  signalCatalogue,
} from "../src/index.ts";
import { readText } from "./support.ts";

const catalogue = signalCatalogue();

/** The signals of a set that are not of the catalogue. */
const usersOf = (set: SignalSet): SignalSet["signals"] => set.signals.slice(set.builtInCount);

/** A set put together by hand, as an older version of the package would have it: of the catalogue the first signals alone. */
const firstSignals = (count: number): SignalSet => ({
  id: "by hand",
  builtInCount: count,
  signals: catalogue.signals.slice(0, count),
});

/** Definitions from so many phrases that none is like another. */
const numbered = (count: number): SignalDefinition[] =>
  Array.from({ length: count }, (_, i) => ({ phrase: `user ${i}`, category: "x-user" }));

describe("defineSignals", () => {
  test("adds to the catalogue, with ids in order from 4096", () => {
    const set = defineSignals([
      { phrase: "money back", category: "x-refund", language: "en" },
      { phrase: "geht nicht", category: "error", language: "de-AT" },
    ]);
    expect(set.builtInCount).toBe(catalogue.signals.length);
    expect(set.signals.slice(0, set.builtInCount)).toEqual(catalogue.signals);
    expect(usersOf(set)).toEqual([
      { id: 4096, category: "x-refund", language: "en", phrase: "money back" },
      { id: 4097, category: "error", language: "de-AT", phrase: "geht nicht" },
    ]);
    expect(scanSignals(set, utf8("I'm sorry, GEHT\nNICHT. Money\u00a0back?"))).toEqual([
      { category: "apology", phrase: "I'm sorry", id: expect.any(Number), offset: 0 },
      { category: "error", phrase: "geht nicht", id: 4097, offset: 11 },
      { category: "x-refund", phrase: "money back", id: 4096, offset: 23 },
    ]);
  });

  test("goes on after an id that was given, and after the last one of its base", () => {
    const first = defineSignals([
      { phrase: "one two", category: "x-a", id: 5000 },
      { phrase: "two three", category: "x-a" },
      { phrase: "three four", category: "x-a", id: 4096 },
      { phrase: "four five", category: "x-a" },
    ]);
    expect(usersOf(first).map(({ id, phrase }) => [id, phrase])).toEqual([
      [4096, "three four"],
      [4097, "four five"],
      [5000, "one two"],
      [5001, "two three"],
    ]);
    const second = defineSignals([{ phrase: "five six", category: "x-a" }], first);
    expect(usersOf(second).at(-1)).toEqual({
      id: 5002,
      category: "x-a",
      language: "und",
      phrase: "five six",
    });
  });

  test("gives its base back if there is nothing to add", () => {
    expect(defineSignals([])).toBe(catalogue);
  });

  test("leaves the catalogue and the scan with it as they were", () => {
    const before = catalogue.signals.length;
    defineSignals(numbered(3));
    expect(signalCatalogue().signals.length).toBe(before);
    expect(scanSignals(catalogue, utf8("user 1"))).toEqual([]);
  });

  test("takes 4096 signals, and stops an iterable that never ends", () => {
    const all = defineSignals(numbered(4096));
    expect(all.signals.at(-1)).toMatchObject({ id: 8191, phrase: "user 4095" });
    expect(scanSignals(all, utf8("a user 4095, user 40951, USER 7")).map(({ id }) => id)).toEqual([
      8191, 4103,
    ]);
    function* endless(): Generator<SignalDefinition> {
      for (let i = 0; ; i++) yield { phrase: `user ${i}`, category: "x-user" };
    }
    expect(() => defineSignals(endless())).toThrow(
      new RangeError('signals[4096] ("user 4096").id: expected an integer of 4096 to 8191, got 8192'),
    );
  });

  describe("names what is wrong", () => {
    const own = { phrase: "money back", category: "x-refund" } as const;

    test.each<[string, unknown, unknown, new (message: string) => Error, string]>([
      ["no iterable", 7, catalogue, TypeError, "signals: expected an iterable, got number"],
      ["no base", [], { entries: [] }, TypeError, "base: expected a SignalSet (see signalCatalogue)"],
      [
        "a base that counts more built-in signals than it has",
        [own],
        { ...catalogue, builtInCount: catalogue.signals.length + 1 },
        RangeError,
        `base.builtInCount: expected an integer of 0 to ${catalogue.signals.length}, got ${catalogue.signals.length + 1}`,
      ],
      ["no definition", [null], catalogue, TypeError, "signals[0].phrase: expected a string, got undefined"],
      [
        "a category that is no signal",
        [own, { phrase: "so so", category: "text" }],
        catalogue,
        TypeError,
        'signals[1] ("so so").category: expected a category of signals or a tag such as "x-mine", got "text"',
      ],
      [
        "a short phrase",
        [{ ...own, phrase: "a" }],
        catalogue,
        RangeError,
        'signals[0].phrase ("a"): expected 2 to 48 bytes of UTF-8, got 1',
      ],
      [
        "a lone surrogate",
        [{ ...own, phrase: "ab\ud800" }],
        catalogue,
        RangeError,
        'signals[0].phrase ("ab\\ud800"): expected well-formed text, got a lone surrogate',
      ],
      [
        "an id of the catalogue",
        [{ ...own, id: 4095 }],
        catalogue,
        RangeError,
        'signals[0] ("money back").id: expected an integer of 4096 to 8191, got 4095',
      ],
      [
        "an id beyond",
        [{ ...own, id: 8192 }],
        catalogue,
        RangeError,
        'signals[0] ("money back").id: expected an integer of 4096 to 8191, got 8192',
      ],
      [
        "an id twice",
        [own, { phrase: "so so", category: "error", id: 4096 }],
        catalogue,
        RangeError,
        'signals[1].id: expected one that is free, got 4096, that of "money back"',
      ],
      [
        "a phrase that is like one before after folding",
        [own, { ...own, phrase: "Money \u00a0BACK" }],
        catalogue,
        RangeError,
        'signals[1].phrase ("Money \u00a0BACK"): expected one that is new after folding, got that of signal 4096, "money back"',
      ],
      [
        "a language that is none",
        [{ ...own, language: "English, mostly" }],
        catalogue,
        RangeError,
        'signals[0] ("money back").language: expected a BCP 47 tag such as "en", got "English, mostly"',
      ],
      [
        "a language of another type",
        [{ ...own, language: 7 }],
        catalogue,
        TypeError,
        'signals[0] ("money back").language: expected a string, got number',
      ],
    ])("%s", (_, signals, base, type, message) => {
      expect(() => defineSignals(signals as never, base as never)).toThrow(new type(message));
    });

    test("a phrase that is one of the catalogue after folding", () => {
      expect(() => defineSignals([{ phrase: "I’m  SORRY", category: "x-refund" }])).toThrow(
        /^signals\[0\]\.phrase \("I’m {2}SORRY"\): expected one that is new after folding, got that of signal \d+, "I'm sorry"$/,
      );
    });

    test.each(["x-", "x", "X-a", "x-A", "x--a", "x-a-", "x-ä", "y-a", `x-${"a".repeat(31)}`, ""])(
      "the tag %j",
      (category) => {
        expect(() => defineSignals([{ phrase: "so so", category: category as never }])).toThrow(TypeError);
      },
    );

    test.each(["x-a", "x-1", "x-a-b-2", `x-${"a".repeat(30)}`] as const)("but not the tag %j", (category) => {
      expect(usersOf(defineSignals([{ phrase: "so so", category }]))[0]!.category).toBe(category);
    });
  });
});

describe("the id of a set", () => {
  const spec = readText("../SPEC.md");

  test("is the hash of the bytes that SPEC.md shows", () => {
    const block = /### A set of signals[\s\S]*?```hex\n([\s\S]*?)```/.exec(spec)![1]!;
    const bytes = fromHex(
      block
        .split("\n")
        .map((line) => line.split("  ")[0]!)
        .join(""),
    );
    const id = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
    expect(spec).toContain(`The id of this set is \`${id}\``);
    const set = defineSignals(
      [
        { id: 4200, category: "refusal", phrase: "nö nö" },
        { id: 4096, category: "x-refund", phrase: "money back", language: "en" },
      ],
      firstSignals(455),
    );
    expect(set.id).toBe(id);
  });

  test("says the same of the same signals in any order, and defined in any number of calls", () => {
    const definition = fc.record({
      id: fc.integer({ min: 4096, max: 8191 }),
      phrase: fc.stringMatching(/^[a-z]{3,9}q$/),
      category: fc.constantFrom<SignalDefinition["category"]>("error", "x-mine"),
      language: fc.constantFrom("en", "de"),
    });
    const definitions = fc
      .uniqueArray(definition, { selector: ({ id }) => id, minLength: 1, maxLength: 8 })
      .filter((all) => new Set(all.map(({ phrase }) => phrase)).size === all.length);
    const example = definitions.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.nat({ max: all.length }),
      ),
    );
    fc.assert(
      fc.property(example, ([all, shuffled, cut]) => {
        const once = defineSignals(all);
        const twice = defineSignals(shuffled.slice(cut), defineSignals(shuffled.slice(0, cut)));
        expect(twice).toEqual(once);
        expect(once.id).toMatch(/^[0-9a-f]{16}$/);
      }),
      { numRuns: 50 },
    );
  });

  test("is another one if anything in a signal is", () => {
    const own: SignalDefinition = { id: 4096, phrase: "money back", category: "x-refund", language: "en" };
    const sets = [
      own,
      { ...own, id: 4097 },
      { ...own, phrase: "Money back" },
      { ...own, category: "error" as const },
      { ...own, language: "de" },
    ].map((definition) => defineSignals([definition]).id);
    expect(new Set(["built-in", ...sets]).size).toBe(6);
  });

  test("is another one with fewer signals of the catalogue", () => {
    const own: SignalDefinition = { phrase: "money back", category: "x-refund" };
    const counts = [0, 1, 127, 128, catalogue.signals.length - 1, catalogue.signals.length];
    const sets = counts.map((count) => defineSignals([own], firstSignals(count)));
    expect(new Set(sets.map(({ id }) => id)).size).toBe(counts.length);
    expect(sets.map(({ builtInCount }) => builtInCount)).toEqual(counts);
    expect(sets.at(-1)).toEqual(defineSignals([own]));
    const text = utf8(`${catalogue.signals[0]!.phrase}. Money back?`);
    expect(sets.map((set) => scanSignals(set, text).map(({ id }) => id))).toEqual([
      [4096],
      ...counts.slice(1).map(() => [0, 4096]),
    ]);
  });

  test("goes on being that of its base if nothing is added", () => {
    const base = firstSignals(7);
    expect(defineSignals([], base)).toBe(base);
  });
});
