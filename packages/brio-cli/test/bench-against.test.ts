/** `brio bench --against`, as text, as JSON and as a page. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { compress, inspect } from "brio-codec";
import { expect, it } from "vitest";
import type { LogReport } from "../src/bench/log-report.ts";
import { classesBySize } from "../src/bench/size-classes.ts";
import { brio, brioHere, conversation, createFolder, namesIn } from "./brio.ts";
import { expectWellFormed, tableOf } from "./page.ts";

const content = conversation();
const lines = content.toString().trimEnd().split("\n");
const FAST = ["bench", "--against", "gzip,brotli:1", "--levels", "1,6", "--rounds", "1"];
const CODERS = ["brio-1", "brio-6", "gzip-9", "brotli-1"];

type JsonReport = Omit<LogReport, "verdict"> & Record<"file" | "mode" | "node" | "verdict", string>;

/** A folder with `log.jsonl` in it. */
function folderWithLog(): string {
  const folder = createFolder();
  writeFileSync(join(folder, "log.jsonl"), content);
  return folder;
}

/** The report as JSON and as a page, of one run. */
async function jsonAndPage(folder: string, ...more: string[]): Promise<{ report: JsonReport; page: string }> {
  const { status, stdout, stderr } = await brioHere(folder, [
    ...FAST,
    "--json",
    "--html",
    "page.html",
    ...more,
  ]);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(stdout.toString().trimEnd()).not.toContain("\n");
  return {
    report: JSON.parse(stdout.toString()),
    page: readFileSync(join(folder, "page.html"), "utf8"),
  };
}

it("reports line by line and whole, with events and a verdict in the last line", async () => {
  const { status, stdout, stderr } = await brioHere(folderWithLog(), [...FAST, "log.jsonl"]);
  expect(status).toBe(0);
  expect(stderr).toBe("");
  const text = stdout.toString();
  const bytes = content.length.toLocaleString("en-US");
  expect(text.startsWith(`log.jsonl: 40 lines, ${bytes} bytes\n\nLine by line, `)).toBe(true);
  const firstWords = text.split("\n").map((line) => line.split(" ")[0]);
  // Three tables: sizes of lines, latencies of lines, sizes of the whole.
  for (const coder of CODERS) expect(firstWords.filter((word) => word === coder)).toHaveLength(3);
  expect(text).toMatch(/\n\d+ events in \d+ of 40 lines: [a-z-]+ \d+, /);
  expect(text).toMatch(/\n\nLine by line, Brio [^\n]+\. Whole, Brio [^\n]+\.\n$/);
});

it("has the sizes that the coders really make, and the events that inspect really finds", async () => {
  const { report } = await jsonAndPage(folderWithLog(), "log.jsonl");
  expect(report).toMatchObject({ file: "log.jsonl", mode: "against", node: process.version });
  expect(report.lines).toMatchObject({ records: 40, inputBytes: content.length - 40 });
  expect(report.whole.inputBytes).toBe(content.length);
  for (const { results } of [report.lines, report.whole]) {
    expect(results.map(({ coder }) => coder)).toEqual(CODERS);
  }

  const ofLines = (encode: (line: string) => Uint8Array) =>
    lines.reduce((sum, line) => sum + encode(line).length, 0);
  const brotli = (text: string | Buffer) =>
    brotliCompressSync(text, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 1,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(text),
      },
    });
  expect(report.lines.results.map(({ bytes }) => bytes)).toEqual([
    ofLines((line) => compress(line, { level: 1 })),
    ofLines((line) => compress(line, { level: 6 })),
    ofLines((line) => gzipSync(line, { level: 9 })),
    ofLines(brotli),
  ]);
  expect(report.whole.results.map(({ bytes }) => bytes)).toEqual([
    compress(content, { level: 1 }).length,
    compress(content).length,
    gzipSync(content, { level: 9 }).length,
    brotli(content).length,
  ]);

  const found = lines.map((line) => inspect(compress(line)).events);
  const { total, recordsWithAny, categories } = report.events;
  expect(total).toBe(found.flat().length);
  expect(total).toBeGreaterThan(0);
  expect(recordsWithAny).toBe(found.filter(({ length }) => length > 0).length);
  expect(recordsWithAny).toBeLessThan(40);
  for (const { category, events } of categories) {
    expect(found.flat().filter((event) => event.category === category)).toHaveLength(events);
  }
  expect(categories.reduce((sum, { events }) => sum + events, 0)).toBe(total);
});

it("has percentiles in order, and classes of sizes that add up to the whole", async () => {
  const { report } = await jsonAndPage(folderWithLog(), "log.jsonl");
  for (const { encodeMicroseconds, decodeMicroseconds } of report.lines.results) {
    for (const { p50, p90, p99 } of [encodeMicroseconds, decodeMicroseconds]) {
      expect(p50).toBeGreaterThan(0);
      expect(p90).toBeGreaterThanOrEqual(p50);
      expect(p99).toBeGreaterThanOrEqual(p90);
    }
  }
  const { bySize, results, records, inputBytes } = report.lines;
  expect(bySize.length).toBeGreaterThan(1);
  expect(bySize.reduce((sum, sizeClass) => sum + sizeClass.records, 0)).toBe(records);
  expect(bySize.reduce((sum, sizeClass) => sum + sizeClass.inputBytes, 0)).toBe(inputBytes);
  for (const [index, { bytes }] of results.entries()) {
    expect(bySize.reduce((sum, sizeClass) => sum + sizeClass.results[index]!.bytes, 0)).toBe(bytes);
  }
});

it("says the same in JSON and on the page", async () => {
  const { report, page } = await jsonAndPage(folderWithLog(), "log.jsonl");
  const sizes = (results: JsonReport["whole"]["results"]) =>
    results.map((result) => [
      result.coder,
      result.bytes,
      result.ratio,
      result.encodeMegabytesPerSecond,
      result.decodeMegabytesPerSecond,
    ]);
  expect(tableOf(page, "Each line is a frame")).toEqual(sizes(report.lines.results));
  expect(tableOf(page, "The log as one frame")).toEqual(sizes(report.whole.results));
  expect(tableOf(page, "Microseconds for a line")).toEqual(
    report.lines.results.map(({ coder, encodeMicroseconds: encode, decodeMicroseconds: decode }) => [
      coder,
      ...[encode.p50, encode.p90, encode.p99, decode.p50, decode.p90, decode.p99],
    ]),
  );
  expect(tableOf(page, "Ratio by size")).toEqual(
    report.lines.bySize.map(({ from, to, records, inputBytes, results }) => [
      `${from.toLocaleString("en-US")}–${to.toLocaleString("en-US")} B`,
      records,
      inputBytes,
      ...results.map(({ ratio }) => ratio),
    ]),
  );
  expect(tableOf(page, "Signals")).toEqual(
    report.events.categories.map(({ category, events }) => [category, events]),
  );
  expect(page).toContain(`<p class="verdict">${report.verdict}</p>`);
  expect(page).toContain(`${report.events.total} events in ${report.events.recordsWithAny} of 40 lines`);
});

it("makes a page that is well-formed and needs nothing else", async () => {
  const folder = folderWithLog();
  const hostile = `<script>alert("&amp;")<!-- .jsonl`.replaceAll("/", "");
  writeFileSync(join(folder, hostile), "<script>\n&lt;\u0000\n\"'>\n");
  for (const file of ["log.jsonl", hostile]) {
    const { page } = await jsonAndPage(folder, "-f", file);
    expectWellFormed(page);
    expect(page).not.toMatch(/NaN|Infinity|undefined|null|\[object/);
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|https?:|javascript:| on[a-z]+=/);
    expect(page.match(/<svg /g)).toHaveLength(2);
    // Whatever is shown in colour is in a table, too, and the plots have a title and a description.
    expect(page.match(/<desc /g)).toHaveLength(2);
    expect(page).toContain("@media (prefers-color-scheme: dark)");
  }
});

it("reports on a log of one byte", async () => {
  const folder = createFolder();
  writeFileSync(join(folder, "a"), "x");
  const { report, page } = await jsonAndPage(folder, "a");
  expect(report.lines.bySize).toMatchObject([{ from: 1, to: 64, records: 1, inputBytes: 1 }]);
  expect(report.events).toEqual({ total: 0, recordsWithAny: 0, categories: [] });
  expectWellFormed(page);
  expect(page).toContain("<p>0 events in 0 of 1 line.</p>");
});

it("measures levels 1, 6 and 9 where none are asked for", async () => {
  const folder = createFolder();
  writeFileSync(join(folder, "a"), "one\ntwo\n");
  const { stdout } = await brioHere(folder, ["bench", "--against", "gzip:1", "--rounds", "1", "--json", "a"]);
  const names = JSON.parse(stdout.toString()).whole.results.map(({ coder }: { coder: string }) => coder);
  expect(names).toEqual(["brio-1", "brio-6", "brio-9", "gzip-1"]);
});

it("writes the page to standard output, and what it says to standard error", () => {
  const args = [...FAST, "--html", "-", "-"];
  const { status, stdout, stderr } = brio(createFolder(), args, content);
  expect(status).toBe(0);
  expectWellFormed(stdout.toString());
  expect(stdout.toString()).toContain("<h1>Brio on standard input</h1>");
  expect(stderr).toMatch(/^standard input: 40 lines, /);
  const quiet = brio(createFolder(), [...args.slice(0, -1), "--quiet", "-"], content);
  expect(quiet.stderr).toBe("");
});

it("overwrites a page only if it is told to, and the log in no case", async () => {
  const folder = folderWithLog();
  writeFileSync(join(folder, "page.html"), "old");
  const refused = await brioHere(folder, [...FAST, "--html", "page.html", "log.jsonl"]);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toBe("brio: page.html: already exists (-f overwrites it)\n");
  expect(readFileSync(join(folder, "page.html"), "utf8")).toBe("old");

  const same = await brioHere(folder, [...FAST, "--html", "log.jsonl", "-f", "log.jsonl"]);
  expect(same.status).toBe(1);
  expect(same.stderr).toBe("brio: log.jsonl: input and output are the same file\n");
  expect(readFileSync(join(folder, "log.jsonl"))).toEqual(content);

  expect((await brioHere(folder, [...FAST, "--html", "page.html", "-f", "log.jsonl"])).status).toBe(0);
  expect(readFileSync(join(folder, "page.html"), "utf8")).toMatch(/^<!doctype html>/);
  // As any new file, and not with the mode of a temporary one.
  expect(statSync(join(folder, "page.html")).mode & 0o777).toBe(0o666 & ~process.umask());
});

it.each([
  ["an empty log", "a", "is empty, so there is nothing to measure"],
  ["a log of empty lines", "b", "is empty, so there is nothing to measure"],
  ["a log that is not there", "c", "no such file or directory"],
  ["a folder", "d", "is a directory"],
])("leaves no page where it fails: %s", async (_, file, reason) => {
  const folder = createFolder();
  writeFileSync(join(folder, "a"), "");
  writeFileSync(join(folder, "b"), "\n\n");
  mkdirSync(join(folder, "d"));
  const { status, stdout, stderr } = await brioHere(folder, [...FAST, "--json", "--html", "page.html", file]);
  expect(status).toBe(1);
  expect(stderr).toBe(`brio: ${file}: ${reason}\n`);
  expect(JSON.parse(stdout.toString())).toMatchObject({ file, error: { subject: file } });
  expect(namesIn(folder)).toEqual(["a", "b", "d"]);
});

it("names the page where it is the page that cannot be written", async () => {
  const folder = folderWithLog();
  const { status, stderr } = await brioHere(folder, [...FAST, "--html", "no/page.html", "log.jsonl"]);
  expect(status).toBe(1);
  expect(stderr).toBe("brio: no/page.html: no such file or directory\n");
  expect(existsSync(join(folder, "no"))).toBe(false);
});

it("sorts records into classes by the upper end of their size", () => {
  const lengths = [1, 64, 65, 128, 129, 1000];
  const records = lengths.map((length) => new Uint8Array(length));
  const classes = classesBySize(records, [{ coder: "half", lengths: lengths.map((length) => length / 2) }]);
  expect(classes.map(({ from, to, records, inputBytes }) => [from, to, records, inputBytes])).toEqual([
    [1, 64, 2, 65],
    [65, 128, 2, 193],
    [129, 256, 1, 129],
    [513, 1024, 1, 1000],
  ]);
  for (const { results } of classes) expect(results).toMatchObject([{ coder: "half", ratio: 2 }]);
});
