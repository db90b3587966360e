import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compress } from "brio-codec";
import { expect, it } from "vitest";
import { brio, conversation, createFolder, ended, MAIN, namesIn, shell } from "./brio.ts";

const content = conversation();

it.each([
  ["nothing", [], ["-d"]],
  ["a dash", ["-"], ["-d", "-"]],
  ["-c", ["-c"], ["-dc"]],
  ["-o -", ["-o", "-"], ["decompress", "-o", "-", "-"]],
])("maps standard input to standard output: %s", (_, forward, backward) => {
  const folder = createFolder();
  const compressed = brio(folder, forward, content);
  expect(compressed.status).toBe(0);
  expect(compressed.stdout).toEqual(Buffer.from(compress(content)));
  const back = brio(folder, backward, compressed.stdout);
  expect(back).toEqual({ status: 0, stdout: content, stderr: "" });
  expect(namesIn(folder)).toEqual([]);
});

it("stores standard input with -o, readable as a new file is", () => {
  const folder = createFolder();
  expect(
    shell(folder, "umask 027; echo hello | $BRIO -o out.brio && stat -c %a out.brio").stdout.toString(),
  ).toBe("640\n");
  expect(brio(folder, ["-dc", "out.brio"]).stdout.toString()).toBe("hello\n");
});

it("writes a file to standard output with -c, and leaves no other file", () => {
  const folder = createFolder();
  writeFileSync(join(folder, "a.txt"), content);
  const { stdout } = brio(folder, ["-c", "a.txt"]);
  expect(stdout).toEqual(Buffer.from(compress(content)));
  expect(namesIn(folder)).toEqual(["a.txt"]);
});

it("decompresses several files into one stream, in their order", () => {
  const folder = createFolder();
  writeFileSync(join(folder, "1.brio"), compress("one\n"));
  writeFileSync(join(folder, "2.brio"), compress("two\n"));
  expect(brio(folder, ["-dc", "2.brio", "1.brio"]).stdout.toString()).toBe("two\none\n");
});

it("takes a dash among files", () => {
  const folder = createFolder();
  writeFileSync(join(folder, "a.txt"), "from a file");
  const { status, stdout } = brio(folder, ["a.txt", "-"], "from a pipe");
  expect(status).toBe(0);
  expect(stdout).toEqual(Buffer.from(compress("from a pipe")));
  expect(readFileSync(join(folder, "a.txt.brio"))).toEqual(Buffer.from(compress("from a file")));
});

it.skipIf(!existsSync("/dev/fd"))("reads a pipe that has a name", () => {
  const folder = createFolder();
  // The writer waits for a reader, for ever if the command ends before it opens the pipe.
  const write = "mkfifo pipe; printf hello > pipe &";
  const { status, stdout } = shell(folder, `${write} $BRIO -c pipe; s=$?; kill $! 2>/dev/null; exit $s`);
  expect(status).toBe(0);
  expect(stdout).toEqual(Buffer.from(compress("hello")));
});

it("carries more than a pipe holds", () => {
  const folder = createFolder();
  const large = Buffer.concat(Array.from({ length: 60 }, conversation));
  writeFileSync(join(folder, "large"), large);
  const { status, stdout } = shell(folder, "$BRIO < large | $BRIO -d");
  expect(status).toBe(0);
  expect(stdout.equals(large)).toBe(true);
});

it("ends quietly when the reader of its output goes away", async () => {
  const folder = createFolder();
  // Far more than a pipe holds, so that the command still writes when nobody reads any more.
  writeFileSync(join(folder, "large.brio"), compress(Buffer.alloc(4_000_000, "All work and no play. ")));
  const child = spawn(process.execPath, [MAIN, "-dc", "large.brio"], { cwd: folder });
  child.stdout.once("data", () => child.stdout.destroy());
  expect(await ended(child)).toEqual({ code: 0, signal: null, stderr: "" });
});

it("rejects bad data from standard input, and writes nothing", () => {
  const { status, stdout, stderr } = brio(createFolder(), ["-d"], "no frame");
  expect(status).toBe(1);
  expect(stdout.length).toBe(0);
  expect(stderr).toMatch(/^brio: standard input: .*\(not-brio at byte 0\)\n$/);
});

it("refuses a directory as standard input", () => {
  const { status, stderr } = shell(createFolder(), "$BRIO < .");
  expect(status).toBe(1);
  expect(stderr).toBe("brio: standard input: is a directory\n");
});

it.skipIf(!existsSync("/dev/full")).each([
  ["data", "$BRIO -c a"],
  ["a report", "$BRIO --json a"],
  ["an inspection", "$BRIO -o a.brio a && $BRIO inspect a.brio"],
  ["a comparison", "$BRIO bench --levels 1 --rounds 1 a"],
])("says so when standard output is full: %s", (_, line) => {
  const folder = createFolder();
  writeFileSync(join(folder, "a"), "hello");
  const { status, stderr } = shell(folder, `(${line}) > /dev/full`);
  expect(stderr).toBe("brio: standard output: no space left on device\n");
  expect(status).toBe(1);
});
