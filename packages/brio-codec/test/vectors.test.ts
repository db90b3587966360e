import { readdirSync } from "node:fs";
import { assertSame, fromHex } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { decompress, inspect } from "../src/index.ts";
import { exampleDictionary } from "./spec-example.ts";
import { readText, rejection } from "./support.ts";
import { bytesOf, type InvalidVector, type ValidVector, type VectorDictionary } from "./vectors/cases.ts";

function names(kind: "valid" | "invalid"): string[] {
  return readdirSync(new URL(`./vectors/v1/${kind}`, import.meta.url)).filter((name) =>
    name.endsWith(".json"),
  );
}

function load<Vector>(kind: "valid" | "invalid", name: string): Vector {
  return JSON.parse(readText(`./vectors/v1/${kind}/${name}`)) as Vector;
}

function optionsFor(dictionary: VectorDictionary): Parameters<typeof decompress>[1] {
  return dictionary === "example" ? { dictionary: exampleDictionary() } : {};
}

describe("valid vectors", () => {
  test.each(names("valid"))("%s", (name) => {
    const { header, payload, content, dictionary } = load<ValidVector>("valid", name);
    const frame = fromHex(header + payload);
    assertSame(decompress(frame, optionsFor(dictionary)), bytesOf(content), name);
    const info = inspect(fromHex(header), optionsFor(dictionary));
    expect(info.headerLength).toBe(header.length / 2);
    expect(info.dictionary).toBe(dictionary === "example" ? exampleDictionary().id : dictionary);
  });
});

describe("invalid vectors", () => {
  test.each(names("invalid"))("%s", (name) => {
    const { frame, code, dictionary } = load<InvalidVector>("invalid", name);
    expect(rejection(() => decompress(fromHex(frame), optionsFor(dictionary))).code).toBe(code);
  });

  test("cover every code but that of decompressText", () => {
    const codes = new Set(names("invalid").map((name) => load<InvalidVector>("invalid", name).code));
    const all = readText("../src/errors.ts").match(/BrioErrorCode =([\s\S]*?)\n\n/)![1]!;
    const expected = [...all.matchAll(/"([a-z-]+)"/g)]
      .map(([, code]) => code)
      .filter((code) => code !== "not-text");
    expect([...codes].sort()).toEqual(expected.sort());
  });
});
