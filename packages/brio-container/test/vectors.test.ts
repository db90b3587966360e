import { readdirSync } from "node:fs";
import { fromHex, toHex } from "brio-test-support";
import { describe, expect, test } from "vitest";
import {
  type FormatVersion,
  type FrameHeader,
  readFrame,
  readFrameHeader,
  type TagValue,
  writeFrame,
} from "../src/index.ts";
import { readText, rejection } from "./support.ts";

interface ValidVector {
  readonly bytes: readonly string[];
  readonly fields: Omit<
    FrameHeader,
    "version" | "prior" | "signalSet" | "tags" | "sections" | "lengthOffset"
  > & {
    /** Absent where there is none. */
    readonly prior?: string;
    readonly signalSet?: string;
    /** In the order of the frame. */
    readonly tags?: Readonly<Record<string, Exclude<TagValue, Uint8Array> | { readonly bytes: string }>>;
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
    const tags = Object.entries(fields.tags ?? {}).map(([name, value]) => [
      name,
      typeof value === "object" ? fromHex(value.bytes) : value,
    ]);
    const more = { tags: Object.fromEntries(tags), sections, lengthOffset };
    const header = { version, prior: null, signalSet: null, ...fields, ...more };
    const read = readFrame(frame);
    expect(Object.keys(read.tags)).toEqual(tags.map(([name]) => name));
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
