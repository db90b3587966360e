import { writeFrame } from "brio-container";
import { expect, test } from "vitest";
import * as main from "../src/index.ts";
import * as lite from "../src/lite.ts";
import { readText } from "./support.ts";

test("brio-codec/lite has every name of brio-codec", () => {
  expect(Object.keys(lite).sort()).toEqual(Object.keys(main).sort());
  const exportsOf = (file: string): string[] => readText(file).match(/^export .+$/gm) ?? [];
  expect(exportsOf("../src/lite.ts")).toEqual(exportsOf("../src/index.ts"));
});

test("a frame of the model coder is refused with the entry that will read it", () => {
  const frame = writeFrame({
    version: 2,
    coder: "model",
    checkBits: 0,
    dictionary: null,
    contentLength: 3,
    metadata: "none",
    entries: [],
    payload: Uint8Array.of(1, 2, 3),
  });
  expect(lite.inspect(frame).coder).toBe("model");
  expect(() => lite.decompress(frame)).toThrow(
    expect.objectContaining({
      code: "unsupported-version",
      offset: 1,
      message: expect.stringContaining("import brio-codec, not brio-codec/lite"),
    }),
  );
});
