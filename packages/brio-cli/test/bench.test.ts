import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { compress } from "brio-codec";
import { expect, it, onTestFinished, vi } from "vitest";
import { splitLines } from "../src/bench/lines.ts";
import { measureCoder } from "../src/bench/measure.ts";
import { brio, brioHere, conversation, createFolder } from "./brio.ts";

const content = conversation();

/** A folder with `log.jsonl` in it. */
function folderWithLog(): string {
  const folder = createFolder();
  writeFileSync(join(folder, "log.jsonl"), content);
  return folder;
}

it("prints a table of every level beside gzip and brotli", async () => {
  const { status, stdout, stderr } = await brioHere(folderWithLog(), ["bench", "--rounds", "1", "log.jsonl"]);
  expect(status).toBe(0);
  expect(stderr).toBe("");
  const [title, blank, head, ...rows] = stdout.toString().trimEnd().split("\n");
  expect(title).toBe(`log.jsonl: ${content.length.toLocaleString("en-US")} bytes, whole`);
  expect(blank).toBe("");
  expect(head).toMatch(/^coder +bytes +ratio +encode MB\/s +decode MB\/s$/);
  expect(rows.map((row) => row.split(/ +/)[0])).toEqual([
    ...Array.from({ length: 9 }, (_, index) => `brio-${index + 1}`),
    "gzip-9",
    "brotli-5",
    "brotli-11",
  ]);
  for (const row of rows) {
    expect(row).toMatch(/^\S+ +[\d,]+ +\d+\.\d{3} +[\d.]+ +[\d.]+$/);
    expect(row.length).toBe(head!.length);
  }
});

it("reports sizes that the coders really have: whole", async () => {
  const args = ["bench", "--levels", "9,1", "--rounds", "2", "--json", "log.jsonl"];
  const { status, stdout } = await brioHere(folderWithLog(), args);
  expect(status).toBe(0);
  const report = JSON.parse(stdout.toString());
  expect(report).toMatchObject({
    file: "log.jsonl",
    mode: "whole",
    records: 1,
    inputBytes: content.length,
    node: process.version,
  });
  const names = report.results.map(({ coder }: { coder: string }) => coder);
  expect(names).toEqual(["brio-9", "brio-1", "gzip-9", "brotli-5", "brotli-11"]);
  const [best, , gzip] = report.results;
  const bytes = compress(content, { level: 9 }).length;
  expect(best).toMatchObject({ bytes, ratio: content.length / bytes });
  expect(best.encodeMegabytesPerSecond).toBeGreaterThan(0);
  expect(best.decodeMegabytesPerSecond).toBeGreaterThan(0);
  expect(gzip.bytes).toBe(gzipSync(content, { level: 9 }).length);
});

it("reports sizes that the coders really have: line by line", () => {
  const args = ["bench", "--lines", "--levels", "6", "--rounds", "1", "--json", "-"];
  const { status, stdout } = brio(createFolder(), args, content);
  expect(status).toBe(0);
  const lines = content.toString().trimEnd().split("\n");
  const report = JSON.parse(stdout.toString());
  expect(report).toMatchObject({ file: "-", mode: "lines", records: lines.length });
  expect(report.inputBytes).toBe(content.length - lines.length);
  expect(report.results[0].bytes).toBe(
    lines.reduce((sum, line) => sum + compress(line, { level: 6 }).length, 0),
  );
});

it("says in its title how many lines there were", () => {
  const args = ["bench", "--lines", "--levels", "1", "--rounds", "1", "-"];
  expect(brio(createFolder(), args, "one\n").stdout.toString()).toMatch(/^standard input: 1 line, 3 bytes\n/);
  expect(brio(createFolder(), args, "one\ntwo").stdout.toString()).toMatch(
    /^standard input: 2 lines, 6 bytes\n/,
  );
});

it.each([
  ["an empty file", "", []],
  ["a file of empty lines", "\n\n\n", ["--lines"]],
])("refuses %s", async (_, text, options) => {
  const folder = createFolder();
  writeFileSync(join(folder, "a"), text);
  const { status, stderr } = await brioHere(folder, ["bench", ...options, "a"]);
  expect(status).toBe(1);
  expect(stderr).toBe("brio: a: is empty, so there is nothing to measure\n");
});

it("splits lines at line feeds alone", () => {
  const split = (text: string) => splitLines(Buffer.from(text)).map((line) => Buffer.from(line).toString());
  expect(split("a\nbc\r\n\n\nd")).toEqual(["a", "bc\r", "d"]);
  expect(split("\n")).toEqual([]);
  expect(split("")).toEqual([]);
});

it("notices a coder that does not give its input back", () => {
  const records = [Buffer.from("one"), Buffer.from("two")];
  const forgetful = {
    name: "forgetful",
    encode: (bytes: Uint8Array) => bytes,
    decode: (bytes: Uint8Array) => (bytes === records[1] ? bytes.subarray(1) : bytes),
  };
  expect(() => measureCoder(forgetful, records, 1)).toThrow("forgetful does not give back record 2 of 2");
});

it.each([
  ["as often as it is told", 7, 10_000, 7],
  ["for half a second", null, 100, 5],
  ["three times if that takes longer", null, 260, 3],
  ["once if that takes three seconds", null, 3000, 1],
])("times a coder %s", (_, rounds, milliseconds, expected) => {
  let clock = 0;
  const watch = vi.spyOn(performance, "now").mockImplementation(() => clock);
  onTestFinished(() => watch.mockRestore());
  let encodes = 0;
  const decode = (bytes: Uint8Array) => {
    clock += milliseconds;
    return bytes;
  };
  const encode = (bytes: Uint8Array) => {
    encodes++;
    return decode(bytes);
  };
  const { encodeMegabytesPerSecond } = measureCoder({ name: "steady", encode, decode }, [content], rounds);
  expect(encodes).toBe(expected);
  expect(encodeMegabytesPerSecond).toBeCloseTo(content.length / 1000 / milliseconds);
});
