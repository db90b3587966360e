import { readFileSync } from "node:fs";
import { fromHex } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { codeTreeOf } from "../src/code-tree.ts";
import { ESCAPE_LEVELS, SUCCESSOR_LEVELS } from "../src/count-levels.ts";
import { readPrior, writePrior } from "../src/index.ts";
import {
  HEADER_BYTES,
  LANES,
  MAX_LISTS,
  MAX_SUCCESSORS,
  PROFILE_BYTES,
  PROFILE_RANGES,
  PROFILES_AT,
} from "../src/prior/format.ts";
import { columnsOf } from "../src/prior/list-columns.ts";
import { alphabet, examplePrior } from "./spec-prior-example.ts";

const spec = readFileSync(new URL("../SPEC-PRIOR.md", import.meta.url), "utf8");

describe("SPEC-PRIOR", () => {
  const [, dump = ""] = /```\n([0-9a-f\n]+)```/.exec(spec) ?? [];
  const bytes = fromHex(dump.replaceAll("\n", ""));

  test("has an example that is written to its bytes", () => {
    expect(writePrior(examplePrior(), alphabet)).toEqual(bytes);
  });

  test("has an example that reads as it says", () => {
    const { id, lists } = readPrior(bytes, alphabet);
    expect(spec).toContain(`The id of this prior is \`${id}\``);
    const columns = columnsOf(lists, codeTreeOf(alphabet));
    expect(columns).toMatchObject({
      keys: Uint32Array.of(33),
      escapes: Uint8Array.of(1),
      levels: Uint8Array.of(6, 1),
      symbols: Uint16Array.of(2, 1),
    });
    expect([...columns.groupSizes].indexOf(1)).toBe(3);
    expect(columns.keyBits[3]).toBe(6);
  });

  test("says the numbers of the code", () => {
    expect(spec).toContain(`| ${HEADER_BYTES} | | payload |`);
    expect(spec).toContain(`| ${PROFILES_AT} | ${PROFILE_BYTES} | profile 0 |`);
    expect(spec).toContain(`with ${LANES} lanes`);
    expect(spec).toContain(`at most 2^${Math.log2(MAX_LISTS)} |`);
    expect(spec).toContain(`at most 2^${Math.log2(MAX_SUCCESSORS)} |`);
    const rows = ["match length", "group bits", "window bits", "learning rate", "final learning rate"];
    Object.values(PROFILE_RANGES).forEach(([least, most], i) => {
      expect(spec).toMatch(new RegExp(`\\| ${rows[i]} \\| ${least} … ${most} \\|`));
    });
  });

  test("has the counts of the levels", () => {
    const [, row = ""] = /\| times \|(.*)\|/.exec(spec) ?? [];
    const cells = row.split("|").map((cell) => cell.trim());
    cells.slice(0, 12).forEach((cell, level) => {
      expect(SUCCESSOR_LEVELS[level]).toBe(16 * Number(cell) - 11);
      expect(ESCAPE_LEVELS[level + 1]).toBe(4096 * Number(cell));
    });
    expect(ESCAPE_LEVELS[0]).toBe(2048);
    for (let level = 12; level < 23; level++) {
      expect(SUCCESSOR_LEVELS[level]! + 11).toBe(2 * (SUCCESSOR_LEVELS[level - 2]! + 11));
    }
    expect(SUCCESSOR_LEVELS.at(-1)).toBe(16 * 4095 - 11);
    expect(SUCCESSOR_LEVELS.length).toBe(24);
  });
});
