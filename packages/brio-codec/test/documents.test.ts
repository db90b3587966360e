import * as dictionary from "brio-dictionary";
import { fromHex, runExample, toHex, tsBlocks } from "brio-test-support";
import { describe, expect, test } from "vitest";
import * as codec from "../src/index.ts";
import * as lite from "../src/lite.ts";
import * as metadata2 from "../src/metadata/v2.ts";
import { alphabetOf } from "../src/model/alphabet.ts";
import * as modelFormat from "../src/model/format.ts";
import { compressSettings, outputLimit } from "../src/options.ts";
import * as train from "../src/train.ts";
import * as format1 from "../src/v1/format.ts";
import { PRIOR_COUNTS } from "../src/v1/priors.gen.ts";
import * as format2 from "../src/v2/format.ts";
import { readText } from "./support.ts";
import { KINDS } from "./v1/by-hand.ts";
import * as example1 from "./v1/spec-example.ts";
import { twoPhrases } from "./v2/dictionaries.ts";
import { rowsOf } from "./v2/reference-encoder.ts";
import * as example2 from "./v2/spec-example.ts";

const specs = { 1: readText("../SPEC-1.md"), 2: readText("../SPEC.md") };
const readme = readText("../README.md");
const modules = {
  "brio-codec": codec,
  "brio-codec/lite": lite,
  "brio-codec/train": train,
  "brio-dictionary": dictionary,
};

function section(version: 1 | 2, name: string): string {
  const marked = new RegExp(`<!-- ${name} -->\\s*\`\`\`\\w+\n([\\s\\S]*?)\n\`\`\``);
  return specs[version].match(marked)![1]!;
}

/** The bytes of the worked example, whose lines have them in their first 49 characters. */
function exampleBytes(version: 1 | 2): Uint8Array {
  const lines = section(version, "frame").split("\n");
  return fromHex(lines.map((line) => line.slice(0, 49)).join(""));
}

test.each([
  [1, format1, 8],
  [2, { ...format2, ...modelFormat, ...metadata2 }, 16],
] as const)("the constants of the SPEC of version %i are the code's", (version, format, count) => {
  const rows = [...specs[version].matchAll(/^\| ([A-Z][A-Z0-9_]+) +\| (\d+) +\|$/gm)];
  expect(rows.length).toBe(count);
  const constants: Readonly<Record<string, unknown>> = format;
  for (const [, name, value] of rows) expect([name, constants[name!]]).toEqual([name, Number(value)]);
});

describe("SPEC-1.md", () => {
  test("its alphabets are the code's", () => {
    for (const kind of KINDS)
      expect(specs[1]).toMatch(new RegExp(`\\| ${kind} \\| .* \\| ${format1.STREAMS[kind].symbolCount} \\|`));
  });

  test("its counts are the code's", () => {
    const counts = section(1, "counts");
    for (const kind of KINDS) {
      const list = counts.match(new RegExp(`^${kind}:([\\d\\s]*)`, "m"))![1]!;
      expect([kind, list.trim().split(/\s+/).map(Number)]).toEqual([kind, PRIOR_COUNTS[kind]]);
    }
  });

  test("the worked example decodes to what it says", () => {
    const frame = exampleBytes(1);
    const known = example1.exampleDictionary();
    expect(specs[1]).toContain(`\`${example1.EXAMPLE_TEXT}\``);
    expect(specs[1]).toContain(`\`${known.id}\``);
    expect(codec.decompressText(frame, { dictionary: known })).toBe(example1.EXAMPLE_TEXT);
    expect(codec.verify(frame, { dictionary: known }).valid).toBe(true);
    expect(toHex(frame)).toBe(toHex(example1.exampleFrame()));
    expect(section(1, "frame")).toBe(example1.renderFrame(frame));
    expect(section(1, "parts")).toBe(example1.renderParts(frame));
  });
});

describe("SPEC.md", () => {
  test("its kinds of blocks are the code's", () => {
    const rows = [...specs[2].matchAll(/^\| ([012]) \| (\d+) \| (\d+) \| /gm)];
    expect(rows.map(([, kind]) => Number(kind))).toEqual([
      format2.KIND_SHIPPED,
      format2.KIND_OWN,
      format2.KIND_STORED,
    ]);
    expect(rows.map(([, , start]) => Number(start))).toEqual(format2.KIND_STARTS);
    const ends = rows.map(([, , start, frequency]) => Number(start) + Number(frequency));
    expect(ends).toEqual([...format2.KIND_STARTS.slice(1), format2.SCALE]);
  });

  test("its lengths are the code's", () => {
    const rows = [...specs[2].matchAll(/^\| (\d+) … (\d+) \| ([\d ]+) \| ([\d ]+) long \|$/gm)];
    const numbers = (list: string): number[] => list.split(" ").map(Number);
    expect(rows.flatMap(([, first, last]) => [Number(first), Number(last)])).toEqual([
      230, 245, 246, 251, 252, 254,
    ]);
    expect(rows.flatMap(([, , , bases]) => numbers(bases!))).toEqual(Array.from(format2.LENGTH_BASES));
    expect(rows.flatMap(([, , , , bits]) => [...numbers(bits!), format2.LONG_EXTRA])).toEqual(
      Array.from(format2.LENGTH_EXTRA_BITS),
    );
  });

  test("the worked example decodes to what it says", () => {
    const frame = exampleBytes(2);
    const known = twoPhrases();
    expect(specs[2]).toContain(`\`${example2.EXAMPLE_TEXT}\``);
    expect(specs[2]).toContain(`\`${known.id}\``);
    expect(codec.decompressText(frame, { dictionary: known })).toBe(example2.EXAMPLE_TEXT);
    expect(codec.verify(frame, { dictionary: known }).valid).toBe(true);
    expect(toHex(frame)).toBe(toHex(example2.exampleFrame()));
    expect(section(2, "frame")).toBe(example2.renderFrame(frame));
    expect(section(2, "steps")).toBe(example2.renderSteps(frame));
  });

  test("the alphabet that it works out is the code's", () => {
    const model = twoPhrases().model!;
    const { weights, classWeights, transitions } = alphabetOf(twoPhrases(), model);
    const row = (context: number): string =>
      Array.from(transitions!)
        .slice(2 * context, 2 * context + 2)
        .join(" ");
    expect(section(2, "alphabet").split("\n")).toEqual([
      `classes            ${[...new Set(model.classes)].join(" ")}`,
      `weight of a byte   ${[...new Set(weights.subarray(0, 256))].join(" ")}`,
      `weight of a phrase ${[...new Set(weights.subarray(256))].join(" ")}`,
      `weight of a class  ${classWeights.join(" ")}`,
      `transitions from 0 ${row(0)}`,
      `transitions from 1 ${row(1)}`,
      `from the start     ${row(2)}`,
    ]);
  });

  test("the rows that it works out are those of the model", () => {
    const rows = rowsOf(twoPhrases().model!);
    expect(rows.classes(255).frequencies).toEqual([256, ...new Array(254).fill(128)]);
    expect(rows.classes(0).frequencies.slice(0, 3)).toEqual([16289, 16226, 1]);
    expect(rows.distances(4).frequencies.slice(0, 2)).toEqual([3648, 3640]);
    for (const number of ["16289", "16226", "3640", "1050600"]) expect(specs[2]).toContain(number);
    const [low, high] = [0x3f, 0x30];
    expect(section(2, "steps")).toMatch(new RegExp(` ${65536 + low! + 256 * high!}  byte 46, 8 wide$`));
  });
});

describe("README.md", () => {
  test("its examples run", () => {
    // Those that wait for something run in rollout/documents.test.ts.
    const blocks = tsBlocks(readme).filter((code) => !code.includes("await "));
    expect(blocks.map((code) => runExample(code, modules))).toEqual([5, 8, 4, 2]);
  });

  test("it lists every function and every error code", () => {
    for (const name of Object.keys(codec)) expect(readme).toContain(`\`${name}`);
    const codes = readText("../src/errors.ts").match(/BrioErrorCode =([\s\S]*?)\n\n/)![1]!;
    for (const [, code] of codes.matchAll(/"([a-z-]+)"/g)) expect(readme).toContain(`| \`${code}\` `);
  });

  test("its defaults are the code's", () => {
    const { level, version, metadata, checksum } = compressSettings({});
    expect(readme).toContain(`| \`level\` | \`${level}\` |`);
    expect(readme).toContain(`| \`version\` | \`${version}\` |`);
    expect(readme).toContain(`| \`metadata\` | \`"${metadata}"\` |`);
    expect(readme).toContain(`| \`checksum\` | \`"${checksum}"\` |`);
    expect(readme).toContain(`| \`maxOutputLength\` | ${outputLimit({}) / 2 ** 20} MiB |`);
  });
});

test("the example in the documentation of compress runs", () => {
  const source = readText("../src/compress.ts").replace(/^ \* ?/gm, "");
  const example = tsBlocks(source)[0]!;
  expect(runExample(`import { compress, decompressText } from "brio-codec";\n${example}`, modules)).toBe(1);
});
