import { describe, expect, test } from "vitest";
import * as main from "../src/index.ts";
import * as lite from "../src/lite.ts";
import { SMALL } from "./contents.ts";
import { readText } from "./support.ts";

const text = "I'm sorry, I can't help with that. Is there anything else that I can help you with?";
const MODEL_LEVELS = [7, 8, 9] as const;

describe("brio-codec/lite", () => {
  /** What a source file exports, types included. */
  function exportsOf(file: string): string[] {
    const source = readText(file);
    const listed = [...source.matchAll(/^export (?:type )?\{(.+)\}/gm)].flatMap(([, names]) =>
      names!.split(","),
    );
    const declared = [...source.matchAll(/^export function (\w+)/gm)].map(([, name]) => name!);
    return [...listed.map((name) => name.replace("type ", "").trim()), ...declared].sort();
  }

  test("has every name of brio-codec, but what reads a prior", () => {
    const without = (names: string[]): string[] => names.filter((name) => name !== "readPrior");
    expect(Object.keys(lite).sort()).toEqual(without(Object.keys(main)).sort());
    expect(exportsOf("../src/lite.ts")).toEqual(without(exportsOf("../src/index.ts")));
    expect(exportsOf("../src/index.ts")).toEqual(expect.arrayContaining(["BrioEvent", "Level", "compress"]));
  });

  test("takes what brio-codec takes, and no model coder along", () => {
    expect(() => lite.compress(5 as unknown as string)).toThrow(TypeError);
    expect(() => lite.decompress(lite.compress(text), { maxOutputLength: -1 })).toThrow(RangeError);
    expect(readText("../src/lite.ts")).not.toMatch(/from "(\.\/model\/|brio-model)/);
  });

  test("makes and reads the frames of the token coder as brio-codec does", () => {
    for (const { name, content } of SMALL) {
      for (const level of [1, 6] as const) {
        const frame = main.compress(content, { level });
        expect([name, lite.compress(content, { level })]).toEqual([name, frame]);
        expect([name, lite.decompress(frame)]).toEqual([name, content]);
        expect(lite.verify(frame)).toEqual(main.verify(frame));
      }
    }
    expect(lite.decompressText(main.compress(text))).toBe(text);
    expect(() => lite.decompressText(main.compress(Uint8Array.of(0xff)))).toThrow("not-text");
  });

  test.each(MODEL_LEVELS)("does at level %i as at level 6", (level) => {
    for (const { name, content } of SMALL) {
      const frame = lite.compress(content, { level });
      expect([name, frame]).toEqual([name, lite.compress(content, { level: 6 })]);
      expect(lite.inspect(frame).coder).not.toBe("model");
    }
  });

  test.each(MODEL_LEVELS)("refuses a frame of level %i with the entry that reads it", (level) => {
    const frame = main.compress(text, { level });
    // What the header says it knows.
    expect(lite.inspect(frame)).toEqual(main.inspect(frame));
    expect(lite.inspect(frame).coder).toBe("model");
    for (const read of [lite.decompress, lite.decompressText, lite.verify]) {
      expect(() => read(frame)).toThrow(
        expect.objectContaining({
          name: "BrioError",
          code: "unsupported-version",
          offset: 0,
          message: expect.stringMatching(/brio-codec\/lite is without: import brio-codec \(/),
        }),
      );
    }
    const second = Uint8Array.from([...lite.compress(text), ...frame]);
    expect(() => lite.decompress(second)).toThrow(
      expect.objectContaining({ code: "unsupported-version", offset: lite.compress(text).length }),
    );
  });
});
