import { createHash } from "node:crypto";
import { assertSame, fromHex, withoutStacks } from "brio-test-support";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Dictionary,
  type DictionaryError,
  type DictionaryErrorCode,
  isDictionaryError,
  type PhraseModel,
  readDictionary,
  writeDictionary,
} from "../src/index.ts";
import { flatModel, modelFrom, modelled, writeBySpec } from "./models.ts";
import { dictionaryOf, readText } from "./support.ts";

function rejection(bytes: Uint8Array): DictionaryError | undefined {
  try {
    readDictionary(bytes);
  } catch (error) {
    if (isDictionaryError(error)) return error;
    throw error;
  }
  return undefined;
}

/** Reads, and requires of bad input a DictionaryError inside of it, and of good input that it is canonical. */
function readStrictly(bytes: Uint8Array): "read" | DictionaryErrorCode {
  const error = rejection(bytes);
  if (error === undefined) {
    assertSame(writeDictionary(readDictionary(bytes)), bytes);
    return "read";
  }
  if (!(error.offset >= 0 && error.offset <= bytes.length)) throw new Error(`offset ${error.offset}`);
  return error.code;
}

const { entries } = dictionaryOf("text", "ab", "abc", "ax");
const flat: Dictionary = { id: "", entries, model: flatModel(3) };
const flatBytes = writeDictionary(flat);
/** Where the parts of `flatBytes` start: three phrases take 15 bytes from 6 on. */
const CLASSES = 4 + 2 + 4 + 3 + 3;
const SYMBOLS = 256 + 3;
const TRANSITIONS = CLASSES + 2 * SYMBOLS;
const MARGINALS = TRANSITIONS + 256 * 2;
const ESCAPES = MARGINALS + 255;
const DISTANCES = ESCAPES + 256;

interface Vector {
  readonly name: string;
  readonly hex: string;
  readonly id: string;
  readonly entries: Dictionary["entries"];
  /** The cells that are not 0, and what they are. */
  readonly transitions: [cell: number, exponent: number][];
}

describe("vectors, version 2", () => {
  test.each(JSON.parse(readText("./vectors/v2/valid.json")) as Vector[])("$name", (vector) => {
    const bytes = fromHex(vector.hex);
    const { id, entries, model } = readDictionary(bytes);
    expect({ id, entries }).toEqual({ id: vector.id, entries: vector.entries });
    const transitions = new Uint8Array(256 * 255);
    for (const [cell, exponent] of vector.transitions) transitions[cell] = exponent;
    assertSame(model!.transitions, transitions);
    assertSame(writeDictionary({ id, entries, model: model! }), bytes);
  });
});

describe("writeDictionary, with a model", () => {
  test("writes what SPEC.md says", () => {
    fc.assert(
      fc.property(modelled, (dictionary) => {
        assertSame(writeDictionary(dictionary), writeBySpec(dictionary.entries, dictionary.model!));
      }),
      { numRuns: 40 },
    );
  });

  test.each<[string, Partial<PhraseModel>, RegExp]>([
    ["a class of no symbol", { classes: new Uint8Array(SYMBOLS).fill(229) }, /model\.classes\[0\]/],
    ["a crowded class", { classes: new Uint8Array(SYMBOLS) }, /model\.classes\[256\]: expected at most 256/],
    [
      "classes of other entries",
      { classes: new Uint8Array(258) },
      /model\.classes: expected 259 numbers, got 258/,
    ],
    ["no weight", { weights: new Uint8Array(SYMBOLS) }, /model\.weights\[0\]/],
    ["a weight beyond 1", { weights: new Uint8Array(SYMBOLS).fill(41) }, /model\.weights\[0\]/],
    ["an exponent too small", { transitions: new Uint8Array(256 * 255).fill(5) }, /model\.transitions\[0\]/],
    ["no marginal", { marginals: new Uint8Array(255) }, /model\.marginals\[0\]/],
    ["an escape beyond 1", { escapes: new Uint8Array(256).fill(41) }, /model\.escapes\[0\]/],
    ["an impossible distance", { distances: new Uint8Array(1152).fill(24) }, /model\.distances\[1\]/],
  ])("refuses %s", (_, part, message) => {
    const dictionary = { id: "", entries, model: { ...flatModel(3), ...part } };
    expect(() => writeDictionary(dictionary)).toThrow(RangeError);
    expect(() => writeDictionary(dictionary)).toThrow(message);
  });

  test("refuses numbers that are no array of bytes", () => {
    const model = { ...flatModel(3), escapes: new Array(256).fill(40) as never };
    expect(() => writeDictionary({ id: "", entries, model })).toThrow(
      new TypeError("model.escapes: expected a Uint8Array"),
    );
  });

  test("refuses more entries than symbols have numbers", () => {
    const many = Array.from({ length: 32_769 }, (_, id) => ({
      id,
      category: "text" as const,
      phrase: id.toString(36).padStart(4, "0"),
    }));
    expect(() => writeDictionary({ id: "", entries: many, model: modelFrom(1, many.length) })).toThrow(
      new RangeError("dictionary.entries: expected at most 32768 with a model, got 32769"),
    );
  });
});

describe("readDictionary, of version 2", () => {
  test("gives back what was written, under the hash of its bytes", () => {
    fc.assert(
      fc.property(modelled, (dictionary) => {
        const bytes = writeDictionary(dictionary);
        const id = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
        const read = readDictionary(bytes);
        expect(read.id).toBe(id);
        expect(read.entries).toEqual(dictionary.entries);
        for (const [name, numbers] of Object.entries(dictionary.model!)) {
          assertSame(read.model![name as keyof PhraseModel], numbers, name);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("finds every truncation", () => {
    withoutStacks(() => {
      for (let length = 0; length < flatBytes.length; length++) {
        expect(readStrictly(flatBytes.slice(0, length))).toBe("truncated");
      }
    });
  });

  test("takes a changed byte for an error or for another dictionary", () => {
    const { id } = readDictionary(flatBytes);
    fc.assert(
      fc.property(fc.nat(flatBytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = flatBytes.slice();
        changed[at] = changed[at]! ^ change;
        if (withoutStacks(() => readStrictly(changed)) === "read") {
          expect(readDictionary(changed).id).not.toBe(id);
        }
      }),
      { numRuns: 600 },
    );
  });

  test("takes random bytes for an error or for a dictionary, wherever they begin", () => {
    const property = fc.property(fc.nat(flatBytes.length), fc.uint8Array({ maxLength: 60 }), (at, noise) => {
      const bytes = flatBytes.slice();
      bytes.set(noise.subarray(0, bytes.length - at), at);
      readStrictly(bytes);
    });
    withoutStacks(() => fc.assert(property, { numRuns: 600 }));
  });

  test.each<[string, number, number[], DictionaryErrorCode, number]>([
    ["the first phrase shares something", 6, [1], "corrupt", 6],
    ["a phrase shares more than there is", 10, [3], "corrupt", 10],
    ["a phrase shares more than it says", 10, [1, 2, 0x62, 0x63], "corrupt", 12],
    ["a phrase of one byte", 7, [1], "corrupt", 7],
    ["a phrase of 49 bytes", 7, [49], "corrupt", 7],
    ["a phrase there twice", 10, [2, 0], "corrupt", 12],
    ["a class of no symbol", CLASSES + 5, [229], "corrupt", CLASSES + 5],
    ["a weight of 0", TRANSITIONS - 1, [0], "corrupt", TRANSITIONS - 1],
    ["a weight below 6", TRANSITIONS - 1, [5], "corrupt", TRANSITIONS - 1],
    ["a transition beyond 1", TRANSITIONS, [41], "corrupt", TRANSITIONS],
    ["zeros cut in two", TRANSITIONS, [0, 5, 0], "corrupt", TRANSITIONS + 2],
    ["zeros beyond the row", TRANSITIONS, [24, 0, 254], "corrupt", TRANSITIONS + 2],
    ["a marginal of 0", MARGINALS + 7, [0], "corrupt", MARGINALS + 7],
    ["an escape beyond 1", ESCAPES, [41], "corrupt", ESCAPES],
    ["a distance of 0", DISTANCES, [0], "corrupt", DISTANCES],
  ])("rejects: %s", (_, at, change, code, offset) => {
    const bytes = flatBytes.slice();
    bytes.set(change, at);
    expect(rejection(bytes)).toMatchObject({ code, offset });
  });

  test("rejects a class that is too full, at the symbol that is one too many", () => {
    const bytes = flatBytes.slice();
    bytes.fill(7, CLASSES, CLASSES + SYMBOLS);
    expect(rejection(bytes)).toMatchObject({ code: "corrupt", offset: CLASSES + 256 });
  });

  test("rejects what follows the model", () => {
    expect(rejection(Uint8Array.of(...flatBytes, 24))).toMatchObject({
      code: "corrupt",
      offset: flatBytes.length,
    });
  });

  test("believes no count before the bytes are there, nor a count beyond what a model allows", () => {
    expect(
      rejection(Uint8Array.of(0xb1, 0xd1, 2, 0x80, 0x80, 0x02, 13, 0x80, 0x80, 0x02, 0, 2)),
    ).toMatchObject({
      code: "truncated",
      offset: 12,
    });
    expect(rejection(Uint8Array.of(0xb1, 0xd1, 2, 0x81, 0x80, 0x02))).toMatchObject({
      code: "corrupt",
      offset: 3,
    });
  });

  test("owns what it returns", () => {
    const bytes = flatBytes.slice();
    const { model } = readDictionary(bytes);
    bytes.fill(0);
    expect(model).toEqual(flat.model);
  });
});
