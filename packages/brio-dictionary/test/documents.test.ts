import { fromHex, runExample, toHex, tsBlocks, utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { MAX_ENTRIES, MAX_PHRASE_BYTES, MIN_PHRASE_BYTES, SIGNAL_KINDS } from "../src/dictionary.ts";
import * as dictionary from "../src/index.ts";
import { CATEGORIES, chatDictionary, readDictionary, scanSignals, writeDictionary } from "../src/index.ts";
import { readText } from "./support.ts";

const readme = readText("../README.md");
const spec = readText("../SPEC.md");
const modules = { "brio-dictionary": dictionary };

const codes = [
  "not-a-dictionary",
  "unsupported-version",
  "truncated",
  "corrupt",
] satisfies dictionary.DictionaryErrorCode[];

describe("README.md", () => {
  test("has an example that does what it says", () => {
    const blocks = tsBlocks(readme);
    expect(blocks.length).toBe(1);
    expect(runExample(blocks[0]!, modules)).toBe(3);
  });

  test("counts the phrases of every category", () => {
    for (const [kind, category] of CATEGORIES.entries()) {
      const count = chatDictionary().entries.filter((entry) => entry.category === category).length;
      expect(readme).toContain(
        `| ${kind} | \`${category}\` | ${kind < SIGNAL_KINDS ? "yes" : "no"} | ${count} |`,
      );
    }
  });

  test("lists every function, error code and limit", () => {
    for (const [name, value] of Object.entries(dictionary)) {
      expect(readme).toContain(
        typeof value === "function" && name !== "DictionaryError" ? `| \`${name}(` : name,
      );
    }
    for (const code of codes) expect(readme).toContain(`| \`${code}\` |`);
    expect(readme).toContain(
      `${MAX_ENTRIES} entries; phrases of ${MIN_PHRASE_BYTES} to ${MAX_PHRASE_BYTES} bytes`,
    );
    expect(readme).toContain(`\`PHRASE_CAPACITY\` (${dictionary.PHRASE_CAPACITY})`);
  });
});

describe("SPEC.md", () => {
  test("numbers the categories", () => {
    for (const [kind, category] of CATEGORIES.entries())
      expect(spec).toContain(`| ${kind} | \`${category}\` |`);
  });

  test("names every error code", () => {
    for (const code of codes) expect(spec).toContain(`| \`${code}\` |`);
  });

  test("has an example in hexadecimal that is what it says", () => {
    const [, block] = /```hex\n([\s\S]*?)```/.exec(spec)!;
    const bytes = fromHex(
      block!
        .split("\n")
        .map((line) => line.split("  ")[0])
        .join(" "),
    );
    const example = readDictionary(bytes);
    const category = (kind: number) => CATEGORIES[kind]!;
    expect(example.entries).toEqual([
      { id: 0, category: category(13), phrase: " the" },
      { id: 1, category: category(13), phrase: " of" },
      { id: 2, category: category(1), phrase: "I'm sorry" },
      { id: 3, category: category(13), phrase: " Größe" },
    ]);
    expect(toHex(writeDictionary(example))).toBe(toHex(bytes));
    expect(spec).toContain(`The id of this dictionary is \`${example.id}\``);
    const [, text, id, offset] = /In the text `([^`]+)` .*signal: entry (\d+), at offset (\d+)/.exec(spec)!;
    expect(scanSignals(example, utf8(text!.replace("⏎", "\n")))).toEqual([
      { category: "apology", phrase: "I'm sorry", id: Number(id), offset: Number(offset) },
    ]);
  });
});

describe("examples in the comments of the sources", () => {
  test.each(["../src/build.ts", "../src/signals.ts"])("%s", (path) => {
    const comments = readText(path).replace(/^ \* ?/gm, "");
    const blocks = tsBlocks(comments);
    expect(blocks.length).toBe(1);
    expect(runExample(blocks[0]!, modules)).toBe(1);
  });
});
