import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chooseReplies, loadTexts, totalLength } from "../src/texts.mjs";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array): string => new TextDecoder("utf-8", { fatal: true }).decode(bytes);
const textsOf = (count: number, length: number): Uint8Array[] =>
  new Array(count).fill(encode("a".repeat(length)));

describe("chooseReplies", () => {
  it("takes the texts of 1 to 2 KB, if these are a hundred", () => {
    const inside = [...textsOf(50, 1000), ...textsOf(50, 2000)];
    const texts = [...textsOf(3, 999), ...inside, ...textsOf(3, 2001)];
    expect(chooseReplies(texts)).toEqual({ replies: inside, joined: false });
  });

  it("joins and cuts all texts, if these are ninety-nine", () => {
    const { replies, joined } = chooseReplies([...textsOf(99, 1499), encode("b".repeat(2001))]);
    expect(joined).toBe(true);
    expect(replies.map(({ length }) => length)).toEqual(new Array(100).fill(1500));
    expect(decode(replies[0]!)).toBe(`${"a".repeat(1499)}\n`);
    expect(decode(replies[99]!)).toBe("b".repeat(1500));
  });

  it("keeps what is left over if it is as long as a reply, and drops less", () => {
    const lengths = (length: number) =>
      chooseReplies(textsOf(1, length)).replies.map((reply) => reply.length);
    expect(lengths(1500 + 999)).toEqual([1500, 1000]);
    expect(lengths(1500 + 998)).toEqual([1500]);
    expect(lengths(998)).toEqual([]);
  });

  it("cuts between characters", () => {
    const text = `a${"€".repeat(1000)}`;
    const { replies } = chooseReplies([encode(text)]);
    expect(replies.map(({ length }) => length)).toEqual([1498, 1500]);
    expect(replies.map(decode).join("")).toBe(text.slice(0, 1 + 499 + 500));
  });

  it("cuts somewhere what is no text, and ends", () => {
    const { replies } = chooseReplies([new Uint8Array(10_000).fill(0x80)]);
    expect(totalLength(replies)).toBeGreaterThan(9000);
  });
});

describe("loadTexts", () => {
  let folder: string;
  const file = (content: string): string => {
    const path = join(folder, "log.jsonl");
    writeFileSync(path, content);
    return path;
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "brio-bench-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("takes whole lines, whatever they are, but no empty ones", () => {
    const { name, texts, recordsWithout } = loadTexts(file(`${"x".repeat(1000)}\n\nnot JSON\n`), undefined);
    expect(name).toBe("log.jsonl");
    expect(texts.map(decode)).toEqual(["x".repeat(1000), "not JSON"]);
    expect(recordsWithout).toBe(0);
  });

  it("takes a field, and counts the records that have no text in it", () => {
    const reply = `“${"ü".repeat(600)}”\n`;
    const records = [
      { reply },
      { reply: 5 },
      { reply: "" },
      {},
      null,
      [],
      { other: { reply } },
      { reply: "b" },
    ];
    const path = file(records.map((record) => JSON.stringify(record)).join("\n"));
    const { texts, recordsWithout } = loadTexts(path, "reply");
    expect(texts.map(decode)).toEqual([reply, "b"]);
    expect(recordsWithout).toBe(6);
  });

  it("names the record that is not JSON", () => {
    expect(() => loadTexts(file('{"a":"b"}\n{"a":'), "a")).toThrow("log.jsonl: record 2 is not JSON");
  });

  it("refuses what holds less than one reply", () => {
    expect(() => loadTexts(file("short\n"), undefined)).toThrow(
      "log.jsonl: there are less than 1000 bytes of text",
    );
    expect(() => loadTexts(file(JSON.stringify({ a: "x".repeat(5000) })), "b")).toThrow('in the field "b"');
  });
});
