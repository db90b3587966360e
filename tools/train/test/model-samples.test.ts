import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { prepareCorpus } from "../src/corpus.mjs";
import { priorTexts } from "../src/model-samples.mjs";
import { createRandom } from "../src/random.mjs";
import { AGENT_LINES, CHAT_LINES } from "./corpus.ts";

describe("priorTexts", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "brio-train-"));
    writeFileSync(join(folder, "chat.jsonl"), CHAT_LINES);
    writeFileSync(join(folder, "agent.jsonl"), AGENT_LINES);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const prepare = () => {
    const corpus = prepareCorpus(folder, createRandom(1));
    const samples = priorTexts(corpus).map((sample) => ({
      ...sample,
      text: Buffer.from(sample.text).toString(),
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
