import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compress, type FrameInfo, inspect } from "brio-codec";
import { expect, it } from "vitest";
import { renderInspection } from "../src/report/inspection.ts";
import { brio, brioHere, conversation, createFolder } from "./brio.ts";

const content = conversation();
const frame = compress(content);
const info = inspect(frame);

it("prints what the frame says, for people", async () => {
  const folder = createFolder();
  writeFileSync(join(folder, "a.brio"), frame);
  const { status, stdout, stderr } = await brioHere(folder, ["inspect", "a.brio"]);
  expect(status).toBe(0);
  expect(stderr).toBe("");

  const lines = stdout.toString().split("\n");
  const count = (value: number) => value.toLocaleString("en-US");
  expect(lines.slice(0, 10)).toEqual([
    "a.brio",
    "  format version  2",
    "  coder           tokens",
    "  dictionary      built-in",
    "  prior           none",
    "  signals         built-in",
    "  check           32 bits",
    `  content         ${count(info.contentLength)} bytes`,
    `  frame           ${count(info.frameLength)} bytes, ${count(info.headerLength)} of them in front of the payload`,
    `  ratio           ${(content.length / frame.length).toFixed(3)}`,
  ]);
  expect(lines[10]).toMatch(
    new RegExp(`^  metadata        signals, ${info.events.length} events: [a-z-]+ \\d+, [a-z-]+ \\d+`),
  );
  expect(lines[11]).toBe("");
  expect(lines[12]).toMatch(/^ +offset {2}category +phrase$/);

  const events = lines.slice(13, -1).map((line) => line.trim().split(/ {2,}/));
  expect(events).toEqual(
    info.events.map(({ offset, category, phrase }) => [count(offset), category, JSON.stringify(phrase)]),
  );
  expect(lines.at(-1)).toBe("");
});

it("says none of what is not there", () => {
  const bare = compress("content", { metadata: "none", checksum: false });
  const text = brio(createFolder(), ["inspect"], bare).stdout.toString();
  expect(text).toContain("standard input\n");
  expect(text).toContain("  signals         none\n");
  expect(text).toContain("  check           none\n");
  expect(text).toMatch(/ {2}metadata {8}none\n$/);
});

it("tells a frame that lists nothing from one that has nothing to list", () => {
  const text = brio(createFolder(), ["inspect"], compress("0123456789")).stdout.toString();
  expect(text).toMatch(/ {2}metadata {8}signals, 0 events\n$/);
});

const SET = "0123456789abcdef";
const UNNAMED = { category: undefined, phrase: undefined };
const SIGNAL = { ...UNNAMED, id: 4096, offset: 3 };
const PHRASE = { ...UNNAMED, id: 8199, offset: 12 };

it.each([
  [
    "a signal",
    { events: [SIGNAL] },
    [`       3  unknown   signal 4096 of the set ${SET}`],
    "-S FILE names the signals of the set",
  ],
  [
    "a phrase",
    { events: [PHRASE] },
    ["      12  unknown   phrase 7 of the dictionary"],
    "-D FILE names the phrases of the dictionary",
  ],
  [
    "both",
    { events: [SIGNAL, PHRASE] },
    [`       3  unknown   signal 4096 of the set ${SET}`, "      12  unknown   phrase 7 of the dictionary"],
    "-S FILE names the signals of the set, -D FILE names the phrases of the dictionary",
  ],
  [
    "a phrase of version 1",
    { version: 1, signalSet: null, events: [{ ...SIGNAL, category: "apology", id: 7 }] },
    ["       3  apology   number 7 of the dictionary"],
    "-D FILE names the phrases of the dictionary",
  ],
] as const)("shows what cannot be named, and says which option would: %s", (_, change, rows, advice) => {
  const unknown: FrameInfo = { ...info, signalSet: SET, ...change };
  const lines = renderInspection("a.brio", unknown, null).split("\n");
  const start = lines.findIndex((line) => /^ +offset {2}category {2}phrase$/.test(line)) + 1;
  expect(lines.slice(start)).toEqual([...rows, `  (${advice})`, ""]);
});

it("says of version 1, which has no set, that signals are those of the dictionary", () => {
  const old = compress(content, { version: 1 });
  const text = renderInspection("a.brio", inspect(old), null);
  expect(text).toContain("  signals         those of the dictionary\n");
  expect(text).not.toContain("FILE");
});

it("prints one JSON object a line, also for a file that fails", async () => {
  const folder = createFolder();
  writeFileSync(join(folder, "a.brio"), frame);
  writeFileSync(join(folder, "bad.brio"), frame.subarray(0, 3));
  writeFileSync(join(folder, "empty.brio"), compress(""));
  const { status, stdout, stderr } = await brioHere(folder, [
    "inspect",
    "--json",
    "a.brio",
    "bad.brio",
    "empty.brio",
  ]);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^brio: bad\.brio: .*\(truncated at byte 3\)\n$/);

  const records = stdout
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(records).toEqual([
    { file: "a.brio", ...info, ratio: content.length / frame.length },
    {
      file: "bad.brio",
      error: { subject: "bad.brio", code: "truncated", message: expect.any(String), offset: 3 },
    },
    { file: "empty.brio", ...inspect(compress("")), ratio: null },
  ]);
});

it("separates several files by a blank line, and fails if one of them does", async () => {
  const folder = createFolder();
  writeFileSync(join(folder, "a.brio"), frame);
  const { status, stdout, stderr } = await brioHere(folder, ["inspect", "a.brio", "missing", "a.brio"]);
  expect(status).toBe(1);
  expect(stderr).toBe("brio: missing: no such file or directory\n");
  const [first, second] = stdout.toString().split("\n\na.brio\n");
  expect(`${first}\n`).toBe(`a.brio\n${second}`);
});
