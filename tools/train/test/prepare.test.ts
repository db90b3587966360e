import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { phraseFilter } from "../src/accept.mjs";
import { alphabetSamples } from "../src/alphabets.mjs";
import { apiShapes } from "../src/api-shapes.mjs";
import { prepareCorpus } from "../src/corpus.mjs";
import { jsonText } from "../src/json-text.mjs";
import { createRandom } from "../src/random.mjs";
import { recordWriter } from "../src/records.mjs";
import { AGENT_LINES, CHAT_LINES, POLICY } from "./corpus.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "brio-train-"));
  writeFileSync(join(folder, "chat.jsonl"), CHAT_LINES);
  writeFileSync(join(folder, "agent.jsonl"), AGENT_LINES);
});
afterAll(() => rmSync(folder, { recursive: true }));

const exchange = { model: "some-model", prompt: "What is “new”?", reply: "Nothing\nmuch." };

describe("prepareCorpus", () => {
  const prepare = () => prepareCorpus(folder, createRandom(1));
  const contents = (): string[] => prepare().samples.map((sample) => (sample as { content: string }).content);

  test("is the same every time", () => {
    expect(prepare()).toEqual(prepare());
  });

  test("leaves long system prompts out, and nothing else of a conversation", () => {
    expect(contents().some((content) => content.includes("Refunds go"))).toBe(false);
    expect(prepare().omitted).toEqual([POLICY]);
    expect(contents().some((content) => content.includes("get_parcel"))).toBe(true);
    expect(contents().some((content) => content.includes("Be brief."))).toBe(true);
  });

  test("gives a prompt and all that answers it one group, and short replies more weight", () => {
    const { samples } = prepare();
    const groupOf = (text: string): (string | undefined)[] =>
      samples.flatMap((sample) => {
        const { content, group } = sample as { content: string; group?: string };
        return content === text ? [group] : [];
      });
    expect(groupOf("Reply 3 to the question.")).toEqual(groupOf("Question 3?"));
    expect(groupOf("Reply 23 to the question.")).toEqual(groupOf("Question 3?"));
    const short = samples.find(
      (sample) => (sample as { content: string }).content === "Reply 3 to the question.",
    );
    expect((short as { weight: number }).weight).toBeGreaterThan(1);
    const long = samples.find(
      (sample) => (sample as { content: string }).content.length > 500 && "weight" in (sample as object),
    );
    expect(long).toMatchObject({ weight: 1 });
  });

  test("says so if there is nothing", () => {
    expect(() => prepareCorpus(join(folder, "nowhere"), createRandom(1))).toThrow(
      /expected chat.jsonl or agent.jsonl/,
    );
  });
});

describe("records", () => {
  test("are JSON with the exchange in it, spaced or not, escaped or not", () => {
    const record = recordWriter(createRandom(3));
    const lines = Array.from({ length: 400 }, () => record(exchange));
    for (const line of lines) {
      expect(line).not.toContain("\n");
      const text = JSON.stringify(JSON.parse(line));
      expect(text.includes("Nothing\\nmuch.") || text.includes("What is “new”?")).toBe(true);
    }
    expect(lines.some((line) => line.includes('": "'))).toBe(true);
    expect(lines.some((line) => line.includes('":"'))).toBe(true);
    expect(lines.some((line) => line.includes("\\u201cnew\\u201d"))).toBe(true);
    expect(lines.some((line) => line.includes("“new”"))).toBe(true);
  });

  test("have the keys of every interface", () => {
    const shapes = apiShapes(createRandom(4));
    const textOf = (name: string): string => JSON.stringify(shapes[name]!(exchange));
    expect(textOf("openai")).toContain('"object":"chat.completion"');
    expect(textOf("openaiTools")).toContain('"tool_call_id"');
    expect(textOf("openaiResponses")).toContain('"type":"output_text"');
    expect(textOf("anthropic")).toContain('"stop_reason"');
    expect(textOf("anthropicTools")).toContain('"tool_use_id"');
    expect(textOf("vercel")).toContain('"parts":[{"type":"text"');
    expect(Object.keys(shapes).length).toBe(6);
  });
});

test("jsonText writes what JSON.parse reads", () => {
  const value = { a: [1, null, "é\n\u{1f600}"], b: {}, c: true, d: undefined };
  const expected = { a: [1, null, "é\n\u{1f600}"], b: {}, c: true };
  for (const spaced of [true, false]) {
    for (const ascii of [true, false])
      expect(JSON.parse(jsonText(value, { spaced, ascii }))).toEqual(expected);
  }
  expect(jsonText(value, { spaced: true, ascii: true })).toBe(
    '{"a": [1, null, "\\u00e9\\n\\ud83d\\ude00"], "b": {}, "c": true}',
  );
});

test("letters at random are well-formed text of every script", () => {
  const samples = alphabetSamples(createRandom(5), 500);
  expect(samples.length).toBe(16);
  for (const sample of samples) expect(sample).not.toMatch(/\p{Surrogate}/u);
  for (const script of [
    /\p{Script=Cyrillic}{3}/u,
    /\p{Script=Arabic}{3}/u,
    /\p{Script=Hangul}{3}/u,
    /\p{Emoji}/u,
  ]) {
    expect(samples.some((sample) => script.test(sample))).toBe(true);
  }
});

describe("phraseFilter", () => {
  const exchanges = Array.from({ length: 6 }, (_, i) => ({
    model: "m",
    prompt: `${Math.min(i, 4)}`,
    reply: `${i < 4 ? "I am happy to help. " : ""}Let me know how it goes.`,
  }));
  const accept = phraseFilter(["Let me know how to refund a parcel."], exchanges);

  test.each([
    " the",
    " to refund",
    '"role": "user", "content": "',
    "Let me know how",
    "Let me know how it goes",
    "\n\n\t",
  ])("accepts %j", (phrase) => expect(accept(phrase)).toBe(true));

  test.each([
    " refund a parcel",
    " how to refund",
    "I am happy to help",
    "one two three four",
    "a\rb",
    "~~~",
  ])("refuses %j", (phrase) => expect(accept(phrase)).toBe(false));
});
