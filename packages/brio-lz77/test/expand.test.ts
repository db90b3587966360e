import { rejections, utf8 } from "brio-test-support";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  copyMatch,
  expandSequences,
  extractLiterals,
  isLz77Error,
  Lz77Error,
  type Sequences,
} from "../src/index.ts";

type Row = readonly [literalLength: number, matchLength: number, distance: number];

function sequencesOf(...rows: readonly Row[]): Sequences {
  return {
    count: rows.length,
    literalLengths: Uint32Array.from(rows, (row) => row[0]),
    matchLengths: Uint32Array.from(rows, (row) => row[1]),
    distances: Uint32Array.from(rows, (row) => row[2]),
  };
}

const text = (array: Uint8Array): string => new TextDecoder().decode(array);

const { rejection } = rejections(isLz77Error);

describe("copyMatch", () => {
  it("equals a copy byte by byte at every distance and length", () => {
    for (let distance = 1; distance < 130; distance++) {
      for (const length of [0, 1, 2, 3, 15, 16, 31, 32, 47, 48, 49, 63, 64, 65, 96, 97, 200, 500]) {
        const output = Uint8Array.from({ length: 130 + length + 5 }, (_, index) =>
          index < 130 ? index : 255,
        );
        const expected = output.slice();
        for (let index = 130; index < 130 + length; index++) expected[index] = expected[index - distance]!;
        copyMatch(output, 130, distance, length);
        expect(Buffer.compare(output, expected)).toBe(0);
      }
    }
  });
});

describe("expandSequences", () => {
  it("puts literals and copies in order, overlapping ones too", () => {
    expect(text(expandSequences(sequencesOf([2, 5, 2], [1, 3, 1]), utf8("ab!?"), 12))).toBe("abababa!!!!?");
    expect(text(expandSequences(sequencesOf(), utf8("only"), 4))).toBe("only");
    expect(expandSequences(sequencesOf(), new Uint8Array(0), 0)).toEqual(new Uint8Array(0));
  });

  it("lets a match begin in the preset window and run on into its own output", () => {
    const preset = utf8("..xyz");
    expect(text(expandSequences(sequencesOf([0, 3, 3]), utf8("!"), 4, { preset }))).toBe("xyz!");
    expect(text(expandSequences(sequencesOf([1, 7, 3]), utf8("abc"), 10, { preset }))).toBe("ayzayzaybc");
    expect(text(expandSequences(sequencesOf([0, 5, 1]), utf8(""), 5, { preset }))).toBe("zzzzz");
  });

  it("copies nothing for a match of length 0", () => {
    expect(text(expandSequences(sequencesOf([1, 0, 1]), utf8("ab"), 2))).toBe("ab");
  });

  it.each([
    ["distance 0", [[1, 4, 0]], "abcd", 8, "distance-out-of-range", 1],
    ["a distance beyond the start", [[2, 4, 3]], "abcd", 8, "distance-out-of-range", 2],
    [
      "a distance beyond the start, later",
      [
        [2, 4, 2],
        [0, 1, 7],
      ],
      "ab",
      7,
      "distance-out-of-range",
      6,
    ],
    ["a match that overruns the output", [[1, 9, 1]], "a", 9, "length-mismatch", 9],
    ["a literal run that overruns the output", [[9, 1, 1]], "a", 9, "length-mismatch", 9],
    ["lengths of four gigabytes", [[2 ** 32 - 1, 2 ** 32 - 1, 1]], "a", 9, "length-mismatch", 9],
    ["too few literals", [[1, 4, 1]], "a", 9, "length-mismatch", 5],
    ["too many literals", [[1, 4, 1]], "abcdef", 9, "length-mismatch", 9],
    ["a literal run longer than the literals", [[5, 4, 1]], "a", 9, "length-mismatch", 5],
  ] as const)("rejects %s", (_, rows, literals, outputLength, code, offset) => {
    const error = rejection(() => expandSequences(sequencesOf(...rows), utf8(literals), outputLength));
    expect(error).toBeInstanceOf(Lz77Error);
    expect(error).toMatchObject({ name: "Lz77Error", code, offset });
    expect(String(error)).toContain(`(${code} at byte ${offset})`);
  });

  it("checks a distance against the preset window's length", () => {
    const preset = utf8("abc");
    expect(text(expandSequences(sequencesOf([0, 1, 3]), utf8(""), 1, { preset }))).toBe("a");
    expect(rejection(() => expandSequences(sequencesOf([0, 1, 4]), utf8(""), 1, { preset }))).toMatchObject({
      code: "distance-out-of-range",
      offset: 0,
    });
  });

  it("answers any sequences with the bytes they spell, or with an Lz77Error", () => {
    const small = fc.nat(12);
    const rows = fc.array(fc.tuple(small, small, fc.oneof(small, fc.nat(2 ** 32 - 1))), { maxLength: 8 });
    let accepted = 0;
    fc.assert(
      fc.property(
        rows,
        fc.uint8Array({ maxLength: 20 }),
        fc.integer({ min: -2, max: 2 }),
        (all, preset, off) => {
          const literalTotal = all.reduce((sum, row) => sum + row[0], 0);
          const matchTotal = all.reduce((sum, row) => sum + row[1], 0);
          const literals = Uint8Array.from({ length: Math.max(0, literalTotal + off) }, (_, index) => index);
          const outputLength = literals.length + matchTotal;
          try {
            const output = expandSequences(sequencesOf(...all), literals, outputLength, { preset });
            const expected: number[] = [...preset];
            let read = 0;
            for (const [literalLength, matchLength, distance] of all) {
              expected.push(...literals.subarray(read, read + literalLength));
              read += literalLength;
              for (let step = 0; step < matchLength; step++) expected.push(expected.at(-distance)!);
            }
            expected.push(...literals.subarray(read));
            expect([...output]).toEqual(expected.slice(preset.length));
            accepted++;
          } catch (error) {
            if (!isLz77Error(error)) throw error;
            expect(error.offset).toBeLessThanOrEqual(outputLength);
          }
        },
      ),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it("names the argument that is wrong", () => {
    const one = sequencesOf([1, 4, 1]);
    expect(() => expandSequences(one, utf8("a"), -1)).toThrow(
      new RangeError("outputLength: expected an integer from 0 to 1073741824, got -1"),
    );
    expect(() => expandSequences(one, utf8("a"), 2 ** 32)).toThrow(RangeError);
    expect(() => expandSequences({ ...one, count: 2 }, utf8("a"), 5)).toThrow(
      new RangeError("sequences.count: expected an integer from 0 to 1, got 2"),
    );
    expect(() => expandSequences({ ...one, distances: [1] as never }, utf8("a"), 5)).toThrow(
      new TypeError("sequences: expected three Uint32Arrays, got Array"),
    );
    expect(() => expandSequences(one, "a" as never, 5)).toThrow(
      new TypeError("literals: expected a Uint8Array, got string"),
    );
    expect(() => expandSequences(one, utf8("a"), 5, { preset: null as never })).toThrow(
      new TypeError("options.preset: expected a Uint8Array, got null"),
    );
  });
});

describe("extractLiterals", () => {
  it("takes what no copy covers, from start on", () => {
    expect(text(extractLiterals(utf8("abababa!!!!?"), sequencesOf([2, 5, 2], [1, 3, 1])))).toBe("ab!?");
    expect(text(extractLiterals(utf8("--ab"), sequencesOf(), 2))).toBe("ab");
  });

  it("refuses sequences of a longer input", () => {
    expect(() => extractLiterals(utf8("abc"), sequencesOf([2, 5, 2]))).toThrow(
      new RangeError("sequences: expected to cover at most 3 bytes, got 7"),
    );
  });
});

describe("isLz77Error", () => {
  it("knows the error of another copy of the package by its name, code and offset", () => {
    const foreign = Object.assign(new Error("elsewhere"), {
      name: "Lz77Error",
      code: "length-mismatch",
      offset: 3,
    });
    expect(isLz77Error(foreign)).toBe(true);
    expect(isLz77Error(Object.assign(new Error(), { ...foreign, code: "truncated" }))).toBe(false);
    expect(isLz77Error(Object.assign(new Error(), { ...foreign, offset: "3" }))).toBe(false);
    expect(isLz77Error(new Error("Lz77Error"))).toBe(false);
    expect(isLz77Error({ name: "Lz77Error", code: "length-mismatch", offset: 3 })).toBe(false);
    expect(isLz77Error(undefined)).toBe(false);
  });
});
