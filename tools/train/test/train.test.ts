import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AGENT_LINES, CHAT_LINES } from "./corpus.ts";

const MAIN = fileURLToPath(new URL("../src/main.mjs", import.meta.url));
const run = (...options: string[]) => spawnSync(process.execPath, [MAIN, ...options], { encoding: "utf8" });

describe("npm run train", () => {
  let folder: string;
  let result: ReturnType<typeof run>;
  const read = (name: string): string => readFileSync(join(folder, name), "utf8");
  const rows = (name: string): string[] =>
    read(name)
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "brio-train-"));
    writeFileSync(join(folder, "chat.jsonl"), CHAT_LINES);
    writeFileSync(join(folder, "agent.jsonl"), AGENT_LINES);
    result = run("--corpus", folder, "--valid", folder, "--phrases", "100", "--out", folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("writes symbols, tables and a report, and says how far it is", () => {
    expect(result.stderr).toContain("100 %  counting with matches");
    expect(result.status).toBe(0);
    expect(readdirSync(folder).sort()).toEqual([
      ...["agent.jsonl", "chat-2.md", "chat-2.tsv", "chat-2.txt", "chat.jsonl"],
    ]);
    expect(result.stdout).toContain(read("chat-2.md"));
    expect(read("chat-2.md")).toMatch(/\| replies \| \d+ \| \d+\.\d\d \| \d+\.\d\d \| \d+\.\d\d \|/);
  });

  test("writes every symbol with its statistics, and for phrases where they were found", () => {
    const symbols = rows("chat-2.tsv").map((line) => line.split("\t"));
    expect(symbols.length).toBeGreaterThan(256 + 250);
    symbols.forEach((fields, symbol) => {
      expect(fields.length).toBe(7);
      expect(fields[0]).toBe(String(symbol));
      if (fields[1] === "text") {
        expect(Number(fields[2])).toBeGreaterThanOrEqual(8);
        expect(Number(fields[3])).toBeGreaterThanOrEqual(5);
      }
    });
    expect(rows("chat-2.txt").map((row) => row.length)).toEqual([
      ...new Array(257).fill(255),
      256,
      ...new Array(24).fill(48),
    ]);
    expect(read("chat-2.txt")).toMatch(/^[^#][.A-Za-i]+$/m);
  });

  test("explains itself without a corpus", () => {
    const { status, stderr } = run();
    expect(status).toBe(2);
    expect(stderr).toContain("usage: npm run train -- --corpus DIR");
  });
});
