import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compress, inspect, readPrior } from "brio-codec";
import { trainPrior } from "brio-codec/train";
import { buildDictionary, chatDictionary, readDictionary, writeDictionary } from "brio-dictionary";
import { pseudoRandom } from "brio-test-support";
import { expect, it, vi } from "vitest";
import { brio, brioHere, createFolder, namesIn, parcelEvents } from "./brio.ts";

// As it is, but watched.
vi.mock(import("brio-codec/train"), async (original) => {
  const { trainPrior } = await original();
  return { trainPrior: vi.fn(trainPrior) };
});

/** One that no training has seen. */
const event = parcelEvents(500, 501).trimEnd();

interface TrainedPrior {
  /** A folder with `log.jsonl` in it, and the prior trained on that. */
  readonly folder: string;
  readonly bytes: Buffer;
  readonly stdout: string;
}

let known: Omit<TrainedPrior, "folder"> | undefined;

/** Training takes seconds, so it is done once, and each test gets the file in a folder of its own. */
async function trained(): Promise<TrainedPrior> {
  const folder = createFolder();
  writeFileSync(join(folder, "log.jsonl"), parcelEvents(0, 300));
  if (known === undefined) {
    const args = ["train", "--model", "--lines", "-o", "my.prior", "log.jsonl"];
    const { status, stdout, stderr } = await brioHere(folder, args);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    known = { bytes: readFileSync(join(folder, "my.prior")), stdout: stdout.toString() };
  }
  writeFileSync(join(folder, "my.prior"), known.bytes);
  return { folder, ...known };
}

it("writes a prior, and says what it gains on samples that it held back", async () => {
  const { bytes, stdout } = await trained();
  const { id } = readPrior(bytes);
  expect(stdout).toMatch(/^my\.prior: [\d,]+ contexts from 270 samples, 21,649 bytes\n/);
  expect(stdout).toContain(
    `\n          prior ${id} of the built-in dictionary, ${bytes.length.toLocaleString("en-US")} bytes\n`,
  );
  expect(stdout).toContain("\n30 samples held back, each by itself at level 9 ");
  expect(stdout).toMatch(
    /\nwith the built-in prior +[\d,]+ +\d+\.\d{3}\nwith this one +[\d,]+ +\d+\.\d{3}\n/,
  );
  expect(stdout).toContain("21,649 bytes are few");
});

it("reports sizes that frames really have, and they are smaller", async () => {
  const { folder, bytes } = await trained();
  const args = [
    "train",
    "--model",
    "--lines",
    "--json",
    "--max-bytes",
    "128KiB",
    "-f",
    "-o",
    "my.prior",
    "log.jsonl",
  ];
  const { status, stdout } = await brioHere(folder, args);
  expect(status).toBe(0);
  expect(trainPrior).toHaveBeenLastCalledWith(
    chatDictionary(),
    expect.anything(),
    expect.objectContaining({ maxBytes: 131_072 }),
  );
  // There is room for all that it learnt, so it is the file of the test above.
  expect(readFileSync(join(folder, "my.prior"))).toEqual(bytes);

  const prior = readPrior(bytes);
  const heldBack = parcelEvents(0, 300)
    .split("\n")
    .filter((_, i) => i % 10 === 9);
  const sizeOf = (options: object): number =>
    heldBack.reduce((sum, sample) => sum + compress(sample, { level: 9, ...options }).length, 0);
  const report = JSON.parse(stdout.toString());
  expect(report).toEqual({
    output: "my.prior",
    id: prior.id,
    dictionary: "built-in",
    priorBytes: bytes.length,
    contexts: prior.lists.escapes.length,
    samples: 270,
    inputBytes: 21_649,
    heldBack: {
      samples: 30,
      inputBytes: heldBack.join("").length,
      withoutTrained: sizeOf({}),
      withTrained: sizeOf({ prior }),
    },
    advice: ["21,649 bytes are few: with some megabytes, priors get better."],
  });
  expect(report.heldBack.withTrained).toBeLessThan(0.6 * report.heldBack.withoutTrained);
});

it("makes frames that need it again", async () => {
  const { folder, bytes } = await trained();
  const { id } = readPrior(bytes);
  writeFileSync(join(folder, "event.json"), event);
  expect((await brioHere(folder, ["-9", "-P", "my.prior", "event.json"])).status).toBe(0);
  expect(inspect(readFileSync(join(folder, "event.json.brio"))).prior).toBe(id);

  const without = await brioHere(folder, ["-d", "-o", "again.json", "event.json.brio"]);
  expect(without.status).toBe(1);
  expect(without.stderr).toMatch(new RegExp(`${id}.*\\(prior-missing at byte \\d+\\); --prior names it\n$`));
  const wanted = await brioHere(folder, [
    "decompress",
    "--prior",
    "my.prior",
    "-o",
    "again.json",
    "event.json.brio",
  ]);
  expect(wanted.status).toBe(0);
  expect(readFileSync(join(folder, "again.json"), "utf8")).toBe(event);
});

it("shows which prior a frame needs", async () => {
  const { folder, bytes } = await trained();
  const { id } = readPrior(bytes);
  writeFileSync(join(folder, "event.json"), event);
  writeFileSync(join(folder, "text"), "I'm sorry, but the parcel has not arrived at the depot yet.");
  for (const [args, prior, idOf] of [
    [["-7", "-P", "my.prior", "event.json"], id, id],
    [["-7", "text"], "built-in", null],
    [["-6", "text"], "none", null],
  ] as const) {
    await brioHere(folder, [...args, "-f", "-o", "frame.brio"]);
    const shown = await brioHere(folder, ["inspect", "frame.brio"]);
    expect(shown.stdout.toString()).toContain(`\n  prior           ${prior}\n`);
    const json = await brioHere(folder, ["inspect", "--json", "frame.brio"]);
    expect(JSON.parse(json.stdout.toString()).prior).toBe(idOf);
  }
});

it("makes one of a dictionary of one's own, which both directions then need", async () => {
  const { folder } = await trained();
  await brioHere(folder, ["train", "--lines", "-o", "my.dict", "log.jsonl"]);
  const { id } = readDictionary(readFileSync(join(folder, "my.dict")));
  const args = ["train", "--model", "--lines", "-D", "my.dict", "-o", "its.prior", "log.jsonl"];
  const report = (await brioHere(folder, args)).stdout.toString();
  expect(report).toContain(` of the dictionary ${id}, `);
  expect(report).toContain("\nwithout a prior  ");

  writeFileSync(join(folder, "event.json"), event);
  expect((await brioHere(folder, ["-9", "-D", "my.dict", "-P", "its.prior", "event.json"])).status).toBe(0);
  const back = await brioHere(folder, ["-dc", "-D", "my.dict", "-P", "its.prior", "event.json.brio"]);
  expect(back.stdout.toString()).toBe(event);
  const alone = await brioHere(folder, ["-dc", "-P", "its.prior", "event.json.brio"]);
  expect(alone.status).toBe(1);
  expect(alone.stderr).toMatch(
    /^brio: its\.prior: not a prior .*\(dictionary-missing at byte \d+\); --dictionary names it\n$/,
  );
});

it("refuses a prior that is none, or will not do, before it touches a file", async () => {
  const { folder, bytes } = await trained();
  writeFileSync(join(folder, "plain.dict"), writeDictionary(buildDictionary([])));
  // The id of the dictionary stands behind magic and version.
  const other = Uint8Array.from(bytes);
  other[3]! ^= 1;
  writeFileSync(join(folder, "other.prior"), other);
  const before = namesIn(folder);
  for (const [args, message] of [
    [["-P", "log.jsonl"], "log.jsonl: not a prior that can be read: "],
    [["-P", "missing.prior"], "missing.prior: no such file or directory\n"],
    [["-P", "other.prior"], `other.prior: the prior is one of the dictionary `],
    [["-D", "plain.dict", "-P", "my.prior"], "plain.dict: has no statistics to compress with"],
  ] as const) {
    for (const direction of [["-9"], ["decompress"]]) {
      const { status, stderr } = await brioHere(folder, [...direction, ...args, "log.jsonl"]);
      expect(status).toBe(1);
      expect(stderr).toContain(`brio: ${message}`);
    }
  }
  const { stderr } = await brioHere(folder, [
    "train",
    "--model",
    "-D",
    "plain.dict",
    "-o",
    "new.prior",
    "log.jsonl",
  ]);
  expect(stderr).toContain("brio: plain.dict: has no statistics to compress with");
  expect(namesIn(folder)).toEqual(before);
});

it("says so if it learnt nothing, gains nothing, or cannot tell", async () => {
  const folder = createFolder();
  const random = pseudoRandom(1);
  const noise = Array.from({ length: 24 }, () => Array.from({ length: 60 }, () => random(10)).join(""));
  writeFileSync(join(folder, "noise"), noise.join("\n"));
  writeFileSync(join(folder, "log.jsonl"), parcelEvents(0, 300));

  const useless = await brioHere(folder, ["train", "--model", "--lines", "-o", "useless.prior", "noise"]);
  expect(useless.stdout.toString()).toContain(
    "\nIt gains nothing: what was held back is no larger with the built-in prior.\n",
  );
  const single = await brioHere(folder, ["train", "--model", "-o", "single.prior", "log.jsonl"]);
  expect(single.stdout.toString()).toContain("single.prior: 0 contexts from 1 sample, 24,");
  expect(single.stdout.toString()).toMatch(
    /so this prior knows nothing\. With --lines, each line is a sample\.\nOf 1 sample none was held back, .*\n$/,
  );
});

it("takes standard input for a file, and writes to standard output", () => {
  const args = ["train", "--model", "--lines", "-o", "-", "-"];
  const { status, stdout, stderr } = brio(createFolder(), args, parcelEvents(0, 40));
  expect(status).toBe(0);
  expect(readPrior(stdout).dictionaryId).toBe(chatDictionary().id);
  expect(stderr).toContain("standard output: ");
  expect(stderr).toContain("from 36 samples");
});
