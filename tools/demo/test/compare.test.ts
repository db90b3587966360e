import { describe, expect, it } from "vitest";
import { firstDifference, measure } from "../src/compare.mjs";

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

const sample = {
  name: "sample.jsonl",
  bytes: bytes(1, 2, 10, 3, 4, 5, 10),
  records: [bytes(1, 2), bytes(3, 4, 5)],
};

describe("firstDifference", () => {
  it.each([
    ["equal", bytes(1, 2), bytes(1, 2), -1],
    ["both empty", bytes(), bytes(), -1],
    ["one byte changed", bytes(1, 2, 3), bytes(1, 9, 3), 1],
    ["a byte lost", bytes(1, 2, 3), bytes(1, 2), 2],
    ["a byte added", bytes(1, 2), bytes(1, 2, 0), 2],
  ])("%s", (_, a, b, expected) => {
    expect(firstDifference(a, b)).toBe(expected);
  });
});

describe("measure", () => {
  it("adds up what the coder returns", () => {
    const result = measure(sample, {
      name: "one byte longer",
      encode: (input) => bytes(0, ...input),
      decode: (packed) => packed.subarray(1),
    });
    expect(result).toMatchObject({ name: "one byte longer", recordBytes: 2 + 3 + 2, wholeBytes: 7 + 1 });
    expect(result.frames).toEqual([bytes(0, 1, 2), bytes(0, 3, 4, 5)]);
  });

  it("names coder, record and byte when something comes back different", () => {
    const drops = {
      name: "drops a 5",
      encode: (input: Uint8Array) => input.filter((b) => b !== 5),
      decode: (b: Uint8Array) => b,
    };
    expect(() => measure(sample, drops)).toThrow(
      "drops a 5: record 2 of sample.jsonl came back different at byte 2",
    );
  });
});
