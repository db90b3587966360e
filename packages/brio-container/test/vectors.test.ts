import { readdirSync } from "node:fs";
import { fromHex, toHex } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { type FrameHeader, readFrame, readFrameHeader, writeFrame } from "../src/index.ts";
import { readText, rejection } from "./support.ts";

interface ValidVector {
  readonly bytes: readonly string[];
  readonly fields: Omit<FrameHeader, "version">;
  readonly payload: string;
}

interface InvalidVector {
  readonly bytes: readonly string[];
  readonly code: string;
  readonly offset: number;
  readonly headerAccepts?: true;
}

function vectors(kind: "valid" | "invalid"): string[] {
  return readdirSync(new URL(`./vectors/v1/${kind}`, import.meta.url)).filter((name) =>
    name.endsWith(".json"),
  );
}

function load<Vector>(kind: "valid" | "invalid", name: string): Vector {
  return JSON.parse(readText(`./vectors/v1/${kind}/${name}`)) as Vector;
}

/** Each item is hex digits, a space, and what they are. */
function joined(items: readonly string[]): Uint8Array {
  return fromHex(items.map((item) => item.slice(0, item.indexOf(" "))).join(""));
}

describe("valid vectors", () => {
  test.each(vectors("valid"))("%s", (name) => {
    const { bytes, fields, payload } = load<ValidVector>("valid", name);
    const frame = joined(bytes);
    const read = readFrame(frame);
    expect({ ...read, payload: toHex(read.payload) }).toEqual({ version: 1, ...fields, payload });
    expect(toHex(writeFrame(read))).toBe(toHex(frame));
    expect(readFrameHeader(frame)).toEqual({ version: 1, ...fields });
  });
});

describe("invalid vectors", () => {
  test.each(vectors("invalid"))("%s", (name) => {
    const { bytes, code, offset, headerAccepts } = load<InvalidVector>("invalid", name);
    const frame = joined(bytes);
    expect(rejection(() => readFrame(frame))).toMatchObject({ code, offset });
    if (headerAccepts) expect(readFrameHeader(frame).version).toBe(1);
    else expect(rejection(() => readFrameHeader(frame))).toMatchObject({ code, offset });
  });

  test("cover every code", () => {
    const codes = new Set(vectors("invalid").map((name) => load<InvalidVector>("invalid", name).code));
    expect([...codes].sort()).toEqual([
      "checksum-mismatch",
      "corrupt",
      "not-a-frame",
      "truncated",
      "unsupported-version",
    ]);
  });
});
