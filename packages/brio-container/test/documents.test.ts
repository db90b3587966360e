import { fromHex, runExample, toHex, tsBlocks, utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import * as container from "../src/index.ts";
import * as layout from "../src/layout.ts";
import { readText } from "./support.ts";

const spec = readText("../SPEC.md");
const readme = readText("../README.md");
const modules = { "brio-container": container };

/** The bytes of the nth `hex` block: the pairs of digits at the start of each line, up to two spaces. */
function hexBlock(n: number): Uint8Array {
  const block = [...spec.matchAll(/```hex\n([\s\S]*?)```/g)][n]![1]!;
  return fromHex(
    block
      .split("\n")
      .map((line) => line.split("  ")[0])
      .join(""),
  );
}

describe("SPEC.md", () => {
  test("the stored example is what it says", () => {
    const payload = utf8("Hey, I'm sorry about that.");
    expect(spec).toContain(`\`${new TextDecoder().decode(payload)}\``);
    const frame = hexBlock(0);
    const fields = {
      coder: "stored",
      checkBits: 16,
      dictionary: "built-in",
      contentLength: payload.length,
      metadata: "signals",
      entries: [{ position: 5, kind: 2, value: 17 }],
    } as const;
    expect(container.readFrame(frame)).toEqual({ version: 1, ...fields, payloadOffset: 12, payload });
    expect(toHex(container.writeFrame({ ...fields, payload }))).toBe(toHex(frame));
    expect(container.frameCheck(frame.subarray(0, 10), payload)).toBe(0x845a);

    for (const [metadata, flags] of [
      ["signals", "A0"],
      ["none", "00"],
    ] as const) {
      expect(spec).toContain(`flags \`${flags}\``);
      const bare = {
        coder: "stored",
        checkBits: 0,
        contentLength: payload.length,
        metadata,
        payload,
      } as const;
      expect(toHex(container.writeFrame(bare))).toBe(`b11101${flags.toLowerCase()}${toHex(payload)}`);
    }
  });

  test("the front of a token frame is what it says", () => {
    const header = hexBlock(1);
    const fields = {
      coder: "tokens",
      checkBits: 32,
      dictionary: "5ac30011fe807d24",
      contentLength: 200000,
      metadata: "signals",
      entries: [
        { position: 7, kind: 0, value: 300 },
        { position: 140000, kind: 9, value: 1 },
      ],
    } as const;
    expect(container.readFrameHeader(header)).toEqual({
      version: 1,
      ...fields,
      payloadOffset: header.length,
    });
    expect(toHex(container.writeFrameHeader(fields))).toBe(toHex(header));
  });

  test("its constants are the code's", () => {
    const rows = [...spec.matchAll(/^\| ([A-Z][A-Z0-9_]+) +\| (\d+) +\|$/gm)];
    expect(rows.length).toBe(7);
    const constants: Readonly<Record<string, unknown>> = layout;
    for (const [, name, value] of rows) expect([name, constants[name!]]).toEqual([name, Number(value)]);
  });
});

describe("README.md", () => {
  test("its examples run", () => {
    const blocks = tsBlocks(readme);
    expect(blocks.map((code) => runExample(code, modules))).toEqual([3, 1]);
  });

  test("it lists every function and every error code", () => {
    for (const name of Object.keys(container)) expect(readme).toContain(`\`${name}`);
    const codes = readText("../src/errors.ts").match(/ContainerErrorCode =([^;]*);/)![1]!;
    for (const [, code] of codes.matchAll(/"([a-z-]+)"/g)) expect(readme).toContain(`| \`${code}\` `);
  });
});

test("the examples in the documentation of functions run", () => {
  const sources = ["check", "read-frame", "write-frame"].map((name) =>
    readText(`../src/${name}.ts`).replace(/^ \* ?/gm, ""),
  );
  expect(sources.map((source) => runExample(tsBlocks(source)[0]!, modules))).toEqual([1, 2, 1]);
});
