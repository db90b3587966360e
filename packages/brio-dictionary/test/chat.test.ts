import { utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { CHAT_1_RUNS } from "../src/chat-1.gen.ts";
import { CATEGORIES, chatDictionary, readDictionary, scanSignals, writeDictionary } from "../src/index.ts";
import { readText } from "./support.ts";

const chat = chatDictionary();

describe("chatDictionary", () => {
  test("is what data/chat-1.tsv says", () => {
    const lines = readText("../data/chat-1.tsv").split("\n");
    const entries = lines
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => {
        const [id, category, phrase] = line.split("\t");
        return { id: Number(id), category, phrase: JSON.parse(phrase!) };
      });
    expect(chat.entries.length, "`npm run generate` makes them agree").toBe(entries.length);
    expect(chat.entries).toEqual(entries);
  });

  test("has the id of its content, computed beforehand", () => {
    expect(readDictionary(writeDictionary(chat))).toEqual(chat);
  });

  test("is made once", () => {
    expect(chatDictionary()).toBe(chat);
  });

  test("has at least 200 phrases, and six of each category", () => {
    expect(chat.entries.length).toBeGreaterThanOrEqual(200);
    for (const category of CATEGORIES) {
      expect(chat.entries.filter((entry) => entry.category === category).length).toBeGreaterThanOrEqual(6);
    }
  });

  test("finds every signal phrase of its own, in capitals too", () => {
    const signals = chat.entries.filter(({ category }) => CATEGORIES.indexOf(category) < 13);
    const shout = (phrase: string): string => phrase.replace(/[a-z]/g, (letter) => letter.toUpperCase());
    for (const { id, phrase } of signals) {
      for (const text of [phrase, `\u2014${shout(phrase)}\u2014`]) {
        const offset = text === phrase ? 0 : 3;
        expect(scanSignals(chat, utf8(text))).toContainEqual(expect.objectContaining({ id, offset }));
      }
    }
  });

  test("has no phrase that would be cut where phrases are separated in the generated file", () => {
    expect(chat.entries.some(({ phrase }) => phrase.includes("\r"))).toBe(false);
    expect(CHAT_1_RUNS.flatMap(([, phrases]) => phrases.split("\r")).length).toBe(chat.entries.length);
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
