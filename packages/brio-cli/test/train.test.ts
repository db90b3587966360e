import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compress, inspect } from "brio-codec";
import { buildDictionary, readDictionary, writeDictionary } from "brio-dictionary";
import { expect, it } from "vitest";
import { brio, brioHere, createFolder, namesIn, parcelEvents } from "./brio.ts";

/** A folder with `log.jsonl` in it, and the dictionary trained on that. */
async function trained(): Promise<{ folder: string; stdout: string }> {
  const folder = createFolder();
  writeFileSync(join(folder, "log.jsonl"), parcelEvents(0, 300));
  const { status, stdout, stderr } = await brioHere(folder, [
    "train",
    "--lines",
    "-o",
    "my.dict",
    "log.jsonl",
  ]);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return { folder, stdout: stdout.toString() };
}

it("writes a dictionary, and says what it gains on samples that it held back", async () => {
  const { folder, stdout } = await trained();
  const bytes = readFileSync(join(folder, "my.dict"));
  const dictionary = readDictionary(bytes);
  expect(stdout).toContain(`my.dict: ${dictionary.entries.length} phrases from 270 samples, `);
  expect(stdout).toContain(`dictionary ${dictionary.id}, ${bytes.length.toLocaleString("en-US")} bytes`);
  expect(stdout).toContain("30 samples held back, each by itself");
  expect(stdout).toMatch(
    /with the built-in dictionary +[\d,]+ +\d+\.\d{3}\nwith this one +[\d,]+ +\d+\.\d{3}\n/,
  );
  expect(stdout).toContain("270 samples are few");
});

it("reports sizes that frames really have, and they are smaller", async () => {
  const { folder } = await trained();
  const args = ["train", "--lines", "--json", "-f", "-o", "my.dict", "log.jsonl"];
  const report = JSON.parse((await brioHere(folder, args)).stdout.toString());
  const dictionary = readDictionary(readFileSync(join(folder, "my.dict")));
  const heldBack = parcelEvents(0, 300)
    .split("\n")
    .filter((_, i) => i % 10 === 9);
  const sizeOf = (options: object): number =>
    heldBack.reduce((sum, sample) => sum + compress(sample, options).length, 0);
  expect(report.id).toBe(dictionary.id);
  expect(report.heldBack).toEqual({
    samples: 30,
    inputBytes: heldBack.join("").length,
    withBuiltIn: sizeOf({}),
    withTrained: sizeOf({ dictionary }),
  });
  expect(report.heldBack.withTrained).toBeLessThan(0.7 * report.heldBack.withBuiltIn);
});

it("makes frames that need it again", async () => {
  const { folder } = await trained();
  const content = parcelEvents(300, 320);
  writeFileSync(join(folder, "new.jsonl"), content);
  expect((await brioHere(folder, ["-D", "my.dict", "new.jsonl"])).status).toBe(0);
  const { id } = readDictionary(readFileSync(join(folder, "my.dict")));
  expect(inspect(readFileSync(join(folder, "new.jsonl.brio"))).dictionary).toBe(id);

  const without = await brioHere(folder, ["-d", "-o", "again.jsonl", "new.jsonl.brio"]);
  expect(without.status).toBe(1);
  expect(without.stderr).toContain(id);
  expect(without.stderr).toContain("--dictionary names it");
  const wanted = await brioHere(folder, ["-d", "-D", "my.dict", "-o", "again.jsonl", "new.jsonl.brio"]);
  expect(wanted.status).toBe(0);
  expect(readFileSync(join(folder, "again.jsonl"), "utf8")).toBe(content);
});

it("needs it to name the phrases of such frames, but not their signals", async () => {
  const { folder } = await trained();
  const dictionary = readDictionary(readFileSync(join(folder, "my.dict")));
  const text = `I'm sorry. ${parcelEvents(300, 310)}`;
  writeFileSync(join(folder, "a.brio"), compress(text, { dictionary, metadata: "all" }));
  const known = await brioHere(folder, ["inspect", "-D", "my.dict", "a.brio"]);
  expect(known.stdout.toString()).toContain(`apology   "I'm sorry"\n`);
  expect(known.stdout.toString()).not.toContain("-D FILE");
  const unknown = await brioHere(folder, ["inspect", "a.brio"]);
  expect(unknown.stdout.toString()).toContain(`apology   "I'm sorry"\n`);
  expect(unknown.stdout.toString()).toMatch(/ unknown +phrase \d+ of the dictionary\n/);
  expect(unknown.stdout.toString()).toMatch(/\n {2}\(-D FILE names the phrases of the dictionary\)\n$/);
});

it("refuses a dictionary that is none, or has no statistics, before it touches a file", async () => {
  const { folder } = await trained();
  writeFileSync(join(folder, "plain.dict"), writeDictionary(buildDictionary([])));
  for (const [name, message] of [
    ["log.jsonl", "expected the magic b1 d1 (not-a-dictionary at byte 0)"],
    ["plain.dict", "has no statistics to compress with"],
    ["missing.dict", "no such file or directory"],
  ] as const) {
    const { status, stderr } = await brioHere(folder, ["-D", name, "log.jsonl"]);
    expect(status).toBe(1);
    expect(stderr).toContain(`brio: ${name}: ${message}`);
  }
  expect(namesIn(folder)).toEqual(["log.jsonl", "my.dict", "plain.dict"]);
});

it("takes each file for a sample without --lines, and standard input for one", async () => {
  const folder = createFolder();
  const names = Array.from({ length: 24 }, (_, i) => `${i}.json`);
  names.forEach((name, i) => {
    writeFileSync(join(folder, name), parcelEvents(i, i + 3));
  });
  const { stdout } = await brioHere(folder, ["train", "-o", "my.dict", ...names]);
  expect(stdout.toString()).toContain("from 22 samples");
  const piped = brio(folder, ["train", "--lines", "-o", "-", "-"], parcelEvents(0, 40));
  expect(piped.status).toBe(0);
  expect(readDictionary(piped.stdout).entries.length).toBeGreaterThan(250);
  expect(piped.stderr).toContain("from 36 samples");
});

it("says why it made nothing, and overwrites nothing", async () => {
  const { folder } = await trained();
  writeFileSync(join(folder, "empty"), "");
  for (const [args, message] of [
    [["-o", "new.dict", "empty"], "brio: empty: is empty, so there is nothing to train on"],
    [["-o", "new.dict", "missing"], "brio: missing: no such file or directory"],
    [["-o", "my.dict", "log.jsonl"], "brio: my.dict: already exists (-f overwrites it)"],
  ] as const) {
    const { status, stderr } = await brioHere(folder, ["train", ...args]);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
  }
  expect(namesIn(folder)).toEqual(["empty", "log.jsonl", "my.dict"]);
});
