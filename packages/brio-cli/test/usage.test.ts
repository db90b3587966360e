import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { brio, brioHere, createFolder, namesIn } from "./brio.ts";

it.each([
  ["an unknown option", ["--levle", "3", "a"], "unknown option '--levle'"],
  ["an option of another command", ["inspect", "--rm", "a"], "unknown option '--rm'"],
  ["an option of another command in front", ["--rm", "inspect", "a"], "option --rm does not go with inspect"],
  ["two directions", ["-d", "compress", "a"], "option -d does not go with compress"],
  ["a level for decompression", ["-d", "--level", "3", "a"], "option --level does not go with decompress"],
  ["a limit for compression", ["--max-output", "3", "a"], "option --max-output does not go with compress"],
  ["level 0", ["--level", "0", "a"], "Levels are 1 to 9."],
  ["-0", ["-0", "a"], "unknown option '-0'"],
  ["a level of zstd", ["-19", "a"], "there is no level -19"],
  ["an option without its value", ["a", "-o"], "argument missing"],
  ["two places for the output", ["-c", "-o", "b", "a"], "cannot be used with"],
  ["keep and remove", ["-k", "--rm", "a"], "cannot be used with"],
  ["quiet and verbose", ["-q", "-v", "a"], "cannot be used with"],
  ["remove and standard output", ["--rm", "-c", "a"], "--rm does not go with standard output"],
  ["one output for two files", ["-o", "b", "a", "a"], "-o names one output"],
  ["two frames to standard output", ["-c", "a", "a"], "frames cannot be joined"],
  ["standard input twice", ["-", "-"], "standard input can be read only once"],
  ["a size that is none", ["decompress", "--max-output", "much", "a"], "Expected a number of bytes"],
  ["a size too large", ["decompress", "--max-output", "2GiB", "a"], "At most 2147483647 bytes"],
  ["bench without a file", ["bench"], "missing required argument"],
  ["bench of two files", ["bench", "a", "a"], "too many arguments"],
  ["bench at level 10", ["bench", "--levels", "1,10", "a"], "Levels are 1 to 9."],
  ["train without a file", ["train", "-o", "d"], "missing required argument"],
  ["train without an output", ["train", "a"], "required option '-o, --output <FILE>' not specified"],
  ["train for no phrases", ["train", "-o", "d", "--phrases", "0", "a"], "Phrases are 1 to 32000."],
  [
    "train --model for phrases",
    ["train", "--model", "--phrases", "9", "-o", "d", "a"],
    "--phrases does not go with --model",
  ],
  [
    "train for a dictionary of bytes",
    ["train", "--max-bytes", "1MiB", "-o", "d", "a"],
    "--max-bytes goes with --model",
  ],
  ["train for a dictionary with one", ["train", "-D", "b", "-o", "d", "a"], "--dictionary goes with --model"],
  [
    "train for a tiny prior",
    ["train", "--model", "--max-bytes", "65535", "-o", "d", "a"],
    "At least 65536 bytes",
  ],
  ["a prior for level 6", ["-P", "p", "a"], "--prior is for levels 7 to 9, and not for level 6"],
  ["a prior to inspect with", ["-P", "p", "inspect", "a"], "--prior goes with --verify"],
  ["a limit to inspect with", ["inspect", "--max-output", "1", "a"], "--max-output goes with --verify"],
  ["verification of what is not inspected", ["--verify", "a"], "unknown option '--verify'"],
  ["tags for inspection", ["--tag", "a=b", "inspect", "a"], "option --tag does not go with inspect"],
  ["tags for decompression", ["-d", "--tag", "a=b", "a"], "option --tag does not go with decompress"],
  ["a tag twice", ["--tag", "b=1", "compress", "--tag", "b=2", "a"], '--tag "b" is given twice'],
  ["signals for decompression", ["-d", "-S", "b", "a"], "option -S does not go with decompress"],
  ["signals for no metadata", ["-S", "b", "--no-metadata", "a"], "cannot be used with"],
  ["no metadata for signals", ["--no-metadata", "compress", "-S", "b", "a"], "cannot be used with"],
  ["bench with signals for the table", ["bench", "-S", "b", "a"], "--signals goes with --against"],
  ["bench against nothing", ["bench", "--against", "", "a"], "Expected a list of gzip, brotli"],
  ["bench against a stranger", ["bench", "--against", "gzip,lzma", "a"], "Expected a list of gzip, brotli"],
  ["bench against no quality", ["bench", "--against", "brotli:", "a"], "Expected a list of gzip, brotli"],
  ["bench against gzip:0", ["bench", "--against", "gzip:0", "a"], "Qualities of gzip are 1 to 9."],
  ["bench against brotli:12", ["bench", "--against", "brotli:12", "a"], "Qualities of brotli are 0 to 11."],
  ["a page of the table", ["bench", "--html", "b", "a"], "--html goes with --against"],
  ["bench, overwriting nothing", ["bench", "-f", "a"], "--force goes with --html"],
  [
    "bench against, overwriting nothing",
    ["bench", "-f", "--against", "gzip", "a"],
    "--force goes with --html",
  ],
  ["bench in no rounds", ["bench", "--rounds", "0", "a"], "Rounds are 1 to 1000."],
])("exits with 2 and touches nothing: %s", async (_, args, reason) => {
  const folder = createFolder();
  writeFileSync(join(folder, "a"), "content");
  const { status, stdout, stderr } = await brioHere(folder, args);
  expect(status).toBe(2);
  expect(stdout.length).toBe(0);
  expect(stderr).toMatch(/^brio: /);
  expect(stderr).toContain(reason);
  expect(stderr).toContain("brio --help says more.\n");
  expect(namesIn(folder)).toEqual(["a"]);
});

it("prints the package's version", () => {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  expect(brio(createFolder(), ["--version"])).toEqual({
    status: 0,
    stdout: Buffer.from(`${manifest.version}\n`),
    stderr: "",
  });
});

it("tells the shell that the command line makes no sense", () => {
  expect(brio(createFolder(), ["--levle"]).status).toBe(2);
});

it.each([[["--help"]], [["-h"]], [["help"]]])("prints help with examples: %j", async (args) => {
  const { status, stdout, stderr } = await brioHere(createFolder(), args);
  expect(status).toBe(0);
  expect(stderr).toBe("");
  expect(stdout.toString()).toContain("Examples:\n  brio chat.jsonl ");
});

it.each(["compress", "decompress", "inspect", "bench", "train"])(
  "prints help for %s, in both ways",
  async (command) => {
    const folder = createFolder();
    const { status, stdout } = await brioHere(folder, [command, "--help"]);
    expect(status).toBe(0);
    expect(stdout.toString()).toContain(`Usage: brio ${command} [options]`);
    expect((await brioHere(folder, ["help", command])).stdout).toEqual(stdout);
  },
);

it("takes what follows -- as files", async () => {
  const folder = createFolder();
  writeFileSync(join(folder, "-9"), "content");
  expect((await brioHere(folder, ["--", "-9"])).status).toBe(0);
  expect(namesIn(folder)).toEqual(["-9", "-9.brio"]);
});

it("takes a file that is called like a command, written with a folder", async () => {
  const folder = createFolder();
  writeFileSync(join(folder, "bench"), "content");
  expect((await brioHere(folder, ["./bench"])).status).toBe(0);
  expect(namesIn(folder)).toEqual(["bench", "bench.brio"]);
});
