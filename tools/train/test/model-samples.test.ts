import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chatDictionary, phraseBytes } from "brio-dictionary";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { prepareCorpus } from "../src/corpus.mjs";
import { modelAlphabet } from "../src/model-alphabet.mjs";
import { priorSamples } from "../src/model-samples.mjs";
import { createRandom } from "../src/random.mjs";
import { AGENT_LINES, CHAT_LINES } from "./corpus.ts";

const dictionary = chatDictionary(2);
const alphabet = modelAlphabet(dictionary);

describe("modelAlphabet", () => {
  test("has the bytes of every symbol, and the dictionary's statistics as weights", () => {
    const phrases = phraseBytes(dictionary);
    expect(alphabet.offsets.length).toBe(256 + dictionary.entries.length + 1);
    expect(alphabet.bytes.subarray(0, 256)).toEqual(Uint8Array.from({ length: 256 }, (_, byte) => byte));
    expect(alphabet.bytes.subarray(256)).toEqual(phrases.bytes);
    const classCount = alphabet.classWeights.length;
    expect(new Set(alphabet.classes).size).toBe(classCount);
    expect(Math.max(...alphabet.classes)).toBe(classCount - 1);
    expect(alphabet.transitions?.length).toBe((classCount + 1) * classCount);
    for (const weights of [alphabet.weights, alphabet.classWeights, alphabet.transitions ?? []]) {
      expect(weights.every((weight) => weight >= 8 && weight <= 2 ** 20)).toBe(true);
    }
  });
});

describe("priorSamples", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "brio-train-"));
    writeFileSync(join(folder, "chat.jsonl"), CHAT_LINES);
    writeFileSync(join(folder, "agent.jsonl"), AGENT_LINES);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const textOf = (symbols: Uint16Array): string => {
    const { bytes, offsets } = alphabet;
    return Buffer.concat(
      Array.from(symbols, (symbol) => bytes.subarray(offsets[symbol], offsets[symbol + 1])),
    ).toString("utf8");
  };
  const prepare = () => {
    const corpus = prepareCorpus(folder, createRandom(1));
    const samples = priorSamples(corpus, dictionary).map((sample) => ({
      ...sample,
      text: textOf(sample.symbols),
    }));
    return { corpus, samples };
  };

  test("are the texts of the corpus, without the letters that were added", () => {
    const { corpus, samples } = prepare();
    const texts = new Set(samples.map(({ text }) => text));
    for (const { prompt, reply } of corpus.exchanges) {
      expect(texts.has(prompt)).toBe(true);
      expect(texts.has(reply)).toBe(true);
    }
    expect(samples.some(({ group }) => group === "alphabets")).toBe(false);
    expect(samples.some(({ text }) => text.includes("get_parcel"))).toBe(true);
  });

  test("have one source where one quotes the other: a record has that of its reply, and of its prompt", () => {
    const { corpus, samples } = prepare();
    const sourcesOf = (quoted: string): Set<string | undefined> =>
      new Set(samples.flatMap(({ text, source }) => (text.includes(quoted) ? [source] : [])));
    // Every third exchange is recorded, and there are ten prompts: the first records are of exchanges 0, 3, 6, 9, 12 …
    for (const i of [0, 3, 6, 9]) {
      const { prompt, reply } = corpus.exchanges[i]!;
      expect(sourcesOf(reply)).toEqual(new Set([`exchange ${i}`]));
      expect(sourcesOf(prompt)).toEqual(new Set([`exchange ${i}`]));
    }
    const quoted = new Set(corpus.exchanges.flatMap(({ prompt, reply }) => [prompt, reply]));
    const records = samples.filter(({ text, group }) => group?.startsWith("prompt") && !quoted.has(text));
    expect(records.length).toBe(10);
    expect(new Set(records.map(({ group }) => group)).size).toBe(10);
  });
});
