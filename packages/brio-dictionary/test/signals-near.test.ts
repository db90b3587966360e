import { utf8 } from "brio-test-support";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  chatDictionary,
  type Dictionary,
  defineSignals,
  type SignalDefinition,
  type SignalEvent,
  signalCatalogue,
} from "../src/index.ts";
import { foldAt, isWordAt, isWordBefore, normalise, SPACE, TWO_BYTES, unfold } from "../src/normalise.ts";
import { HASH_SLOTS } from "../src/scan/layout.ts";
import { signalEntries } from "../src/signal-entries.ts";
import { buildMatcher } from "../src/signal-matcher.ts";
import { KERNELS, scanOnEveryKernel } from "./kernels.ts";
import { scanByComparing } from "./signals-reference.ts";
import { counting, dictionaries, dictionaryOf, readText } from "./support.ts";

const chat = chatDictionary();
/** The signals of chat alone: their ids come first, so that they are the same. */
const signals: Dictionary = { id: chat.id, entries: signalEntries(chat) };

/** Ways to write a phrase so that it is, or just is not, the phrase. */
const EDITS: readonly ((phrase: string, at: number) => string)[] = [
  (phrase) => phrase,
  (phrase) => phrase.toUpperCase(),
  (phrase) => phrase.replaceAll("'", "\u2019").replaceAll("-", "\u2014"),
  (phrase) => phrase.replaceAll(" ", "\u00a0"),
  (phrase) => phrase.replaceAll(" ", " \u00a0\n\t"),
  (phrase) => phrase.replaceAll(" ", ""),
  (phrase, at) => phrase.slice(0, at),
  (phrase, at) => phrase.slice(at),
  (phrase, at) => `${phrase.slice(0, at)}${phrase.slice(at + 1)}`,
  (phrase, at) => `${phrase.slice(0, at)} ${phrase.slice(at)}`,
  (phrase, at) => `${phrase.slice(0, at)}x${phrase.slice(at + 1)}`,
  (phrase, at) => `${phrase.slice(0, at)}\u2019${phrase.slice(at)}`,
  (phrase, at) => `${phrase.slice(0, at)}É${phrase.slice(at)}`,
];
const BETWEEN = ["", " ", "  ", "\n", "\u00a0", ".", "x", "7", "é", "中", "\u2019", "`", "["];

const utf8Key = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** Texts of nothing but phrases and what is nearly one, with anything between. */
const nearMisses = (phrases: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(
      fc
        .tuple(
          fc.constantFrom(...phrases),
          fc.constantFrom(...EDITS),
          fc.nat({ max: 48 }),
          fc.constantFrom(...BETWEEN),
        )
        .map(([phrase, edit, at, between]) => edit(phrase, at % phrase.length) + between),
      { maxLength: 12 },
    )
    .map((pieces) => pieces.join(""));

/** What comparing every folded phrase with the folded bytes at every place finds, in bytes that need not be text. */
function scanBytes(dictionary: Dictionary, input: Uint8Array): SignalEvent[] {
  const folded: number[] = [];
  const offsets: number[] = [];
  const ends: number[] = [];
  for (let at = 0; at < input.length; ) {
    const unit = input[at]! < 0x80 ? (normalise(input.subarray(at, at + 1))[0]! << 8) | 1 : foldAt(input, at);
    const byte = (unit >> 8) & 0xff;
    const end = at + (unit & 0xff);
    if (byte !== SPACE || folded.at(-1) !== SPACE) {
      for (const part of unit >= TWO_BYTES ? [byte, unit >> 16] : [byte]) {
        folded.push(part);
        offsets.push(at);
        ends.push(end);
      }
    }
    at = end;
  }
  const events: SignalEvent[] = [];
  for (const { id, category, phrase } of signalEntries(dictionary)) {
    const pattern = normalise(utf8(phrase));
    for (let i = 0; i + pattern.length <= folded.length; i++) {
      if (!pattern.every((byte, j) => folded[i + j] === byte)) continue;
      if (isWordAt(pattern, 0) && isWordBefore(input, offsets[i]!)) continue;
      const isInside = isWordAt(input, ends[i + pattern.length - 1]!);
      if (isInside && isWordBefore(pattern, pattern.length)) continue;
      if (events.some((other) => other.offset === offsets[i] && isSame(other.phrase, phrase))) continue;
      events.push({ category, phrase, id, offset: offsets[i]! } as SignalEvent);
    }
  }
  return events.sort((a, b) => a.offset - b.offset || a.id - b.id);
}

const isSame = (a: string, b: string): boolean =>
  Buffer.compare(normalise(utf8(a)), normalise(utf8(b))) === 0;

describe("among near misses scanSignals finds what comparing finds", () => {
  test("with the signals of chat", () => {
    const phrases = signals.entries.map(({ phrase }) => phrase);
    fc.assert(
      fc.property(nearMisses(phrases), (text) => {
        expect(scanOnEveryKernel(chat, utf8(text))).toEqual(scanByComparing(signals, text));
      }),
      { numRuns: 300 },
    );
  });

  test("with the signals of the catalogue", () => {
    const catalogue = signalCatalogue();
    const phrases = catalogue.signals.map(({ phrase }) => phrase);
    fc.assert(
      fc.property(nearMisses(phrases), (text) => {
        expect(scanOnEveryKernel(catalogue, utf8(text))).toEqual(
          scanByComparing({ entries: catalogue.signals }, text),
        );
      }),
      { numRuns: 200 },
    );
  });

  test("with the signals of a user beside the catalogue", () => {
    const definition = fc.record({
      phrase: fc
        .string({ unit: fc.constantFrom(..."abt -'éж中I"), minLength: 2, maxLength: 9 })
        .filter((phrase) => utf8(phrase).length >= 2),
      category: fc.constantFrom<SignalDefinition["category"]>("error", "closing", "x-mine", "x-a-1"),
    });
    const definitions = fc.uniqueArray(definition, {
      selector: ({ phrase }) => utf8Key(normalise(utf8(phrase))),
      minLength: 1,
      maxLength: 20,
    });
    const example = definitions.chain((own) => {
      const some = signalCatalogue().signals.filter(({ id }) => id % 40 === 0);
      const phrases = [...own, ...some].map(({ phrase }) => phrase);
      return fc.tuple(fc.constant(own), nearMisses(phrases));
    });
    fc.assert(
      fc.property(example, ([own, text]) => {
        const set = defineSignals(own);
        expect(scanOnEveryKernel(set, utf8(text))).toEqual(scanByComparing({ entries: set.signals }, text));
      }),
      { numRuns: 200 },
    );
  });

  test("with phrases that begin with one another and with typographic characters", () => {
    const begin = fc.constantFrom(
      "",
      "-",
      "'",
      " ",
      "a",
      "don't",
      "e-m",
      "é",
      "Ж",
      "to ",
      "- - -",
      "中",
      "¿",
    );
    const phrase = fc
      .tuple(begin, begin, fc.string({ unit: fc.constantFrom(..."abt -'éж中"), maxLength: 9 }))
      .map((parts) => parts.join(""))
      .filter((text) => utf8(text).length >= 2 && utf8(text).length <= 48);
    const example = fc
      .uniqueArray(phrase, { minLength: 1, maxLength: 30 })
      .chain((phrases) => fc.tuple(fc.constant(dictionaryOf("error", ...phrases)), nearMisses(phrases)));
    fc.assert(
      fc.property(example, ([dictionary, text]) => {
        expect(scanOnEveryKernel(dictionary, utf8(text))).toEqual(scanByComparing(dictionary, text));
      }),
      { numRuns: 1000 },
    );
  });

  test("with so many phrases that thousands of hashes are taken more than once", () => {
    const letters = "abcdefghijklmnopqrstuvwxyz 0123456789";
    const phrases = Array.from({ length: 20_000 }, (_, i) =>
      Array.from({ length: 7 }, (_, j) => letters[(i * 7919 + ((i * i) >> (3 * j)) + j * 131) % 37]).join(""),
    );
    const dictionary = dictionaryOf("error", ...new Set(phrases));
    const text = phrases.filter((_, i) => i % 2000 === 0).join(".");
    expect(scanOnEveryKernel(dictionary, utf8(text))).toEqual(scanByComparing(dictionary, text));
  });

  test("with phrases that differ in the second byte of a character alone", () => {
    const dictionary = dictionaryOf("error", "to say é", "to say è", "to say ê!", "to say ê");
    for (const text of ["to say é", "TO SAY È", "to say ê!", "to say ë", "to say Ã", "to say ê"]) {
      expect(scanOnEveryKernel(dictionary, utf8(text))).toEqual(scanByComparing(dictionary, text));
    }
  });

  test("in bytes that are no text", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        0xc2,
        0xa0,
        0xc3,
        0x89,
        0xa9,
        0xe2,
        0x80,
        0x93,
        0x99,
        0x61,
        0x41,
        0x20,
        0x2d,
        0x27,
        0x0a,
      ),
      fc.nat({ max: 255 }),
    );
    const bytes = fc.array(piece, { maxLength: 60 }).map((all) => Uint8Array.from(all));
    const phrases = ["aé", "a-a", "é' ", "aaa-aé", " a", "a a", "'a'a'a'a", "–aéa a", "éaé éa"];
    const dictionary = dictionaryOf("error", ...phrases);
    fc.assert(
      fc.property(bytes, (input) => {
        expect(scanOnEveryKernel(dictionary, input)).toEqual(scanBytes(dictionary, input));
      }),
      { numRuns: 5000 },
    );
  });
});

describe("a scan", () => {
  test.each(KERNELS)("compares hardly anything in prose, so the filter does its work: $name", (kernel) => {
    const matcher = buildMatcher(signalEntries(chat));
    let starts = 0;
    const heads = new Proxy(matcher.heads, {
      get(target, key) {
        // Those of triggers are behind them.
        if (Number(key) < HASH_SLOTS) starts++;
        return Reflect.get(target, key, target);
      },
    });
    const counted = { ...matcher, heads };
    // What WebAssembly compares with is copied once.
    kernel.findAll(counted, new Uint8Array(0), []);
    starts = 0;
    const prose = utf8(readText("../README.md") + readText("../SPEC.md"));
    kernel.findAll(counted, prose, []);
    expect(starts).toBeGreaterThan(0);
    expect(starts).toBeLessThan(prose.length / 50);
  });

  test.each(KERNELS)("crosses long white space once for each byte of a phrase at most: $name", (kernel) => {
    const dictionary = dictionaryOf("error", "a b", "a a a a a b", " a b", "a a b");
    const reads = (spaces: number): number => {
      const input = counting(utf8(`a a a a a${" ".repeat(spaces)}a`));
      kernel.findAll(buildMatcher(signalEntries(dictionary)), input.array, []);
      return input.reads();
    };
    expect(reads(20_000)).toBeLessThan(48 * 20_000);
    expect(reads(20_000)).toBeLessThan(2.01 * reads(10_000) + 200);
  });

  test("of an empty input, or without any signals, finds nothing", () => {
    expect(scanOnEveryKernel(chat, new Uint8Array(0))).toEqual([]);
    fc.assert(
      fc.property(dictionaries, (dictionary) => {
        expect(scanOnEveryKernel(dictionary, new Uint8Array(0))).toEqual([]);
      }),
    );
    expect(scanOnEveryKernel(dictionaryOf("text", "I'm sorry"), utf8("I'm sorry"))).toEqual([]);
  });
});

test("unfold gives back every character that foldAt folds", () => {
  for (let codePoint = 0x80; codePoint < 0x10000; codePoint++) {
    if (codePoint >= 0xd800 && codePoint < 0xe000) continue;
    const character = utf8(String.fromCodePoint(codePoint));
    const unit = foldAt(character, 0);
    if ((unit & 0xff) === 1) continue;
    const folded = Uint8Array.from(
      unit >= TWO_BYTES ? [(unit >> 8) & 0xff, unit >> 16] : [(unit >> 8) & 0xff],
    );
    expect(unfold(folded, 0), `U+${codePoint.toString(16)}`).toContainEqual([...character]);
  }
});
