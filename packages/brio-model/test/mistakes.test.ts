import { thrownBy } from "brio-test-support";
import { describe, expect, test } from "vitest";
import {
  type Alphabet,
  byteModel,
  decodeSymbols,
  encodeSymbols,
  isModelError,
  ModelError,
  type Prior,
  primedModel,
  untrainedModel,
} from "../src/index.ts";
import { alphabetOf } from "./models.ts";

const bytes = byteModel();
const two = untrainedModel(
  alphabetOf(
    [
      ["a", 0, 1],
      ["b", 0, 1],
    ],
    [1],
  ),
);
const symbols = Uint16Array.of(1, 0, 1);
const payload = encodeSymbols(two, symbols);

/** A call with arguments of types that TypeScript would refuse. */
const loosely = (call: (...given: never[]) => unknown, ...given: readonly unknown[]): (() => unknown) => {
  return () => (call as (...any: readonly unknown[]) => unknown)(...given);
};

describe("a caller's mistake names the argument", () => {
  test.each([
    ["symbols", loosely(encodeSymbols, two, [0, 1])],
    ["symbols", loosely(encodeSymbols, bytes, Uint8Array.of(1))],
    ["payload", loosely(decodeSymbols, two, "abc", 3)],
    ["payload", loosely(decodeSymbols, two, undefined, 3)],
  ])("%s: a TypeError", (name, call) => {
    const error = thrownBy(call);
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toMatch(new RegExp(`^${name} must be `));
  });

  test.each([
    ["symbols must have at least one element", () => encodeSymbols(two, new Uint16Array(0))],
    ["symbols[1] must be below 2, got 2", () => encodeSymbols(two, Uint16Array.of(0, 2, 0))],
    ["profile must be 0 or 1, got 2", loosely(encodeSymbols, two, symbols, { profile: 2 })],
    ["lanes must be 1 or 2, got 3", loosely(encodeSymbols, two, symbols, { lanes: 3 })],
    ["lanes must be 1 or 2, got 0", loosely(decodeSymbols, two, payload, 3, { lanes: 0 })],
    [
      "seeds must be at most one of 0 … 65535 a lane, got 65536 for lane 0",
      () => encodeSymbols(two, symbols, { seeds: [65536] }),
    ],
    [
      "seeds must be at most one of 0 … 65535 a lane, got -1 for lane 1",
      () => encodeSymbols(two, symbols, { lanes: 2, seeds: [0, -1] }),
    ],
    [
      "seeds must be at most one of 0 … 65535 a lane, got 0.5 for lane 0",
      () => encodeSymbols(two, symbols, { seeds: [0.5] }),
    ],
    [
      "seeds must be at most one of 0 … 65535 a lane, got 2 for lane 1",
      () => encodeSymbols(two, symbols, { seeds: [1, 2] }),
    ],
    ["contentLength must be 1 … 2^31 - 1, got 0", () => decodeSymbols(two, payload, 0)],
    ["contentLength must be 1 … 2^31 - 1, got 1.5", () => decodeSymbols(two, payload, 1.5)],
    ["contentLength must be 1 … 2^31 - 1, got 2147483648", () => decodeSymbols(two, payload, 2 ** 31)],
    ["contentLength must be 1 … 2^31 - 1, got NaN", () => decodeSymbols(two, payload, Number.NaN)],
  ])("%s: a RangeError", (message, call) => {
    expect(thrownBy(call)).toEqual(new RangeError(message));
  });
});

describe("a ModelError", () => {
  const error = thrownBy(() => decodeSymbols(two, payload.subarray(0, 2), 3));

  test("says what is wrong and where", () => {
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toMatchObject({ name: "ModelError", code: "truncated", offset: 2 });
    expect((error as Error).message).toBe("payload ends within its states (truncated at byte 2)");
  });

  test("is known by what it has, whichever copy of the package made it", () => {
    expect(isModelError(error)).toBe(true);
    const foreign = Object.assign(new Error("x"), { name: "ModelError", code: "corrupt", offset: 0 });
    expect(isModelError(foreign)).toBe(true);
    for (const other of [
      new Error("x"),
      Object.assign(new Error("x"), { name: "ModelError", code: "corrupt" }),
      Object.assign(new Error("x"), { name: "RansError", code: "corrupt", offset: 0 }),
      { name: "ModelError", code: "corrupt", offset: 0 },
      undefined,
    ]) {
      expect(isModelError(other)).toBe(false);
    }
  });
});

describe("what is no alphabet is refused before a model is made of it", () => {
  const { alphabet } = two;
  const pair = { ...alphabet, transitions: Uint32Array.of(1, 1) };

  test("one with transitions is one", () => {
    expect(untrainedModel(pair).alphabet).toBe(pair);
  });

  test.each<[string, Partial<Alphabet>]>([
    ["alphabet.bytes: expected a Uint8Array", { bytes: [97, 98] as never }],
    ["alphabet.offsets: expected a Uint32Array", { offsets: undefined as never }],
    ["alphabet.classes: expected a Uint8Array", { classes: new Uint16Array(2) as never }],
    ["alphabet.weights: expected a Uint32Array", { weights: [1, 1] as never }],
    ["alphabet.transitions: expected a Uint32Array", { transitions: null as never }],
  ])("%s", (message, part) => {
    expect(() => untrainedModel({ ...alphabet, ...part })).toThrow(new TypeError(message));
  });

  test.each<[string, Partial<Alphabet>]>([
    ["alphabet.classes: expected 1 … 65536 symbols, got 0", { classes: new Uint8Array(0) }],
    ["alphabet.weights: expected 2 numbers, got 1", { weights: Uint32Array.of(1) }],
    ["alphabet.weights[1]: expected 1 … 1048576, got 0", { weights: Uint32Array.of(1, 0) }],
    [
      "alphabet.classWeights[0]: expected 1 … 1048576, got 1048577",
      { classWeights: Uint32Array.of(1048577) },
    ],
    ["alphabet.classWeights: expected 256 numbers, got 257", { classWeights: new Uint32Array(257).fill(1) }],
    ["alphabet.transitions: expected 2 numbers, got 3", { transitions: Uint32Array.of(1, 1, 1) }],
    ["alphabet.offsets: expected 3 numbers, got 2", { offsets: Uint32Array.of(0, 1) }],
    ["alphabet.offsets: expected 0 … 2", { offsets: Uint32Array.of(0, 1, 3) }],
    ["alphabet: expected symbols of 1 … 255 bytes, got 0 in 0", { offsets: Uint32Array.of(0, 0, 2) }],
    [
      "alphabet: expected symbols of 1 … 255 bytes, got 256 in 1",
      { bytes: new Uint8Array(257), offsets: Uint32Array.of(0, 1, 257) },
    ],
    ["alphabet.classes[1]: expected less than 1, got 1", { classes: Uint8Array.of(0, 1) }],
    ["alphabet.classes: expected a symbol of class 1", { classWeights: Uint32Array.of(1, 1) }],
  ])("%s", (message, part) => {
    const wrong = { ...alphabet, ...part };
    expect(() => untrainedModel(wrong)).toThrow(new RangeError(message));
    expect(() => primedModel(wrong, {} as Prior)).toThrow(new RangeError(message));
  });
});
