import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { compress, inspect } from "brio-codec";
import { expect, it } from "vitest";
import { brio, brioHere, conversation, createFolder, namesIn } from "./brio.ts";

const content = conversation();

/** A folder with `a.txt` in it. */
function folderWithFile(): string {
  const folder = createFolder();
  writeFileSync(join(folder, "a.txt"), content);
  return folder;
}

it.each([
  ["the bare form", [], ["-d"]],
  ["the commands", ["compress"], ["decompress"]],
  ["options before and after the file", ["-k"], ["decompress", "-f"]],
])("compresses beside the input and back again: %s", (_, forward, backward) => {
  const folder = folderWithFile();
  expect(brio(folder, [...forward, "a.txt"])).toEqual({ status: 0, stdout: Buffer.alloc(0), stderr: "" });
  expect(namesIn(folder)).toEqual(["a.txt", "a.txt.brio"]);
  expect(readFileSync(join(folder, "a.txt.brio"))).toEqual(Buffer.from(compress(content)));

  const back = join(folder, "back");
  mkdirSync(back);
  writeFileSync(join(back, "a.txt.brio"), readFileSync(join(folder, "a.txt.brio")));
  expect(brio(back, [...backward, "a.txt.brio"]).status).toBe(0);
  expect(readFileSync(join(back, "a.txt"))).toEqual(content);
  expect(namesIn(back)).toEqual(["a.txt", "a.txt.brio"]);
});

it("compresses an empty file", async () => {
  const folder = createFolder();
  writeFileSync(join(folder, "empty"), "");
  expect((await brioHere(folder, ["empty"])).status).toBe(0);
  expect((await brioHere(folder, ["-d", "-o", "back", "empty.brio"])).status).toBe(0);
  expect(readFileSync(join(folder, "back")).length).toBe(0);
});

it.each([
  [["-1"], 1],
  [["-2"], 2],
  [["-3"], 3],
  [["-4"], 4],
  [["-5"], 5],
  [["-6"], 6],
  [["-7"], 7],
  [["-8"], 8],
  [["-9"], 9],
  [["--level", "2"], 2],
  [["--level=8"], 8],
  [["-1", "-9"], 9],
  [["-9", "--level", "1"], 1],
  [["--level", "9", "-1"], 1],
  [["-k9"], 9],
  [["-9", "compress"], 9],
  [["-9", "compress", "-1"], 1],
] as const)("%j means a level of its own, and the last one wins", async (args, level) => {
  const { stdout } = await brioHere(folderWithFile(), [...args, "-c", "a.txt"]);
  expect(stdout).toEqual(Buffer.from(compress(content, { level })));
});

it("has levels that differ on the file of these tests, or the test above proves nothing", () => {
  expect(compress(content, { level: 1 })).not.toEqual(compress(content, { level: 9 }));
});

it("leaves out metadata and check on demand", async () => {
  const folder = folderWithFile();
  await brioHere(folder, ["a.txt"]);
  await brioHere(folder, ["--no-metadata", "--no-checksum", "-o", "bare.brio", "a.txt"]);
  const full = inspect(readFileSync(join(folder, "a.txt.brio")));
  const bare = inspect(readFileSync(join(folder, "bare.brio")));
  expect(full.events.length).toBeGreaterThan(0);
  expect(full.checkBits).toBe(32);
  expect(bare.events).toEqual([]);
  expect(bare.checkBits).toBe(0);
});

it("refuses to overwrite without -f, in both directions", async () => {
  const folder = folderWithFile();
  writeFileSync(join(folder, "a.txt.brio"), "mine");
  const refused = await brioHere(folder, ["a.txt"]);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toBe("brio: a.txt.brio: already exists (-f overwrites it)\n");
  expect(readFileSync(join(folder, "a.txt.brio"), "utf8")).toBe("mine");

  expect((await brioHere(folder, ["-f", "a.txt"])).status).toBe(0);
  writeFileSync(join(folder, "a.txt"), "newer");
  expect((await brioHere(folder, ["-d", "a.txt.brio"])).status).toBe(1);
  expect(readFileSync(join(folder, "a.txt"), "utf8")).toBe("newer");
  expect((await brioHere(folder, ["-df", "a.txt.brio"])).status).toBe(0);
  expect(readFileSync(join(folder, "a.txt"))).toEqual(content);
  expect(namesIn(folder)).toEqual(["a.txt", "a.txt.brio"]);
});

it("keeps the input unless --rm is given and all went well", async () => {
  const folder = folderWithFile();
  expect((await brioHere(folder, ["--rm", "a.txt"])).status).toBe(0);
  expect(namesIn(folder)).toEqual(["a.txt.brio"]);
  expect((await brioHere(folder, ["-d", "--rm", "a.txt.brio"])).status).toBe(0);
  expect(namesIn(folder)).toEqual(["a.txt"]);
  expect(readFileSync(join(folder, "a.txt"))).toEqual(content);

  writeFileSync(join(folder, "bad.brio"), "no frame");
  expect((await brioHere(folder, ["-d", "--rm", "bad.brio"])).status).toBe(1);
  expect(namesIn(folder)).toEqual(["a.txt", "bad.brio"]);
});

it("gives the output the mode and the times of the input", async () => {
  const folder = folderWithFile();
  const path = join(folder, "a.txt");
  chmodSync(path, 0o640);
  utimesSync(path, 1_500_000_000, 1_400_000_000);
  await brioHere(folder, ["a.txt"]);
  const { mode, mtimeMs } = statSync(`${path}.brio`);
  expect(mode & 0o777).toBe(0o640);
  expect(mtimeMs).toBe(1_400_000_000_000);
});

it("gives the output no set-user-ID bit", async () => {
  const folder = folderWithFile();
  chmodSync(join(folder, "a.txt"), 0o4755);
  await brioHere(folder, ["a.txt"]);
  expect(statSync(join(folder, "a.txt.brio")).mode & 0o7777).toBe(0o755);
});

it("follows a symbolic link, and removes neither it nor its target by --rm alone", async () => {
  const folder = folderWithFile();
  symlinkSync("a.txt", join(folder, "link"));
  expect((await brioHere(folder, ["link"])).status).toBe(0);
  expect((await brioHere(folder, ["-dc", "link.brio"])).stdout).toEqual(content);

  const refused = await brioHere(folder, ["-o", "other.brio", "--rm", "link"]);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain("link: is a symbolic link");
  expect(namesIn(folder)).toEqual(["a.txt", "link", "link.brio"]);

  expect((await brioHere(folder, ["-f", "--rm", "link"])).status).toBe(0);
  expect(namesIn(folder)).toEqual(["a.txt", "link.brio"]);
});

it("replaces a symbolic link in the output's place, not the file it points to", async () => {
  const folder = folderWithFile();
  writeFileSync(join(folder, "precious"), "precious");
  symlinkSync("precious", join(folder, "a.txt.brio"));
  expect((await brioHere(folder, ["a.txt"])).status).toBe(1);
  expect((await brioHere(folder, ["-f", "a.txt"])).status).toBe(0);
  expect(readFileSync(join(folder, "precious"), "utf8")).toBe("precious");
  expect((await brioHere(folder, ["-dc", "a.txt.brio"])).stdout).toEqual(content);
});

it("refuses a link that points nowhere in the output's place", async () => {
  const folder = folderWithFile();
  symlinkSync("nowhere", join(folder, "a.txt.brio"));
  expect((await brioHere(folder, ["a.txt"])).stderr).toContain("a.txt.brio: already exists");
  expect(existsSync(join(folder, "nowhere"))).toBe(false);
});

it("never makes a file its own output", async () => {
  const folder = folderWithFile();
  const refused = await brioHere(folder, ["-f", "-o", "./a.txt", "a.txt"]);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toBe("brio: ./a.txt: input and output are the same file\n");
  expect(readFileSync(join(folder, "a.txt"))).toEqual(content);
});

it("goes on with the other files after one has failed", async () => {
  const folder = folderWithFile();
  writeFileSync(join(folder, "z.txt"), content);
  const { status, stderr } = await brioHere(folder, ["a.txt", "missing", ".", "b.brio", "z.txt"]);
  expect(status).toBe(1);
  expect(stderr.split("\n")).toEqual([
    "brio: missing: no such file or directory",
    "brio: .: is a directory",
    "brio: b.brio: no such file or directory",
    "",
  ]);
  expect(namesIn(folder)).toEqual(["a.txt", "a.txt.brio", "z.txt", "z.txt.brio"]);
});

it("refuses what ends in .brio already, and what does not end in it", async () => {
  const folder = folderWithFile();
  await brioHere(folder, ["a.txt"]);
  expect((await brioHere(folder, ["a.txt.brio"])).stderr).toContain("a.txt.brio: ends in .brio already");
  expect((await brioHere(folder, ["-d", "a.txt"])).stderr).toContain("a.txt: does not end in .brio");
  expect(namesIn(folder)).toEqual(["a.txt", "a.txt.brio"]);

  expect((await brioHere(folder, ["-f", "a.txt.brio"])).status).toBe(0);
  expect(namesIn(folder)).toEqual(["a.txt", "a.txt.brio", "a.txt.brio.brio"]);
});

it("rejects bad frames with code and offset, and leaves no output", async () => {
  const folder = createFolder();
  const frame = compress(content);
  const flipped = frame.slice();
  flipped[flipped.length - 9]! ^= 4;
  const futureVersion = compress(content, { version: 1 });
  futureVersion[2] = 99;
  writeFileSync(join(folder, "text.brio"), "Hello! This is no frame.");
  writeFileSync(join(folder, "short.brio"), frame.subarray(0, frame.length - 3));
  writeFileSync(join(folder, "flipped.brio"), flipped);
  writeFileSync(join(folder, "future.brio"), futureVersion);
  const before = namesIn(folder);

  const { status, stderr } = await brioHere(folder, ["-d", ...before]);
  expect(status).toBe(1);
  const [flippedLine, futureLine, shortLine, textLine, ...rest] = stderr.split("\n");
  expect(flippedLine).toMatch(
    /^brio: flipped\.brio: .*\((corrupt|checksum-mismatch|truncated) at byte \d+\)$/,
  );
  expect(futureLine).toMatch(/^brio: future\.brio: .*\(unsupported-version at byte \d+\)$/);
  expect(shortLine).toMatch(/^brio: short\.brio: .*\((corrupt|checksum-mismatch|truncated) at byte \d+\)$/);
  expect(textLine).toMatch(/^brio: text\.brio: .*\(not-brio at byte \d+\)$/);
  expect(rest).toEqual([""]);
  expect(namesIn(folder)).toEqual(before);
});

it("decompresses no more than --max-output", async () => {
  const folder = folderWithFile();
  await brioHere(folder, ["a.txt"]);
  const limit = String(content.length);
  const refused = await brioHere(folder, ["-dc", "--max-output", String(content.length - 1), "a.txt.brio"]);
  expect(refused.status).toBe(1);
  expect(refused.stdout.length).toBe(0);
  expect(refused.stderr).toMatch(/\(limit-exceeded at byte \d+\); --max-output raises the limit\n$/);
  expect((await brioHere(folder, ["-dc", "--max-output", limit, "a.txt.brio"])).stdout).toEqual(content);
  expect((await brioHere(folder, ["-dc", "--max-output", "1KiB", "a.txt.brio"])).status).toBe(1);
  expect((await brioHere(folder, ["-dc", "--max-output", "1 MiB", "a.txt.brio"])).stdout).toEqual(content);
});

it("says that a file is too large instead of reading it", async () => {
  const folder = createFolder();
  writeFileSync(join(folder, "huge"), "");
  // Sparse: it takes no room.
  truncateSync(join(folder, "huge"), 2 ** 31);
  const { status, stderr } = await brioHere(folder, ["huge"]);
  expect(status).toBe(1);
  expect(stderr).toContain("huge: larger than 2 GiB");
});

it("names the output when the output is to blame", async () => {
  const folder = folderWithFile();
  mkdirSync(join(folder, "taken"));
  expect((await brioHere(folder, ["-o", "nowhere/out", "a.txt"])).stderr).toBe(
    "brio: nowhere/out: no such file or directory\n",
  );
  expect((await brioHere(folder, ["-f", "-o", "taken", "a.txt"])).stderr).toBe(
    "brio: taken: is a directory\n",
  );
});

it("writes into a device instead of replacing it", async () => {
  const folder = folderWithFile();
  const before = statSync("/dev/null");
  expect(before.isCharacterDevice()).toBe(true);
  expect((await brioHere(folder, ["-f", "-o", "/dev/null", "a.txt"])).status).toBe(0);
  expect(statSync("/dev/null").ino).toBe(before.ino);
});

it("shows no control character of a file's name", async () => {
  const folder = createFolder();
  const { stderr } = await brioHere(folder, ["\u001b[31mred\n"]);
  expect(stderr).toBe("brio: ?[31mred?: no such file or directory\n");
});

it.skipIf(process.getuid?.() !== 0)("gives the output the owner of the input, where it may", async () => {
  const folder = folderWithFile();
  chownSync(join(folder, "a.txt"), 12345, 23456);
  expect((await brioHere(folder, ["a.txt"])).status).toBe(0);
  expect(statSync(join(folder, "a.txt.brio"))).toMatchObject({ uid: 12345, gid: 23456 });
});

it("reports each file to people with -v", async () => {
  const folder = folderWithFile();
  const { stdout, stderr } = await brioHere(folder, ["-v", "a.txt"]);
  expect(stdout.length).toBe(0);
  expect(stderr).toMatch(/^a\.txt -> a\.txt\.brio: [\d,]+ -> [\d,]+ bytes, ratio \d+\.\d{3}, [\d.]+ ms\n$/);
});

it("reports each file to programs with --json", async () => {
  const folder = folderWithFile();
  const { status, stdout, stderr } = await brioHere(folder, ["--json", "a.txt", "missing"]);
  expect(status).toBe(1);
  expect(stderr).toBe("brio: missing: no such file or directory\n");
  const [done, failed, ...rest] = stdout.toString().split("\n");
  const outputBytes = statSync(join(folder, "a.txt.brio")).size;
  expect(JSON.parse(done!)).toEqual({
    file: "a.txt",
    output: "a.txt.brio",
    inputBytes: content.length,
    outputBytes,
    ratio: content.length / outputBytes,
    seconds: expect.any(Number),
  });
  expect(JSON.parse(failed!)).toEqual({
    file: "missing",
    error: { subject: "missing", code: "ENOENT", message: "no such file or directory", offset: null },
  });
  expect(rest).toEqual([""]);

  const back = await brioHere(folder, ["-dc", "--json", "a.txt.brio"]);
  expect(back.stdout).toEqual(content);
  expect(JSON.parse(back.stderr)).toMatchObject({
    file: "a.txt.brio",
    output: "-",
    ratio: content.length / outputBytes,
  });
});
