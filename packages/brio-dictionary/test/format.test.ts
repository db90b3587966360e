import { fromHex, toHex, utf8 } from "brio-test-support";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Dictionary,
  DictionaryError,
  type DictionaryErrorCode,
  isDictionaryError,
  readDictionary,
  writeDictionary,
} from "../src/index.ts";
import { dictionaries, dictionaryOf, readText } from "./support.ts";

interface ValidVector {
  readonly name: string;
  readonly hex: string;
  readonly id: string;
  readonly entries: Dictionary["entries"];
}

interface InvalidVector {
  readonly name: string;
  readonly hex: string;
  readonly code: DictionaryErrorCode;
  readonly offset: number;
}

/**
 * Reads, and requires of bad input a DictionaryError inside of it, and of good input that it is canonical.
 */
function readStrictly(bytes: Uint8Array): "read" | DictionaryErrorCode {
  let dictionary: Dictionary;
  try {
    dictionary = readDictionary(bytes);
  } catch (error) {
    if (!isDictionaryError(error)) throw error;
    expect(error.offset).toBeGreaterThanOrEqual(0);
    expect(error.offset).toBeLessThanOrEqual(bytes.length);
    return error.code;
  }
  expect(toHex(writeDictionary(dictionary))).toBe(toHex(bytes));
  return "read";
}

describe("vectors, version 1", () => {
  test.each(JSON.parse(readText("./vectors/v1/valid.json")) as ValidVector[])("$name", (vector) => {
    const { hex, id, entries } = vector;
    expect(readDictionary(fromHex(hex))).toEqual({ id, entries });
  });

  test.each(JSON.parse(readText("./vectors/v1/invalid.json")) as InvalidVector[])("$name", (vector) => {
    const error = expect.objectContaining({ code: vector.code, offset: vector.offset });
    expect(() => readDictionary(fromHex(vector.hex))).toThrow(error);
  });
});

describe("readDictionary", () => {
  test("gives back what was written", () => {
    fc.assert(
      fc.property(dictionaries, (dictionary) => {
        expect(readDictionary(writeDictionary(dictionary))).toEqual(dictionary);
      }),
    );
  });

  test("finds every truncation", () => {
    fc.assert(
      fc.property(dictionaries, (dictionary) => {
        const bytes = writeDictionary(dictionary);
        for (let length = 0; length < bytes.length; length++) {
          expect(readStrictly(bytes.slice(0, length))).toBe("truncated");
        }
        expect(readStrictly(Uint8Array.of(...bytes, 0))).toBe("corrupt");
      }),
      { numRuns: 30 },
    );
  });

  test("takes a flipped bit for an error or for another dictionary", () => {
    fc.assert(
      fc.property(dictionaries, (dictionary) => {
        const bytes = writeDictionary(dictionary);
        for (let bit = 0; bit < bytes.length * 8; bit++) {
          const flipped = bytes.slice();
          flipped[bit >> 3] = flipped[bit >> 3]! ^ (1 << (bit & 7));
          if (readStrictly(flipped) === "read") expect(readDictionary(flipped).id).not.toBe(dictionary.id);
        }
      }),
      { numRuns: 15 },
    );
  });

  test("takes random bytes for an error or for a dictionary", () => {
    const afterHeader = fc.uint8Array({ maxLength: 80 }).map((rest) => Uint8Array.of(0xb1, 0xd1, 1, ...rest));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 80 }), afterHeader), (bytes) => {
        readStrictly(bytes);
      }),
      { numRuns: 5000 },
    );
  });

  test("believes no count before the bytes are there", () => {
    const claims = fromHex("b1d101 808004 0d 808004 0261 62".replaceAll(" ", ""));
    expect(() => readDictionary(claims)).toThrow(expect.objectContaining({ code: "truncated" }));
  });

  test("keeps a byte order mark that begins a phrase", () => {
    const [entry] = readDictionary(writeDictionary(dictionaryOf("text", "\ufeffa"))).entries;
    expect(entry!.phrase).toBe("\ufeffa");
  });

  test("wants bytes", () => {
    expect(() => readDictionary("b1d10100" as never)).toThrow(/bytes: expected a Uint8Array, got string/);
  });
});

test("writeDictionary refuses what buildDictionary never makes", () => {
  expect(() => writeDictionary(undefined as never)).toThrow(TypeError);
  expect(() => writeDictionary({ id: "" } as never)).toThrow(/dictionary: expected a Dictionary/);
  const withPhrase = (phrase: string, category = "text"): Dictionary =>
    ({ id: "", entries: [{ id: 0, category, phrase }] }) as unknown as Dictionary;
  expect(() => writeDictionary(withPhrase("x"))).toThrow(/entries\[0\]\.phrase: expected 2 to 48 bytes/);
  expect(() => writeDictionary(withPhrase("ab", "news"))).toThrow(/entries\[0\]\.category/);
  const halves = [..."\ud83d\ude00"].flatMap((pair) => [`a${pair[0]}`, `${pair[1]}b`]);
  const split = halves.map((phrase, id) => ({ id, category: "text" as const, phrase }));
  expect(() => writeDictionary({ id: "", entries: split })).toThrow(/lone surrogate/);
});

describe("DictionaryError", () => {
  test("says code and offset", () => {
    const error = new DictionaryError("corrupt", 7, "bytes are left over");
    expect(error.message).toBe("bytes are left over (corrupt at byte 7)");
    expect(error.name).toBe("DictionaryError");
    expect(isDictionaryError(error)).toBe(true);
  });

  test("is recognised across copies of the package by name, code and offset", () => {
    const other = (fields: object): Error =>
      Object.assign(new Error("x"), { name: "DictionaryError" }, fields);
    expect(isDictionaryError(other({ code: "truncated", offset: 3 }))).toBe(true);
    expect(isDictionaryError(other({ code: "checksum-mismatch", offset: 3 }))).toBe(false);
    expect(isDictionaryError(other({ code: "truncated", offset: "3" }))).toBe(false);
    expect(isDictionaryError(other({ offset: 3 }))).toBe(false);
    expect(isDictionaryError(new Error("x"))).toBe(false);
    expect(isDictionaryError({ name: "DictionaryError", code: "truncated", offset: 3 })).toBe(false);
    expect(isDictionaryError(undefined)).toBe(false);
  });
});

test("phrases are text: the bytes of one are its UTF-8", () => {
  const bytes = writeDictionary(dictionaryOf("text", "Größe"));
  expect(toHex(bytes)).toBe(`b1d101010d0107${toHex(utf8("Größe"))}`);
});
