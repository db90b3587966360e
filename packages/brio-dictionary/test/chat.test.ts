import { gzipSync } from "node:zlib";
import { assertSame, utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { CHAT_1_RUNS } from "../src/chat-1.gen.ts";
import {
  CATEGORIES,
  chatDictionary,
  type Dictionary,
  readDictionary,
  scanSignals,
  writeDictionary,
} from "../src/index.ts";
import { readText } from "./support.ts";

const isSignal = ({ category }: Dictionary["entries"][number]): boolean => CATEGORIES.indexOf(category) < 13;

/** The fields of the lines of a file in data/ that are no comment. */
const fieldsOf = (path: string): string[][] =>
  readText(path)
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t"));

describe.each([1, 2] as const)("chatDictionary(%i)", (edition) => {
  const chat = chatDictionary(edition);

  test("has the id of its content, computed beforehand", () => {
    const bytes = writeDictionary(chat);
    const read = readDictionary(bytes);
    expect(read.id).toBe(chat.id);
    expect(read.entries).toEqual(chat.entries);
    assertSame(writeDictionary(read), bytes);
  });

  test("is made once", () => {
    expect(chatDictionary(edition)).toBe(chat);
  });

  test("has at least 200 phrases, and six of each signal", () => {
    expect(chat.entries.length).toBeGreaterThanOrEqual(200);
    for (const category of CATEGORIES.slice(0, 13)) {
      expect(chat.entries.filter((entry) => entry.category === category).length).toBeGreaterThanOrEqual(6);
    }
  });

  test("finds every signal phrase of its own, in capitals too", () => {
    const shout = (phrase: string): string => phrase.replace(/[a-z]/g, (letter) => letter.toUpperCase());
    for (const { id, phrase } of chat.entries.filter(isSignal)) {
      for (const text of [phrase, `\u2014${shout(phrase)}\u2014`]) {
        const offset = text === phrase ? 0 : 3;
        expect(scanSignals(chat, utf8(text))).toContainEqual(expect.objectContaining({ id, offset }));
      }
    }
  });
});

describe("edition 1", () => {
  const chat = chatDictionary(1);

  test("is what data/chat-1.tsv says", () => {
    const entries = fieldsOf("../data/chat-1.tsv").map(([id, category, phrase]) => ({
      id: Number(id),
      category,
      phrase: JSON.parse(phrase!),
    }));
    expect(chat.entries.length, "`npm run generate` makes them agree").toBe(entries.length);
    expect(chat.entries).toEqual(entries);
  });

  test("is the one that frames of format version 1 were made with", () => {
    expect(chat.id).toBe("d676c8fe4b936b08");
    expect(chat.model).toBeUndefined();
  });

  test("has no phrase that would be cut where phrases are separated in the generated file", () => {
    expect(chat.entries.some(({ phrase }) => phrase.includes("\r"))).toBe(false);
    expect(CHAT_1_RUNS.flatMap(([, phrases]) => phrases.split("\r")).length).toBe(chat.entries.length);
  });
});

describe("edition 2", () => {
  const chat = chatDictionary();
  const symbols = fieldsOf("../data/chat-2.tsv");
  const model = chat.model!;

  test("is the default, and frozen", () => {
    expect(chat).toBe(chatDictionary(2));
    expect(chat.id).toBe("bbb4a07d2f5db43e");
  });

  test("is what data/chat-2.tsv and data/chat-2.txt say", () => {
    expect(symbols.map(([symbol]) => Number(symbol))).toEqual(symbols.map((_, symbol) => symbol));
    expect(chat.entries.length, "`npm run generate` makes them agree").toBe(symbols.length - 256);
    expect(chat.entries).toEqual(
      symbols
        .slice(256)
        .map(([, category, , , , , phrase], id) => ({ id, category, phrase: JSON.parse(phrase!) })),
    );
    const column = (field: number): number[] => symbols.map((fields) => Number(fields[field]));
    assertSame(model.classes, column(4));
    assertSame(model.weights, column(5));
    const exponentOf = new Map(
      [...".ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghi"].map((c, i) => [c, i === 0 ? 0 : i + 5]),
    );
    const exponents = fieldsOf("../data/chat-2.txt").flatMap(([row]) =>
      [...row!].map((c) => exponentOf.get(c)!),
    );
    const { transitions, marginals, escapes, distances } = model;
    assertSame(exponents, [...transitions, ...marginals, ...escapes, ...distances]);
  });

  test("has the signals first, the commonest before others, then the others in the order of their bytes", () => {
    const signalCount = chat.entries.filter(isSignal).length;
    expect(chat.entries.slice(0, signalCount).every(isSignal)).toBe(true);
    const found = symbols.slice(256, 256 + signalCount).map((fields) => Number(fields[2]));
    expect(found).toEqual([...found].sort((a, b) => b - a));
    const phrases = chat.entries.slice(signalCount).map(({ phrase }) => Buffer.from(phrase));
    expect(phrases.every((phrase, i) => i === 0 || phrases[i - 1]!.compare(phrase) < 0)).toBe(true);
  });

  test("has the signals of edition 1", () => {
    const phrasesOf = (dictionary: Dictionary): string[] =>
      dictionary.entries.filter(isSignal).map(({ category, phrase }) => `${category} ${phrase}`);
    expect(phrasesOf(chat).sort()).toEqual(phrasesOf(chatDictionary(1)).sort());
  });

  test("has no phrase that occurs in fewer than 8 texts that answer 5 prompts, unless it is a signal", () => {
    for (const [, category, documents, groups, , , phrase] of symbols.slice(256)) {
      if (category !== "text") continue;
      expect(Number(documents), phrase).toBeGreaterThanOrEqual(8);
      expect(Number(groups), phrase).toBeGreaterThanOrEqual(5);
    }
  });

  test("splits no character, and copies no sentence", () => {
    for (const { phrase } of chat.entries.filter((entry) => !isSignal(entry))) {
      expect(phrase).not.toMatch(/\ufffd|\p{Surrogate}/u);
      if (!/["{}[\]\\<>=();|*#-]/.test(phrase))
        expect(phrase.trim().split(/\s+/).length, phrase).toBeLessThan(9);
    }
  });

  test("takes at most 112 kB of a bundle, compressed", () => {
    const generated = new URL("../src/chat-2.gen.ts", import.meta.url);
    expect(gzipSync(readText(generated.href), { level: 9 }).length).toBeLessThanOrEqual(112_000);
  });

  test("is no other", () => {
    expect(() => chatDictionary(3 as never)).toThrow(new RangeError("edition: expected 1 or 2, got 3"));
  });
});

describe("CATEGORIES", () => {
  test("has the order that kinds, and so serialised dictionaries and frames, depend on", () => {
    expect(CATEGORIES).toEqual([
      ...["refusal", "apology", "uncertainty", "ai-disclosure", "tool-call", "tool-result", "error"],
      ...["code", "citation", "greeting", "closing", "escalation", "prompt-injection"],
      ...["text", "markup", "json", "program"],
    ]);
  });
});
