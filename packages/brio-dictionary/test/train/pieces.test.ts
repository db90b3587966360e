import { utf8 } from "brio-test-support";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findCandidates } from "../../src/train/candidates.ts";
import { collectCorpus } from "../../src/train/corpus.ts";
import { entropyTable, entropyTerm, log2 } from "../../src/train/log2.ts";
import { countOccurrences } from "../../src/train/occurrences.ts";
import { isWhole, pretokenEnd } from "../../src/train/pretokens.ts";
import { buildTrie, symbolsOf } from "../../src/train/trie.ts";
import { text } from "../support.ts";
import { bytesOf, corpusOf, messages } from "./samples.ts";

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function pretokensOf(input: string): string[] {
  const bytes = utf8(input);
  const pretokens: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = pretokenEnd(bytes, at, bytes.length);
    pretokens.push(decode(bytes.subarray(at, end)));
    at = end;
  }
  return pretokens;
}

describe("log2", () => {
  test("is within a few units of the last place of the engine's own", () => {
    fc.assert(
      fc.property(fc.double({ min: 2 ** -60, max: 2 ** 60, noNaN: true }), (x) => {
        expect(Math.abs(log2(x) - Math.log2(x))).toBeLessThan(1e-13);
      }),
    );
    for (let octave = -40; octave <= 40; octave++) expect(log2(2 ** octave)).toBe(octave);
  });

  test("gives n log n from a table and beyond it", () => {
    const table = entropyTable();
    for (const n of [0, 1, 2, 3, 1000, 65_535, 65_536, 10_000_000]) {
      expect(entropyTerm(table, n)).toBeCloseTo(n === 0 ? 0 : n * Math.log2(n), 6);
    }
  });
});

describe("pretokenEnd", () => {
  test.each<[string, string[]]>([
    ["Don't stop, it's 12345!", ["Don't", " stop", ",", " it's", " 123", "45", "!"]],
    ["Größe: it’s", ["Größe", ":", " it’s"]],
    ["a\n\n  b\t\tc ", ["a", "\n\n ", " b", "\t\t", "c", " "]],
    ['{"a":"x\\n\\n  y\\"z"}', ['{"', "a", '":"', "x", "\\n\\n ", " y", '\\"', "z", '"}']],
    ["好的。 “x”", ["好", "的", "。", " “", "x", "”"]],
    ["x -> y", ["x", " ->", " y"]],
  ])("cuts %j into its pieces", (input, pieces) => {
    expect(pretokensOf(input)).toEqual(pieces);
  });

  test("cuts any text into pieces of 1 to 48 bytes, and no character", () => {
    fc.assert(
      fc.property(fc.oneof(text(80), fc.string({ unit: "grapheme", maxLength: 80 })), (input) => {
        expect(pretokensOf(input).join("")).toBe(decode(utf8(input)));
      }),
    );
    const long = pretokensOf(`${"é".repeat(50)} ${"-".repeat(100)}${"x".repeat(49)}`);
    expect(Math.max(...long.map((piece) => utf8(piece).length))).toBe(48);
  });

  test("moves on and stays inside, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), (bytes) => {
        for (let at = 0; at < bytes.length; ) {
          const end = pretokenEnd(bytes, at, bytes.length);
          expect(end).toBeGreaterThan(at);
          expect(end).toBeLessThanOrEqual(Math.min(bytes.length, at + 48));
          at = end;
        }
      }),
    );
  });
});

describe("collectCorpus", () => {
  test("puts the samples of a group together, and leaves out empty ones", () => {
    const corpus = corpusOf(
      { content: "aa", group: "x" },
      "b",
      { content: utf8("cc"), group: "x", weight: 3 },
      "",
      { content: "d", group: "1" },
    );
    expect(decode(corpus.bytes)).toBe("aaccbd");
    expect([...corpus.starts]).toEqual([0, 2, 4, 5, 6]);
    expect([...corpus.groups]).toEqual([0, 0, 1, 2]);
    expect([...corpus.weights]).toEqual([1, 3, 1, 1]);
    expect(corpus.weightedBytes).toBe(2 + 6 + 1 + 1);
  });

  test.each<[string, unknown, RegExp]>([
    ["a string for samples", "abc", /samples: expected an iterable of texts, got string/],
    ["nothing", undefined, /samples: expected an iterable of texts, got undefined/],
    ["a number", [7], /samples\[0\]: expected a string, a Uint8Array or \{ content \}/],
    ["null", ["a", null], /samples\[1\]: expected/],
    [
      "a group that is no string",
      [{ content: "a", group: 1 }],
      /samples\[0\]\.group: expected a string, got number/,
    ],
    [
      "a weight of 0",
      [{ content: "a", weight: 0 }],
      /samples\[0\]\.weight: expected an integer of 1 to 255, got 0/,
    ],
    ["a weight of 256", [{ content: "a", weight: 256 }], /weight/],
  ])("refuses %s", (_, samples, message) => {
    expect(() => collectCorpus(samples as never)).toThrow(message);
  });
});

test("collectCorpus stops before its counts overflow, and an iterable that never ends", () => {
  function* endless() {
    const content = new Uint8Array(2 ** 24);
    for (;;) yield { content, weight: 255 };
  }
  expect(() => collectCorpus(endless())).toThrow(
    new RangeError("samples: expected at most 4 GiB of text with weights, got more"),
  );
});

describe("findCandidates", () => {
  const samples = messages(60);
  const corpus = corpusOf(...samples);

  test("finds words, parts of words and sequences, each as often as it must be there", () => {
    const found = findCandidates(corpus, 8, 100_000).map(decode);
    for (const phrase of [" order", " shipped", "event", '":"', " is on its way", " ship", "updated"]) {
      expect(found).toContain(phrase);
    }
    expect(new Set(found).size).toBe(found.length);
    for (const phrase of found) {
      const count = samples.join("\0").split(phrase).length - 1;
      expect(count, phrase).toBeGreaterThanOrEqual(8);
    }
  });

  test("splits no character", () => {
    const found = findCandidates(corpusOf(..."好的，我们明天见。é".repeat(20).split("")), 2, 1000);
    for (const phrase of found) expect(decode(phrase)).not.toContain("\ufffd");
    expect(found.length).toBeGreaterThan(3);
  });

  test("gives the best of them, in the same order, when fewer are wanted", () => {
    const all = findCandidates(corpus, 8, 100_000).map(decode);
    expect(findCandidates(corpus, 8, 20).map(decode)).toEqual(all.slice(0, 20));
  });
});

test("countOccurrences counts samples and groups, wherever a symbol stands in them", () => {
  const samples = messages(90).map((content, i) => ({ content, group: `g${i % 7}` }));
  const phrases = [" order", "order", "er", " is on its way", "é", "nowhere"];
  const counted = countOccurrences(collectCorpus(samples), buildTrie(symbolsOf(bytesOf(...phrases))));
  phrases.forEach((phrase, i) => {
    const having = samples.filter(({ content }) => content.includes(phrase));
    expect(counted.documents[256 + i], phrase).toBe(having.length);
    expect(counted.groups[256 + i], phrase).toBe(new Set(having.map(({ group }) => group)).size);
  });
});

test("isWhole knows where a character of the text around begins", () => {
  const bytes = utf8("aé中");
  expect(isWhole(bytes, 0, 1)).toBe(true);
  expect(isWhole(bytes, 1, 2)).toBe(false);
  expect(isWhole(bytes, 2, 3)).toBe(false);
  expect(isWhole(bytes, 1, 6)).toBe(true);
});
