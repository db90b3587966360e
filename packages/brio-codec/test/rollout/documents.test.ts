import * as util from "node:util";
import * as zlib from "node:zlib";
import { runExample, tsBlocks } from "brio-test-support";
import { beforeAll, describe, expect, test } from "vitest";
import * as codec from "../../src/index.ts";
import { createLatencyHistogram } from "../../src/rollout/latency.ts";
import { rolloutSettings } from "../../src/rollout/options.ts";
import { MAX_WAITING_BYTES } from "../../src/rollout/shadow-queue.ts";
import * as rollout from "../../src/rollout.ts";
import { readText } from "../support.ts";
import { candidate, incumbent } from "./support.ts";

const readme = readText("../README.md");
const modules = {
  "brio-codec": codec,
  "brio-codec/rollout": rollout,
  "node:util": util,
  "node:zlib": zlib,
};

/** Runs an example that waits for something. @returns how many lines state a value, all of which were true */
async function runAwaiting(code: string): Promise<number> {
  let running: Promise<void> | undefined;
  const start = (run: () => Promise<void>): void => {
    running = run();
  };
  // Runs up to the first promise, so the count that is returned is too low; the last statement is reached if all are right.
  runExample(`start(async () => {\n${code}\n});`, modules, { start });
  await running;
  return [...code.matchAll(/^(?!const |let |import ).+; \/\/ .+$/gm)].length;
}

// Their time limit is the default, which on a busy machine the loading of the dictionary should not count towards.
beforeAll(() => void codec.compress("a text"));

describe("the examples that wait run", () => {
  test("of the README", async () => {
    const blocks = tsBlocks(readme).filter((code) => code.includes("await "));
    expect(blocks.length).toBe(1);
    expect(await runAwaiting(blocks[0]!)).toBe(8);
  });

  test.each([
    ["rollout", 2],
    ["key-position", 3],
  ])("of %s.ts", async (file, count) => {
    const source = readText(`../src/rollout/${file}.ts`).replace(/^ \* ?/gm, "");
    expect(await runAwaiting(tsBlocks(source)[0]!)).toBe(count);
  });

  test("and fail where a line is wrong", async () => {
    await expect(runAwaiting("await null;\n1 + 1; // 3")).rejects.toThrow();
  });
});

describe("what the README says of the rollout", () => {
  test("its defaults are the code's", () => {
    const { verify, timeLimit, failureLimit, reportEvery } = rolloutSettings({ incumbent, candidate });
    const { mode, share } = rollout.createRollout({ incumbent, candidate }).report();
    const defaults = { verify, timeLimit, failureLimit, reportEvery, mode, share };
    for (const [name, value] of Object.entries(defaults))
      expect(readme).toContain(`| \`${name}\` | \`${JSON.stringify(value)}\` |`);
  });

  test("every option and every export has its place", () => {
    const options = readText("../src/rollout/options.ts").match(
      /export interface RolloutOptions \{([\s\S]*?)\n\}/,
    )![1]!;
    const names = [...options.matchAll(/^ {2}(\w+)\??:/gm)].map(([, name]) => name!);
    expect(names.length).toBe(12);
    for (const name of names) expect(readme).toMatch(new RegExp(`\`${name}\`|^  ${name}: `, "m"));
    expect(Object.keys(rollout).sort()).toEqual(["createRollout", "keyPosition"]);
    for (const name of Object.keys(rollout)) expect(readme).toContain(`${name}(`);
  });

  test("its sizes and positions are the code's", () => {
    // Of calls, and of either codec's functions.
    const bytes = 5 * createLatencyHistogram().counters.byteLength;
    expect(readme).toContain(`${bytes / 1024} KiB however long it runs`);
    expect(readme).toContain(`at most ${MAX_WAITING_BYTES / 2 ** 20} MiB wait`);
    const positions = [...readme.matchAll(/`([^`\n]*)`(?: is)?\s([\dA-F]{8})\b/g)];
    expect(positions.length).toBe(7);
    for (const [, key, digits] of positions) {
      const position = rollout.keyPosition(key === '""' ? "" : key!) * 2 ** 32;
      expect([key, position.toString(16).toUpperCase().padStart(8, "0")]).toEqual([key, digits]);
    }
  });
});

test("the entry holds no coder", () => {
  const files = new Set(["../src/rollout.ts"]);
  const packages = new Set<string>();
  for (const file of files) {
    for (const [, name] of readText(file).matchAll(/^(?:import|export|\}) (?!type ).*from "([^"]+)";$/gm)) {
      const source = name!.replace(/^\.\//, file.replace(/[^/]*$/, ""));
      if (name!.startsWith(".")) files.add(source);
      else packages.add(name!);
    }
  }
  expect([...packages]).toEqual(["brio-container"]);
  for (const file of files) expect(file).toMatch(/^\.\.\/src\/rollout(\.ts$|\/)/);
  expect(files.size).toBe(11);
});
