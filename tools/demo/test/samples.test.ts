import { describe, expect, it } from "vitest";
import { loadSamples } from "../src/samples.mjs";

type Json = Record<string, unknown>;

interface ToolCall {
  id: string;
  function: { name: string; arguments: string };
}

const samples = loadSamples().map(({ name, bytes, records }) => {
  const texts = records.map((record) => new TextDecoder("utf-8", { fatal: true }).decode(record));
  return { name, bytes, records, texts };
});
const [transcript, auditLog] = samples as [(typeof samples)[number], (typeof samples)[number]];

const parse = (text: string): Json => JSON.parse(text) as Json;

/** The values that `key` has in any of the records. */
const valuesOf = (texts: string[], key: string): Set<unknown> =>
  new Set(texts.map((text) => parse(text)[key]));

describe.each(samples)("$name", ({ bytes, records, texts }) => {
  it("is one JSON object per line", () => {
    for (const [index, text] of texts.entries()) {
      expect(() => parse(text), `line ${index + 1}`).not.toThrow();
      expect(parse(text), `line ${index + 1}`).toBeTypeOf("object");
    }
  });

  it("is covered by its records, line feeds aside", () => {
    const joined = Buffer.concat(records.flatMap((record) => [record, Buffer.from("\n")]));
    expect(joined.equals(bytes)).toBe(true);
  });

  it("has short and long records", () => {
    const lengths = records.map((record) => record.length);
    expect(Math.min(...lengths)).toBeLessThan(400);
    expect(Math.max(...lengths)).toBeGreaterThan(2000);
  });

  it.each([
    ["English", /\bthe\b.*\bwith\b/],
    ["German", /\bnicht\b|\bIch\b/],
    ["Spanish", /¿[^?]+\?/],
    ["French", /\bvous\b/],
    ["Portuguese", /\bnão\b/],
    ["Chinese", /\p{Script=Han}，\p{Script=Han}/u],
    ["Japanese", /\p{Script=Hiragana}{2}/u],
    ["emoji", /\p{Emoji_Presentation}/u],
  ])("has %s", (_, pattern) => {
    expect(texts.some((text) => pattern.test(text))).toBe(true);
  });

  it("names no host that could exist", () => {
    const hosts = texts.flatMap((text) =>
      [...text.matchAll(/https?:\/\/([^/\s"\\]+)/g)].map((match) => match[1]),
    );
    expect(hosts.filter((host) => !/(^|\.)example\.(com|org)$/.test(host ?? ""))).toEqual([]);
  });
});

describe("the agent transcript", () => {
  it("has every role", () => {
    expect(valuesOf(transcript.texts, "role")).toEqual(new Set(["system", "user", "assistant", "tool"]));
  });

  it("answers every tool call once, and its arguments are JSON", () => {
    const messages = transcript.texts.map(parse);
    const calls = messages.flatMap((message) => (message["tool_calls"] ?? []) as ToolCall[]);
    const answered = messages.flatMap((message) =>
      message["role"] === "tool" ? [message["tool_call_id"]] : [],
    );
    for (const call of calls) expect(() => JSON.parse(call.function.arguments), call.id).not.toThrow();
    expect(answered).toEqual(calls.map((call) => call.id));
  });

  it.each(["python", "typescript", "sql", "go", "bash"])("has a code block in %s", (language) => {
    expect(transcript.texts.some((text) => text.includes(`\`\`\`${language}\\n`))).toBe(true);
  });
});

describe("the audit log", () => {
  it("has every kind of event", () => {
    const kinds = ["completion", "tool.call", "guardrail.triggered", "error"];
    expect(valuesOf(auditLog.texts, "event")).toEqual(new Set(kinds));
  });

  it("has completions in both common response shapes", () => {
    const responses = auditLog.texts.map((text) => parse(text)["response"] as Json | undefined);
    expect(responses.some((response) => response?.["object"] === "chat.completion")).toBe(true);
    expect(responses.some((response) => response?.["type"] === "message")).toBe(true);
  });

  it("is in order of time", () => {
    const times = auditLog.texts.map((text) => String(parse(text)["ts"]));
    expect(times).toEqual([...times].sort());
  });
});
