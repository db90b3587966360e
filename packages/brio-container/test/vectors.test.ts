import { readdirSync } from "node:fs";
import { fromHex, toHex } from "brio-test-support";
import { describe, expect, test } from "vitest";
import {
  type FormatVersion,
  type FrameHeader,
  readFrame,
  readFrameHeader,
  writeFrame,
} from "../src/index.ts";
import { readText, rejection } from "./support.ts";

interface ValidVector {
  readonly bytes: readonly string[];
  readonly fields: Omit<FrameHeader, "version" | "prior" | "sections" | "lengthOffset"> & {
    /** Absent where there is none. */
    readonly prior?: string;
    /** Absent in version 1, which has none. */
    readonly sections?: readonly { readonly type: number; readonly bytes: string }[];
  };
  readonly payload: string;
}

interface InvalidVector {
  readonly bytes: readonly string[];
  readonly code: string;
  readonly offset: number;
  readonly headerAccepts?: true;
}

function vectors(version: FormatVersion, kind: "valid" | "invalid"): string[] {
  return readdirSync(new URL(`./vectors/v${version}/${kind}`, import.meta.url)).filter((name) =>
    name.endsWith(".json"),
  );
}

function load<Vector>(version: FormatVersion, kind: "valid" | "invalid", name: string): Vector {
  return JSON.parse(readText(`./vectors/v${version}/${kind}/${name}`)) as Vector;
}

/** Each item is hex digits, a space, and what they are. */
function joined(items: readonly string[]): Uint8Array {
  return fromHex(items.map((item) => item.slice(0, item.indexOf(" "))).join(""));
}

/** Where the item begins that is the content length, or `undefined` where none is. */
function statedLengthOffset(items: readonly string[]): number | undefined {
  const index = items.findIndex((item) => /^[0-9a-f]+ content length( |$)/.test(item));
  return index < 0 ? undefined : joined(items.slice(0, index)).length;
}

describe.each([1, 2] as const)("version %i, valid vectors", (version) => {
  test.each(vectors(version, "valid"))("%s", (name) => {
    const { bytes, fields, payload } = load<ValidVector>(version, "valid", name);
    const frame = joined(bytes);
    const sections = (fields.sections ?? []).map(({ type, bytes }) => ({ type, bytes: fromHex(bytes) }));
    const lengthOffset = statedLengthOffset(bytes) ?? fields.payloadOffset;
    const header = { version, prior: null, ...fields, sections, lengthOffset };
    const read = readFrame(frame);
    expect({ ...read, payload: toHex(read.payload) }).toEqual({ ...header, payload });
    expect(toHex(writeFrame(read))).toBe(toHex(frame));
    expect(readFrameHeader(frame)).toEqual(header);
  });
});

describe.each([1, 2] as const)("version %i, invalid vectors", (version) => {
  test.each(vectors(version, "invalid"))("%s", (name) => {
    const { bytes, code, offset, headerAccepts } = load<InvalidVector>(version, "invalid", name);
    const frame = joined(bytes);
    expect(rejection(() => readFrame(frame))).toMatchObject({ code, offset });
    if (headerAccepts) expect(readFrameHeader(frame).version).toBe(version);
    else expect(rejection(() => readFrameHeader(frame))).toMatchObject({ code, offset });
  });

  test("cover every code", () => {
    const codes = vectors(version, "invalid").map(
      (name) => load<InvalidVector>(version, "invalid", name).code,
    );
    const known = ["checksum-mismatch", "corrupt", "not-a-frame", "truncated", "unsupported-version"];
    expect(new Set(codes)).toEqual(new Set(version === 1 ? known : [...known, "unsupported-section"]));
  });
});
