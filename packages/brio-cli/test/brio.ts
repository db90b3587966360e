/** Runs the built command as a process of its own, in a folder of its own. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished, vi } from "vitest";
import { run } from "../src/program.ts";

export const MAIN: string = fileURLToPath(new URL("../dist/main.js", import.meta.url));

export interface Result {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** An empty folder that goes when the test ends. */
export function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "brio-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Names in a folder, sorted: what a command has left there. */
export function namesIn(folder: string): string[] {
  return readdirSync(folder).sort();
}

/** Runs `brio ARGS` in `folder` to its end, with `input` on its standard input. */
export function brio(folder: string, args: readonly string[], input: Uint8Array | string = ""): Result {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: folder,
    input,
    maxBuffer: 2 ** 28,
  });
  return { status, stdout, stderr: stderr.toString() };
}

/**
 * Runs `brio ARGS` in `folder` within the test, from its sources and without standard input. To start a process takes
 * a hundred times as long, so this is for the many cases that need none of their own.
 */
export async function brioHere(folder: string, args: readonly string[]): Promise<Result> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  const capture = (stream: NodeJS.WriteStream, chunks: Buffer[]) =>
    vi.spyOn(stream, "write").mockImplementation(((chunk: Uint8Array | string, written?: () => void) => {
      chunks.push(Buffer.from(chunk as Uint8Array));
      written?.();
      return true;
    }) as typeof stream.write);
  const spies = [capture(process.stdout, stdout), capture(process.stderr, stderr)];
  const outside = process.cwd();
  process.chdir(folder);
  try {
    const status = await run(args);
    return { status, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() };
  } finally {
    process.chdir(outside);
    for (const spy of spies) spy.mockRestore();
  }
}

/** Runs a line of shell in `folder`, in which `$BRIO` stands for the command. */
export function shell(folder: string, line: string): Result {
  const { status, stdout, stderr } = spawnSync("sh", ["-c", line], {
    cwd: folder,
    env: { ...process.env, BRIO: `${process.execPath} ${MAIN}` },
    maxBuffer: 2 ** 28,
  });
  return { status, stdout, stderr: stderr.toString() };
}

/** Starts `brio ARGS` in `folder` with modules of `preload/` loaded first. */
export function startWith(
  preloads: readonly string[],
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  const imports = preloads.flatMap((file) => ["--import", new URL(`preload/${file}`, import.meta.url).href]);
  return spawn(process.execPath, [...imports, MAIN, ...args], {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** How a started process ended, and what it said on standard error. */
export function ended(
  child: ChildProcess,
): Promise<{ code: number | null; signal: string | null; stderr: string }> {
  let stderr = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal, stderr }));
  });
}

/** A conversation of some kilobytes that has signals in it and repeats itself enough for the levels to differ. */
export function conversation(): Buffer {
  const turns = [
    ["user", "Could you write me a function that adds up the even numbers of a list?"],
    [
      "assistant",
      "Of course! Here is one way:\n\n```python\ndef add_even(numbers):\n    return sum(n for n in numbers if n % 2 == 0)\n```\n\nLet me know if you have any questions.",
    ],
    ["user", "It fails with a list of strings. And what was the total of our invoices last week?"],
    [
      "assistant",
      "I apologize for the confusion. I don't have access to your invoices, so I cannot tell you the total.",
    ],
  ];
  const lines = Array.from({ length: 40 }, (_, index) => {
    const [role, content] = turns[index % turns.length]!;
    return JSON.stringify({ id: `msg_${index * 7919}`, role, content, tokens: 17 + ((index * 31) % 59) });
  });
  return Buffer.from(`${lines.join("\n")}\n`);
}

/** Events of a shop, one a line: alike, but no two the same. */
export function parcelEvents(from: number, to: number): string {
  const event = (i: number) =>
    `{"event":"parcel.scanned","parcel":${100_003 * i},"depot":"depot-${i % 13}","status":"${i % 3 === 0 ? "damaged" : "intact"}"}`;
  return Array.from({ length: to - from }, (_, i) => `${event(from + i)}\n`).join("");
}
