import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";

const MAIN = fileURLToPath(new URL("../src/main.mjs", import.meta.url));
const run = (...words: string[]) => spawnSync(process.execPath, [MAIN, ...words], { encoding: "utf8" });

interface Row {
  name: string;
  best: number;
  median: number;
  rounds: number[];
}

describe("npm run bench:metadata", () => {
  it("measures the samples, and every figure of time and size is above zero", () => {
    const { status, stdout, stderr } = run("--json", "--rounds", "1");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const { files, reading, events, scanning, ...others } = JSON.parse(stdout);
    expect(others).toEqual({ node: process.version, rounds: 1 });

    const names = ["agent-transcript.jsonl", "audit-log.jsonl"];
    expect(files.map(({ name }: Row) => name)).toEqual(names);
    for (const { replies } of files) expect(replies).toMatchObject({ joined: true });

    expect(reading.rows.map(({ name }: Row) => name)).toEqual([
      ...["inspect", "hasSignal", "brotli -11, then search", "brotli -5, then search"],
      ...["brotli -11, no search", "brotli -5, no search"],
    ]);
    for (const row of reading.rows) expect(Math.min(row.perSecond, row.timesInspect)).toBeGreaterThan(0);
    expect(reading.factors.map(({ rival }: { rival: string }) => rival)).toEqual([
      ...["brotli -11, then search", "brotli -5, then search"],
    ]);
    for (const { inspect, hasSignal } of reading.factors)
      expect(Math.min(inspect, hasSignal)).toBeGreaterThan(0);
    expect(reading.events).toBeGreaterThan(0);
    expect(reading.bytes / reading.texts).toBeGreaterThan(1400);
    expect(reading.bytes / reading.texts).toBeLessThan(1600);

    expect(events.map(({ name }: Row) => name)).toEqual(names);
    for (const file of events) {
      expect(file.eventBytes / file.events).toBeGreaterThanOrEqual(2);
      expect(file.frameBytes).toBeGreaterThan(file.eventBytes);
      expect(file.textsWithEvents).toBeGreaterThan(0);
      expect(file.texts).toBeGreaterThanOrEqual(file.textsWithEvents);
    }

    expect(scanning.rows).toHaveLength(4);
    // What looking adds to level 1 may be lost in the noise of one round; the times themselves are not.
    expect(scanning.share).toBeGreaterThan(-1);
    expect(scanning.searchShare).toBeGreaterThan(0);
    for (const { best, median, rounds } of [...reading.rows, ...scanning.rows] as Row[]) {
      expect(best).toBeGreaterThan(0);
      expect({ median, rounds }).toEqual({ median: best, rounds: [best] });
    }
  });

  it("prints tables, and the factor in a line", () => {
    const folder = mkdtempSync(join(tmpdir(), "brio-bench-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, "log.jsonl");
    const reply = "I'm sorry, but I can't help with that. Is there anything else? ".repeat(4);
    const records = Array.from({ length: 30 }, (_, index) => ({ reply: `${index}: ${reply}` }));
    writeFileSync(path, [...records, { prompt: "?" }].map((record) => JSON.stringify(record)).join("\n"));

    const { status, stdout, stderr } = run("--field", "reply", "--rounds", "1", path);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(
      /^log\.jsonl: 30 texts, none in 1 of the records; fewer than 100 of 1 to 2 KB, so all are joined and cut into \d$/m,
    );
    const factors = /[\d.,]+ × brotli -11, then search; [\d.,]+ × brotli -5, then search$/.source;
    expect(stdout).toMatch(new RegExp(`^inspect: ${factors}`, "m"));
    expect(stdout).toMatch(new RegExp(`^hasSignal: ${factors}`, "m"));
    expect(stdout).toMatch(/^ {2}log\.jsonl +30 +\d+ +\d+\.\d\d +100\.0 % +\d\.\d\d +\d+\.\d %$/m);
    expect(stdout).toMatch(/^signals: [+-][\d.]+ % of the time of level 1$/m);
  });

  it("explains itself, and exits with 2, when asked for what there is not", () => {
    const { status, stdout, stderr } = run("--rounds", "many");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^--rounds: expected an integer.*\nusage: npm run bench:metadata -- /);
  });

  it("exits with 1 and says why when a file is not there", () => {
    const { status, stderr } = run("/nowhere/log.jsonl");
    expect(status).toBe(1);
    expect(stderr).toMatch(/^bench:metadata failed: ENOENT.*log\.jsonl/);
  });
});
