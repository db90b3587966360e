import { chatDictionary } from "brio-dictionary";
import { utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import * as codec from "../src/index.ts";
import {
  BrioError,
  type CompressOptions,
  compress,
  decompress,
  decompressText,
  inspect,
  isBrio,
  isBrioError,
  verify,
} from "../src/index.ts";
import { CODERS, rejection, VERSIONS } from "./support.ts";

describe("options", () => {
  test.each<[name: string, options: object, error: typeof TypeError | typeof RangeError]>([
    ["level", { level: 0 }, RangeError],
    ["level", { level: 10 }, RangeError],
    ["level", { level: 1.5 }, RangeError],
    ["level", { level: Number.NaN }, RangeError],
    ["level", { level: "6" }, TypeError],
    ["level", { level: null }, TypeError],
    ["version", { version: 0 }, RangeError],
    ["version", { version: 3 }, RangeError],
    ["version", { version: "1" }, TypeError],
    ["metadata", { metadata: "some" }, RangeError],
    ["metadata", { metadata: true }, TypeError],
    ["checksum", { checksum: "yes" }, TypeError],
    ["checksum", { checksum: 16 }, TypeError],
    ["dictionary", { dictionary: "chat" }, TypeError],
    ["dictionary", { dictionary: utf8("chat") }, TypeError],
    ["dictionary", { dictionary: chatDictionary(1) }, RangeError],
    ["options", null as unknown as object, TypeError],
    ["options", 6 as unknown as object, TypeError],
  ])("compress: %s of %j", (name, options, error) => {
    expect(() => compress("text", options as CompressOptions)).toThrow(error);
    expect(() => compress("text", options as CompressOptions)).toThrow(new RegExp(`^${name} must `));
  });

  test.each<[options: object, error: typeof TypeError | typeof RangeError]>([
    [{ maxOutputLength: -1 }, RangeError],
    [{ maxOutputLength: Number.NaN }, RangeError],
    [{ maxOutputLength: "1" }, TypeError],
    [{ maxOutputLength: null }, TypeError],
  ])("decompress: %j", (options, error) => {
    const frame = compress("text");
    for (const read of [decompress, decompressText, verify]) {
      expect(() => read(frame, options)).toThrow(error);
      expect(() => read(frame, options)).toThrow(/^maxOutputLength must /);
    }
  });

  test("undefined is the default", () => {
    const options = { level: undefined, version: undefined, metadata: undefined, checksum: undefined };
    expect(compress("text", options as unknown as CompressOptions)).toEqual(compress("text"));
  });
});

test("arguments of the wrong type", () => {
  for (const wrong of [
    undefined,
    null,
    5,
    {},
    [1, 2],
    new ArrayBuffer(8),
    new Uint16Array(8),
    new DataView(new ArrayBuffer(8)),
  ]) {
    for (const call of [compress, decompress, decompressText, inspect, isBrio, verify] as ((
      value: unknown,
    ) => unknown)[]) {
      expect(() => call(wrong)).toThrow(TypeError);
    }
  }
  expect(() => compress(null as unknown as string)).toThrow(
    "input must be a Uint8Array or a string, got null",
  );
});

describe("text", () => {
  test("half of a surrogate pair is refused, with its index", () => {
    for (const [text, index] of [
      ["ab\ud83d", 2],
      ["\udc4b", 0],
      ["👋\ud83dx", 2],
    ] as const) {
      expect(() => compress(text)).toThrow(RangeError);
      expect(() => compress(text)).toThrow(`index ${index}`);
    }
    expect(decompressText(compress("👋"))).toBe("👋");
  });

  test("a byte order mark is kept", () => {
    expect(decompressText(compress("\ufefftext"))).toBe("\ufefftext");
  });

  test("bytes that are not UTF-8 are not-text", () => {
    for (const bytes of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0x61, 0x80]]) {
      const frame = compress(Uint8Array.from(bytes));
      const error = rejection(() => decompressText(frame));
      expect([error.code, error.offset]).toEqual(["not-text", 0]);
      expect(Array.from(decompress(frame))).toEqual(bytes);
    }
  });
});

describe("BrioError", () => {
  test("says what, where and why", () => {
    for (const { name, version, level } of CODERS) {
      const frame = compress("hello hello hello hello hello hello", { version, level });
      const error = rejection(() => decompress(frame.subarray(0, frame.length - 2)));
      expect(error).toBeInstanceOf(BrioError);
      expect(error).toBeInstanceOf(Error);
      expect(error.name).toBe("BrioError");
      expect(error.message).toMatch(/\(truncated at byte \d+\)$/);
      // The token coder of version 2 is the codec itself.
      const causes = { "version 1": "RansError", "version 2, model coder": "ModelError" } as const;
      if (name in causes) {
        expect(error.cause).toMatchObject({ name: causes[name as keyof typeof causes], code: "truncated" });
      }
    }
    expect(rejection(() => decompress(utf8("nothing"))).cause).toMatchObject({
      name: "ContainerError",
      offset: 0,
    });
  });

  test("is recognised across copies of the package", () => {
    class Other extends Error {
      override readonly name = "BrioError";
      readonly code = "corrupt";
      readonly offset = 0;
    }
    expect(isBrioError(new Other())).toBe(true);
    expect(isBrioError(new BrioError("corrupt", 0, "bad"))).toBe(true);
    for (const not of [
      new Error("corrupt"),
      { name: "BrioError", code: "corrupt", offset: 0 },
      undefined,
      null,
      "BrioError",
    ]) {
      expect(isBrioError(not)).toBe(false);
    }
    const nameOnly = Object.assign(new Error(), { name: "BrioError" });
    expect(isBrioError(nameOnly)).toBe(false);
  });
});

test("isBrio tells frames, also of later versions, from other bytes", () => {
  const later = compress("text", { metadata: "none" });
  later[1] = 0x30;
  for (const bytes of [...VERSIONS.map((version) => compress("text", { version })), later]) {
    expect(isBrio(bytes)).toBe(true);
  }
  expect(rejection(() => inspect(later)).code).toBe("unsupported-version");
  for (const bytes of [utf8("text"), new Uint8Array(0)]) expect(isBrio(bytes)).toBe(false);
});

test("what is exported", () => {
  expect(Object.keys(codec).sort()).toEqual(
    [
      "BrioError",
      "compress",
      "decompress",
      "decompressText",
      "hasSignal",
      "inspect",
      "isBrio",
      "isBrioError",
      "readPrior",
      "verify",
    ].sort(),
  );
});
