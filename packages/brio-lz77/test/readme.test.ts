import { readFileSync } from "node:fs";
import { tsBlocks } from "brio-test-support";
import { describe, expect, it } from "vitest";
import * as lz77 from "../src/index.ts";
import { CANDIDATE_CAPACITY, createHashChainFinder, MIN_MATCH_LENGTH } from "../src/index.ts";
import { MAX_LENGTH, MAX_PRICE } from "../src/types.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const expandSource = readFileSync(new URL("../src/expand.ts", import.meta.url), "utf8");

/** Runs an example, which imports from "brio-lz77", on the sources; returns what `result` says at its end. */
function run(example: string, result: string): unknown {
  const body = example.replace(/import (\{[^}]*\}) from "brio-lz77";/, "const $1 = lz77;");
  return new Function("lz77", `"use strict";\n${body}\nreturn ${result};`)(lz77);
}

describe("README.md", () => {
  it("shows an example that runs", () => {
    const [example] = tsBlocks(readme);
    const { input, output, sequences } = run(example!, "{ input, output, sequences }") as {
      input: Uint8Array;
      output: Uint8Array;
      sequences: lz77.Sequences;
    };
    expect(output).toEqual(input);
    expect(sequences.count).toBeGreaterThan(2);
  });

  it("lists every function and every error code", () => {
    for (const [name, value] of Object.entries(lz77)) {
      if (typeof value === "function" && name !== "Lz77Error") expect(readme).toContain(`| \`${name}(`);
    }
    for (const code of ["distance-out-of-range", "length-mismatch"] satisfies lz77.Lz77ErrorCode[]) {
      expect(readme).toContain(`| \`${code}\` `);
    }
  });

  it("names the limits that the code has", () => {
    expect(readme).toContain(`up to ${MAX_LENGTH} bytes`);
    expect(readme).toContain(`up to ${MAX_PRICE} from`);
    for (const [option, limit, below, above] of [
      ["windowLength", "1 to 16777216", 0, 16777217],
      ["depth", "1 to 4096", 0, 4097],
      ["niceLength", "4 to 256", 3, 257],
    ] as const) {
      expect(readme).toMatch(new RegExp(`\`${option}\`\\s+\\(${limit}`));
      expect(() => createHashChainFinder({ [option]: below })).toThrow(RangeError);
      expect(() => createHashChainFinder({ [option]: above })).toThrow(RangeError);
    }
  });
});

describe("constants", () => {
  it("leave a wrapping finder half of the room for candidates", () => {
    expect(256 - MIN_MATCH_LENGTH + 1).toBeLessThanOrEqual(CANDIDATE_CAPACITY / 2);
  });
});

describe("the example of expandSequences", () => {
  it("runs", () => {
    const [, comment] = /@example\n \* ```ts\n([\s\S]*?)```/.exec(expandSource) ?? [];
    const example = comment!
      .replace(/^ \* ?/gm, "")
      .replace("expandSequences(sequences", "const made = expandSequences(sequences");
    expect(new TextDecoder().decode(run(example, "made") as Uint8Array)).toBe("abababa!");
  });
});
