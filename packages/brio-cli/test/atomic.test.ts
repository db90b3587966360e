/** What stands in the folder at the moments that matter: during a write, after a signal, after a race, after an error. */
import type { ChildProcess } from "node:child_process";
import { appendFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compress } from "brio-codec";
import { noise } from "brio-test-support";
import { expect, it } from "vitest";
import { conversation, createFolder, ended, namesIn, shell, startWith } from "./brio.ts";

const content = conversation();

interface Stalled {
  readonly folder: string;
  readonly child: ChildProcess;
  /** Lets it go on, to its end. */
  finish(): ReturnType<typeof ended>;
}

/** Starts the command on `a.txt` and waits until its temporary file is written and not yet published. */
async function stall(
  args: readonly string[],
  options: { old?: string; preloads?: string[] } = {},
): Promise<Stalled> {
  const folder = createFolder();
  writeFileSync(join(folder, "a.txt"), content, { mode: 0o644 });
  if (options.old !== undefined) writeFileSync(join(folder, "a.txt.brio"), options.old);

  const goFile = join(createFolder(), "go");
  const preloads = ["stalled-write.mjs", ...(options.preloads ?? [])];
  const child = startWith(preloads, folder, args, { BRIO_TEST_GO: goFile });
  await new Promise<void>((resolve, reject) => {
    child.stderr?.once("data", () => resolve());
    child.once("exit", () => reject(new Error("ended before it wrote anything")));
  });
  const finish = () => {
    const end = ended(child);
    writeFileSync(goFile, "");
    return end;
  };
  return { folder, child, finish };
}

it("writes to a file of its own that nobody else can read, and takes the name only at the end", async () => {
  const { folder, finish } = await stall(["a.txt"]);
  const [temporary, ...others] = namesIn(folder);
  expect(temporary).toMatch(/^\.brio-[0-9a-f]{16}\.tmp$/);
  expect(others).toEqual(["a.txt"]);
  expect(statSync(join(folder, temporary!)).mode & 0o777).toBe(0o600);

  expect((await finish()).code).toBe(0);
  expect(namesIn(folder)).toEqual(["a.txt", "a.txt.brio"]);
  expect(statSync(join(folder, "a.txt.brio")).mode & 0o777).toBe(0o644);
});

it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("leaves nothing behind after %s", async (signal) => {
  const { folder, child } = await stall(["--rm", "a.txt"]);
  child.kill(signal);
  expect((await ended(child)).signal).toBe(signal);
  expect(namesIn(folder)).toEqual(["a.txt"]);
});

it("keeps the old file until the new one is whole", async () => {
  const { folder, finish } = await stall(["-f", "a.txt"], { old: "old" });
  expect(readFileSync(join(folder, "a.txt.brio"), "utf8")).toBe("old");
  expect((await finish()).code).toBe(0);
  expect(readFileSync(join(folder, "a.txt.brio"))).toEqual(Buffer.from(compress(content)));
});

it.each([
  ["with hard links", []],
  ["without hard links", ["no-links.mjs"]],
])("does not overwrite a file that appears while it works: %s", async (_, preloads) => {
  const { folder, finish } = await stall(["a.txt"], { preloads });
  writeFileSync(join(folder, "a.txt.brio"), "somebody else's");
  const { code, stderr } = await finish();
  expect(code).toBe(1);
  expect(stderr).toContain("brio: a.txt.brio: already exists");
  expect(readFileSync(join(folder, "a.txt.brio"), "utf8")).toBe("somebody else's");
  expect(namesIn(folder)).toEqual(["a.txt", "a.txt.brio"]);
});

it("publishes where there are no hard links", async () => {
  const { folder, finish } = await stall(["a.txt"], { preloads: ["no-links.mjs"] });
  expect((await finish()).code).toBe(0);
  expect(namesIn(folder)).toEqual(["a.txt", "a.txt.brio"]);
  expect(readFileSync(join(folder, "a.txt.brio"))).toEqual(Buffer.from(compress(content)));
});

it("does not remove an input that grew while it worked", async () => {
  const { folder, finish } = await stall(["--rm", "a.txt"]);
  appendFileSync(join(folder, "a.txt"), "one more line\n");
  const { code, stderr } = await finish();
  expect(code).toBe(1);
  expect(stderr).toContain("brio: a.txt: changed while it was read; kept");
  expect(namesIn(folder)).toEqual(["a.txt", "a.txt.brio"]);
});

it("leaves nothing behind when the disk takes no more", () => {
  const folder = createFolder();
  // A limit of a few blocks on the size of any file stands for the full disk.
  writeFileSync(join(folder, "noise"), noise(20_000));
  const { status, stderr } = shell(folder, "ulimit -f 2; $BRIO noise");
  expect(status).toBe(1);
  expect(stderr).toBe("brio: noise.brio: file too large\n");
  expect(namesIn(folder)).toEqual(["noise"]);
});
