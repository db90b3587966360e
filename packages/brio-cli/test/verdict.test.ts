/** The rules of the verdict, on measurements that are made up. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Measurement } from "../src/bench/measure.ts";
import { judge } from "../src/bench/verdict.ts";
import { renderVerdict } from "../src/report/verdict.ts";

/** A coder that makes `bytes` of a million, at two speeds. */
function measured(coder: string, bytes: number, encode: number, decode: number): Measurement {
  return {
    coder,
    bytes,
    ratio: 1e6 / bytes,
    encodeMegabytesPerSecond: encode,
    decodeMegabytesPerSecond: decode,
  };
}

const rival = measured("brotli-11", 100_000, 1, 100);

it.each([
  ["2 % smaller at nine tenths of the speed", 98_000, 0.9, 90, "worth-it"],
  ["not quite 2 % smaller, as fast", 98_001, 1, 100, "not-worth-it"],
  ["9 % smaller, encoding just too slow", 91_000, 0.899, 100, "not-worth-it"],
  ["9 % smaller, decoding just too slow", 91_000, 1, 89.9, "not-worth-it"],
  ["10 % smaller, slower in encoding", 90_000, 0.1, 100, "trade"],
  ["10 % smaller, slower in decoding", 90_000, 1, 10, "trade"],
  ["24.9 % smaller, slower in both", 75_100, 0.89, 89, "not-worth-it"],
  ["25 % smaller, slower in both", 75_000, 0.01, 0.01, "trade"],
  // The rival takes 1.01 s for a megabyte there and back.
  ["2 % larger, in half the time", 102_000, 1000, 1 / 0.504, "faster"],
  ["2 % larger, in more than half the time", 102_000, 1000, 1 / 0.505, "not-worth-it"],
  ["more than 2 % larger, however fast", 102_001, 1000, 1000, "not-worth-it"],
  ["25 % smaller, slower to decode, in half the time", 75_000, 4, 50, "faster"],
])("judges a level that is %s", (_, bytes, encode, decode, outcome) => {
  const verdict = judge([measured("brio-6", bytes, encode, decode)], [rival]);
  expect(verdict).toMatchObject({ outcome, rival: "brotli-11", trade: null });
  expect(verdict.pick.coder).toBe("brio-6");
  expect(verdict.pick.saving).toBeCloseTo(1 - bytes / 100_000, 12);
  expect(verdict.pick.encodeFactor).toBe(encode);
  expect(verdict.pick.decodeFactor).toBeCloseTo(decode / 100, 12);
});

it("picks the smallest of the levels to which the first rule applies", () => {
  const free = measured("brio-5", 80_000, 2, 200);
  const alsoFree = measured("brio-1", 90_000, 20, 200);
  const slower = measured("brio-7", 79_000, 2, 2);
  expect(judge([alsoFree, free, slower], [rival])).toMatchObject({
    outcome: "worth-it",
    pick: { coder: "brio-5" },
    trade: null,
  });
  // Of two with as many bytes, the first.
  expect(judge([free, { ...free, coder: "brio-6" }], [rival]).pick.coder).toBe("brio-5");
});

it("names a trade that is 10 % smaller than the pick", () => {
  const free = measured("brio-5", 80_000, 2, 200);
  expect(judge([free, measured("brio-9", 72_000, 2, 2)], [rival]).trade).toMatchObject({ coder: "brio-9" });
  expect(judge([free, measured("brio-9", 72_001, 2, 2)], [rival]).trade).toBeNull();
  // Slower in one direction comes before slower in both.
  const half = measured("brio-6", 80_000, 0.1, 100);
  const full = measured("brio-9", 60_000, 0.1, 1);
  expect(judge([half, full], [rival])).toMatchObject({
    outcome: "trade",
    pick: { coder: "brio-6" },
    trade: { coder: "brio-9" },
  });
});

it("shows the smallest level where none is worth it", () => {
  const levels = [measured("brio-1", 150_000, 9, 900), measured("brio-9", 140_000, 0.1, 0.1)];
  expect(judge(levels, [rival])).toMatchObject({
    outcome: "not-worth-it",
    pick: { coder: "brio-9" },
    trade: null,
  });
});

it("compares with the peer of the fewest bytes", () => {
  const level = measured("brio-6", 90_000, 50, 500);
  const peers = [measured("gzip-9", 130_000, 60, 600), rival, measured("brotli-5", 120_000, 30, 300)];
  expect(judge([level], peers)).toMatchObject({ outcome: "worth-it", rival: "brotli-11" });
});

it("never says that it is worth it for a level that is larger and slower", () => {
  const size = fc.integer({ min: 100_001, max: 10_000_000 });
  const slow = fc.double({ min: 1e-6, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(size, slow, slow), { minLength: 1, maxLength: 9 }), (levels) => {
      const measurements = levels.map(([bytes, encode, decode], index) =>
        measured(`brio-${index + 1}`, bytes, encode, 100 * decode),
      );
      expect(judge(measurements, [rival])).toMatchObject({ outcome: "not-worth-it", trade: null });
    }),
  );
});

it("puts verdicts into one line", () => {
  const verdict = (bytes: number, encode: number, decode: number) => ({
    verdict: judge([measured("brio-6", bytes, encode, decode)], [rival]),
  });
  const line = (lines: object, whole: object) =>
    renderVerdict({ lines, whole } as Parameters<typeof renderVerdict>[0]);
  expect(line(verdict(66_300, 23.4, 170), verdict(90_000, 0.5, 200))).toBe(
    "Line by line, Brio is worth it: brio-6 is 33.7 % smaller than brotli-11 (encoding at 23, decoding at 1.7 times its speed). " +
      "Whole, Brio trades time for bytes: brio-6 is 10.0 % smaller than brotli-11 (encoding at 0.50, decoding at 2.0 times its speed).",
  );
  expect(line(verdict(100_001, 1234, 100), verdict(110_000, 1, 0.12))).toBe(
    "Line by line, Brio is worth it for its speed: brio-6 is as small as brotli-11 (encoding at 1,234, decoding at 1.0 times its speed). " +
      "Whole, Brio is not worth it: brio-6 is 10.0 % larger than brotli-11 (encoding at 1.0, decoding at 0.0012 times its speed).",
  );
  const both = judge([measured("brio-6", 80_000, 2, 200), measured("brio-9", 60_000, 2, 2)], [rival]);
  expect(line({ verdict: both }, { verdict: both })).toContain(
    "its speed); for time, brio-9 is 40.0 % smaller than brotli-11 (encoding at 2.0, decoding at 0.020 times its speed). Whole",
  );
});
