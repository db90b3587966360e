import fc from "fast-check";
import { expect, it } from "vitest";
import {
  MAX_BYTES,
  parseByteCount,
  parseLevel,
  parseLevelList,
  parsePeerList,
  parsePriorBytes,
  parseRounds,
} from "../src/values.ts";

it("reads sizes with and without a unit", () => {
  expect(parseByteCount("0")).toBe(0);
  expect(parseByteCount("500000")).toBe(500_000);
  expect(parseByteCount("64KiB")).toBe(65_536);
  expect(parseByteCount("3 mib")).toBe(3 * 1_048_576);
  expect(parseByteCount("1GiB")).toBe(2 ** 30);
  expect(parseByteCount(String(MAX_BYTES))).toBe(MAX_BYTES);
});

it.each([
  "",
  "KiB",
  "-1",
  "1.5MiB",
  "1e6",
  "0x10",
  "12kb",
  "1 K",
  " 1",
  "1\n2",
  String(MAX_BYTES + 1),
  "9".repeat(400),
])("rejects %j as a size", (text) => {
  expect(() => parseByteCount(text)).toThrow(/number of bytes|At most/);
});

it("accepts as a size nothing that is not one", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      let bytes: number;
      try {
        bytes = parseByteCount(text);
      } catch {
        return;
      }
      expect(Number.isInteger(bytes) && bytes >= 0 && bytes <= MAX_BYTES).toBe(true);
      expect(text).toMatch(/^\d/);
    }),
  );
});

it("reads sizes of priors", () => {
  expect(parsePriorBytes("64KiB")).toBe(65_536);
  expect(parsePriorBytes("2 MiB")).toBe(2_097_152);
  expect(() => parsePriorBytes("63KiB")).toThrow("At least 65536 bytes (64 KiB).");
  expect(() => parsePriorBytes("1.4MB")).toThrow("number of bytes");
});

it("reads levels, lists of levels and rounds", () => {
  expect(parseLevel("7")).toBe(7);
  expect(parseLevelList("9,1,9,3")).toEqual([9, 1, 3]);
  expect(parseRounds("1000")).toBe(1000);
  for (const text of ["", "0", "10", "1.0", "+1", " 1"])
    expect(() => parseLevel(text)).toThrow("Levels are 1 to 9.");
  for (const text of ["", "1,", "1 2"]) expect(() => parseLevelList(text)).toThrow("Levels are 1 to 9.");
  for (const text of ["", "0", "1001", "-1", "1e2"])
    expect(() => parseRounds(text)).toThrow("Rounds are 1 to 1000.");
});

it("reads peers, with and without a quality, each setting once", () => {
  expect(parsePeerList("brotli,gzip:6,brotli:11,brotli:0")).toEqual([
    { family: "brotli", quality: 11 },
    { family: "gzip", quality: 6 },
    { family: "brotli", quality: 0 },
  ]);
  for (const text of ["", ",gzip", "gzip ", "GZIP", "gzip:", "gzip:-1", "gzip:1:1", "constructor"])
    expect(() => parsePeerList(text), text).toThrow("Expected a list of gzip, brotli");
  for (const text of ["gzip:10", "gzip:0"])
    expect(() => parsePeerList(text)).toThrow("Qualities of gzip are 1 to 9.");
});
