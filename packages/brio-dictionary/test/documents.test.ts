import { assertSame, concat, fromHex, runExample, toHex, tsBlocks, utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { FIRST_USER_ID, LAST_USER_ID } from "../src/catalogue/signal-set.ts";
import { MAX_ENTRIES, MAX_PHRASE_BYTES, MIN_PHRASE_BYTES, SIGNAL_KINDS } from "../src/dictionary.ts";
import * as dictionary from "../src/index.ts";
import { CATEGORIES, chatDictionary, readDictionary, scanSignals, writeDictionary } from "../src/index.ts";
import { MAX_CLASS_SIZE, MAX_MODEL_ENTRIES } from "../src/model.ts";
import { MEASURED_MINIMUM } from "../src/scan/kernel-wasm.ts";
import { BYTES_BEFORE_COMPILING } from "../src/scan/select-kernel.ts";
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
  test("has examples that do what they say", () => {
    const blocks = tsBlocks(readme);
    expect(blocks.map((block) => runExample(block, modules))).toEqual([3, 2, 3, 2]);
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
    expect(readme).toContain(`With a model ${MAX_MODEL_ENTRIES} entries.`);
    expect(readme).toContain(
      `${FIRST_USER_ID} signals of the catalogue and ${LAST_USER_ID - FIRST_USER_ID + 1} of users`,
    );
    expect(readme).toContain(
      `\`signalCatalogue()\` has ${dictionary.signalCatalogue().signals.length} phrases`,
    );
    expect(readme).toContain(`with the ids ${FIRST_USER_ID} to ${LAST_USER_ID}`);
    expect(readme).toContain(`has scanned ${BYTES_BEFORE_COMPILING / 1024} KiB compiles`);
    expect(readme).toContain(`less than ${MEASURED_MINIMUM} bytes, and where there is no WebAssembly`);
  });
});

describe("SPEC.md", () => {
  test("numbers the categories", () => {
    for (const [kind, category] of CATEGORIES.entries())
      expect(spec).toContain(`| ${kind} | \`${category}\` |`);
  });

  test("has the ids of signals", () => {
    expect(spec).toContain(`| 0 to ${FIRST_USER_ID - 1} | the *catalogue*`);
    expect(spec).toContain(`| ${FIRST_USER_ID} to ${LAST_USER_ID} | users'`);
  });

  test("names every error code", () => {
    for (const code of codes) expect(spec).toContain(`| \`${code}\` |`);
  });

  test("has the numbers of the model", () => {
    const { LENGTH_SLOTS, LAST_LENGTH_SLOTS, SECOND_LENGTH_SLOTS } = dictionary;
    const { CLASS_COUNT, CONTEXT_COUNT, SYMBOL_CLASS_COUNT } = dictionary;
    const { LENGTH_CLASS, LAST_LENGTH_CLASS, SECOND_LENGTH_CLASS } = dictionary;
    expect(spec).toContain(`| 0 to ${SYMBOL_CLASS_COUNT - 1} | a symbol; at most ${MAX_CLASS_SIZE} symbols`);
    expect(spec).toContain(`| ${dictionary.RAW_CLASS} | a raw byte |`);
    expect(spec).toContain(`| ${LENGTH_CLASS} to ${LAST_LENGTH_CLASS - 1} | a match at a new distance`);
    expect(spec).toContain(
      `| ${LAST_LENGTH_CLASS} to ${SECOND_LENGTH_CLASS - 1} | a match at the last distance,`,
    );
    expect(spec).toContain(
      `| ${SECOND_LENGTH_CLASS} to ${CLASS_COUNT - 1} | a match at the last distance but one`,
    );
    expect(spec).toContain(`| 0 to ${CLASS_COUNT - 1} | after one of that class |`);
    expect(spec).toContain(`| ${dictionary.START_CONTEXT} | before which there is none`);
    expect(spec).toContain(`| transitions | ${CONTEXT_COUNT} rows of ${CLASS_COUNT} |`);
    expect(spec).toContain(`| marginals | ${CLASS_COUNT} |`);
    expect(spec).toContain(`| escapes | ${CONTEXT_COUNT} |`);
    expect(spec).toContain(`2^((e - ${dictionary.CERTAIN}) / 2); ${dictionary.LEAST_EXPONENT} to`);
    expect(spec).toContain(`| distances | ${dictionary.POSITION_BUCKETS} rows`);
    expect(spec).toContain(`| entry count | LEB128 | 0 to ${MAX_MODEL_ENTRIES.toLocaleString("en")} |`);
    for (const slots of [LENGTH_SLOTS, LAST_LENGTH_SLOTS, SECOND_LENGTH_SLOTS]) {
      const bases = slots.map(({ base }) => base).join(" ");
      const extraBits = slots.slice(0, -1).map((slot) => slot.extraBits);
      expect(spec).toContain(`| ${bases} | ${extraBits.join(" ")} open |`);
    }
    const [first, second, third] = [LENGTH_SLOTS, LAST_LENGTH_SLOTS, SECOND_LENGTH_SLOTS].map(
      (slots) => slots.at(-1)!.extraBits,
    );
    expect(spec).toContain(`open slots are counted with ${first}, ${second} and ${third} extra bits`);
  });

  /** The bytes of an example: the first column of its lines, which `×` repeats. */
  const exampleBytes = (block: string): Uint8Array =>
    concat(
      block.split("\n").map((line) => {
        const [bytes, times = "1"] = line.split("  ")[0]!.split(" ×");
        return fromHex(bytes!.repeat(Number(times)));
      }),
    );
  const [version1, version2] = [...spec.matchAll(/```hex\n([\s\S]*?)```/g)].map(([, block]) =>
    exampleBytes(block!),
  );

  test("has an example of version 2 that is what it says", () => {
    const example = readDictionary(version2!);
    expect(example.entries.map(({ category, phrase }) => [category, phrase])).toEqual([
      ["text", " the"],
      ["text", " them"],
    ]);
    const { classes, transitions, escapes } = example.model!;
    expect([...classes.subarray(255)]).toEqual([0, 1, 1]);
    expect([...transitions.subarray(255, 258)]).toEqual([36, 39, 0]);
    expect(escapes[255]).toBe(6);
    assertSame(writeDictionary(example), version2!);
    expect(spec).toContain(
      `The ${version2!.length.toLocaleString("en")} bytes have the id \`${example.id}\``,
    );
  });

  test("has an example of version 1 that is what it says", () => {
    const bytes = version1!;
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
  test.each([
    "../src/build.ts",
    "../src/catalogue/catalogue.ts",
    "../src/catalogue/define.ts",
    "../src/segment.ts",
    "../src/signals.ts",
    "../src/train/train.ts",
  ])("%s", (path) => {
    const comments = readText(path).replace(/^ \* ?/gm, "");
    const blocks = tsBlocks(comments);
    expect(blocks.length).toBe(1);
    expect(runExample(blocks[0]!, modules)).toBe(1);
  });
});
