import { fromHex, runExample, toHex, tsBlocks } from "brio-test-support";
import { describe, expect, test } from "vitest";
import * as codec from "../src/index.ts";
import { compressSettings, outputLimit } from "../src/options.ts";
import * as format from "../src/v1/format.ts";
import { PRIOR_COUNTS } from "../src/v1/priors.gen.ts";
import { KINDS } from "./by-hand.ts";
import { EXAMPLE_TEXT, exampleDictionary, exampleFrame, renderFrame, renderParts } from "./spec-example.ts";
import { readText } from "./support.ts";

const spec = readText("../SPEC.md");
const readme = readText("../README.md");
const modules = { "brio-codec": codec };

function section(name: string): string {
  return spec.match(new RegExp(`<!-- ${name} -->\\s*\`\`\`\\w+\n([\\s\\S]*?)\n\`\`\``))![1]!;
}

describe("SPEC.md", () => {
  test("its constants are the code's", () => {
    const rows = [...spec.matchAll(/^\| ([A-Z][A-Z0-9_]+) +\| (\d+) +\|$/gm)];
    expect(rows.length).toBe(8);
    const constants: Readonly<Record<string, unknown>> = format;
    for (const [, name, value] of rows) expect([name, constants[name!]]).toEqual([name, Number(value)]);
  });

  test("its alphabets are the code's", () => {
    for (const kind of KINDS)
      expect(spec).toMatch(new RegExp(`\\| ${kind} \\| .* \\| ${format.STREAMS[kind].symbolCount} \\|`));
  });

  test("its counts are the code's", () => {
    const counts = section("counts");
    for (const kind of KINDS) {
      const list = counts.match(new RegExp(`^${kind}:([\\d\\s]*)`, "m"))![1]!;
      expect([kind, list.trim().split(/\s+/).map(Number)]).toEqual([kind, PRIOR_COUNTS[kind]]);
    }
  });

  test("the worked example decodes to what it says", () => {
    const hex = section("frame")
      .split("\n")
      .map((line) => line.slice(0, 49))
      .join("");
    const frame = fromHex(hex);
    expect(spec).toContain(`\`${EXAMPLE_TEXT}\``);
    expect(spec).toContain(`\`${exampleDictionary().id}\``);
    expect(codec.decompressText(frame, { dictionary: exampleDictionary() })).toBe(EXAMPLE_TEXT);
    expect(codec.verify(frame, { dictionary: exampleDictionary() }).valid).toBe(true);
    expect(toHex(frame)).toBe(toHex(exampleFrame()));
    expect(section("frame")).toBe(renderFrame(frame));
    expect(section("parts")).toBe(renderParts(frame));
  });
});

describe("README.md", () => {
  test("its example runs", () => {
    const blocks = tsBlocks(readme);
    expect(blocks.map((code) => runExample(code, modules))).toEqual([5]);
  });

  test("it lists every function and every error code", () => {
    for (const name of Object.keys(codec)) expect(readme).toContain(`\`${name}`);
    const codes = readText("../src/errors.ts").match(/BrioErrorCode =([\s\S]*?)\n\n/)![1]!;
    for (const [, code] of codes.matchAll(/"([a-z-]+)"/g)) expect(readme).toContain(`| \`${code}\` `);
  });

  test("its defaults are the code's", () => {
    const { level, metadata, checksum } = compressSettings({});
    expect(readme).toContain(`| \`level\` | \`${level}\` |`);
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
