import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium, runChromium } from "../src/chromium.mjs";
import { runBun, runDeno, runNode } from "../src/commands.mjs";
import type { Outcome } from "../src/probe.mjs";

/** What browsers and runtimes keep goes here. */
let scratch = "";
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "brio-runtimes-"));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));

/** Where everything must run nothing may be skipped; elsewhere a browser may be missing. */
const isChromiumMissing = process.env["CI"] === undefined && findChromium() === undefined;

const OTHERS = { Chromium: runChromium, Deno: runDeno, Bun: runBun };
const KERNELS = ["wasm", "ts"] as const;

let ofNode: Readonly<Record<(typeof KERNELS)[number], readonly Outcome[]>>;
beforeAll(async () => {
  ofNode = { wasm: await runNode("wasm", scratch), ts: await runNode("ts", scratch) };
});

test("Node codes all contents with every coder, and decodes them to the same bytes whatever the level", () => {
  const { wasm } = ofNode;
  expect(new Set(wasm.map(({ coder }) => coder))).toEqual(new Set(["stored", "tokens", "model", "bytes"]));
  const contents = new Set(wasm.map(({ content }) => content));
  expect(wasm.length).toBe(4 * contents.size);
  expect(new Set(wasm.map(({ content, decoded }) => `${content}: ${decoded}`)).size).toBe(contents.size);
});

test("and with the one kernel as with the other", () => {
  expect(ofNode.ts).toEqual(ofNode.wasm);
});

describe.each(KERNELS)("with the kernel %s", (kernel) => {
  for (const [name, run] of Object.entries(OTHERS)) {
    test.skipIf(name === "Chromium" && isChromiumMissing)(`${name} does as Node`, async () => {
      expect(await run(kernel, scratch)).toEqual(ofNode[kernel]);
    });
  }
});
