import { thrownBy } from "brio-test-support";
import { describe, expect, test } from "vitest";
import {
  byteModel,
  decodeSymbols,
  encodeSymbols,
  isModelError,
  ModelError,
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
