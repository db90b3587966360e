/** `brio inspect --verify`: what a frame says, held against its content. */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compress, inspect, readPrior } from "brio-codec";
import { trainPrior } from "brio-codec/train";
import { defineSignals, trainDictionary, writeDictionary } from "brio-dictionary";
import { expect, it } from "vitest";
import { brioHere, conversation, createFolder, parcelEvents } from "./brio.ts";

const SIGNALS_FILE = "4096\tx-refund\ten\tmoney back\n";
const signals = defineSignals([{ id: 4096, category: "x-refund", language: "en", phrase: "money back" }]);

/** Bytes that no coder makes smaller, so that a frame stores its content as it is. */
function noise(seed: string): string {
  return createHash("sha512")
    .update(seed)
    .digest()
    .toString("latin1")
    .replace(/[\s\w]/g, "\u00a7");
}

/** A content with one signal, and with what is one letter off another. */
const honest = Buffer.from(`${noise("a")}. I'm sorry. ${noise("b")}. I apologixe. ${noise("c")}`, "latin1");

/** A frame without a check, whose content was changed after its events were written. */
function tamper(frame: Uint8Array, changes: readonly (readonly [from: string, to: string])[]): Uint8Array {
  let text = Buffer.from(frame).toString("latin1");
  for (const [from, to] of changes) {
    expect(text.split(from)).toHaveLength(2);
    text = text.replace(from, to);
  }
  return Buffer.from(text, "latin1");
}

const stored = compress(honest, { checksum: false });
const forgedAt = honest.indexOf("I'm sorry");
const missingAt = honest.indexOf("I apologixe");

/** A folder with these files. */
function folderWith(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = createFolder();
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return folder;
}

it("has a frame to tamper with: stored, with one event", () => {
  expect(inspect(stored)).toMatchObject({ coder: "stored", checkBits: 0 });
  expect(inspect(stored).events).toMatchObject([{ category: "apology", offset: forgedAt }]);
});

it.each([1, 6, 9] as const)("says yes to what compress made at level %i", async (level) => {
  const folder = folderWith({ "a.brio": compress(conversation(), { level }) });
  const { status, stdout, stderr } = await brioHere(folder, ["inspect", "--verify", "a.brio"]);
  expect(status).toBe(0);
  expect(stderr).toBe("");
  expect(stdout.toString()).toMatch(/\n {2}metadata +signals, [^\n]+\n {2}verified {8}yes\n\n/);
  expect(stdout.toString()).not.toContain("fault");
});

it("says neither yes nor no unless asked", async () => {
  const { status, stdout } = await brioHere(folderWith({ "a.brio": tamper(stored, [["sorry", "happy"]]) }), [
    "inspect",
    "a.brio",
  ]);
  expect(status).toBe(0);
  expect(stdout.toString()).not.toContain("verified");
});

it.each([
  ["forged", [["sorry", "happy"]], "no: 1 forged", [["forged", forgedAt, "I'm sorry"]]],
  ["missing", [["apologixe", "apologize"]], "no: 1 missing", [["missing", missingAt, "I apologize"]]],
  [
    "forged and missing",
    [
      ["sorry", "happy"],
      ["apologixe", "apologize"],
    ],
    "no: 1 forged, 1 missing",
    [
      ["forged", forgedAt, "I'm sorry"],
      ["missing", missingAt, "I apologize"],
    ],
  ],
] as const)("fails, and shows what is %s", async (_, changes, verdict, faults) => {
  const folder = folderWith({ "bad.brio": tamper(stored, changes), "good.brio": stored });
  const { status, stdout, stderr } = await brioHere(folder, ["inspect", "--verify", "bad.brio", "good.brio"]);
  expect(status).toBe(1);
  expect(stderr).toBe("");
  const [bad, good] = stdout.toString().split("\n\ngood.brio\n");
  expect(bad).toContain(`\n  verified        ${verdict}\n`);
  expect(good).toContain("\n  verified        yes\n");

  const table = bad!.split("\n\n").at(-1)!.split("\n");
  expect(table[0]).toMatch(/^ {2}fault +offset {2}category {2}phrase$/);
  const rows = table.slice(1).map((line) => line.trim().split(/ {2,}/));
  expect(rows).toEqual(
    faults.map(([fault, offset, phrase]) => [fault, String(offset), "apology", JSON.stringify(phrase)]),
  );

  const json = await brioHere(folder, ["inspect", "--verify", "--json", "bad.brio", "good.brio"]);
  expect(json.status).toBe(1);
  const records = json.stdout
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const eventsOf = (kind: string) =>
    faults
      .filter(([fault]) => fault === kind)
      .map(([, offset, phrase]) => ({ category: "apology", phrase, id: expect.any(Number), offset }));
  expect(records.map(({ verify }) => verify)).toEqual([
    { valid: false, missing: eventsOf("missing"), forged: eventsOf("forged") },
    { valid: true, missing: [], forged: [] },
  ]);
});

it("fails for a frame that cannot be decoded, of which inspect alone sees nothing", async () => {
  const damaged = compress(conversation()).slice();
  damaged[damaged.length - 9]! ^= 4;
  const folder = folderWith({ "a.brio": damaged });
  expect((await brioHere(folder, ["inspect", "a.brio"])).status).toBe(0);
  const { status, stdout, stderr } = await brioHere(folder, ["inspect", "--verify", "a.brio"]);
  expect(status).toBe(1);
  expect(stdout.length).toBe(0);
  expect(stderr).toMatch(/^brio: a\.brio: .*\((corrupt|checksum-mismatch|truncated) at byte \d+\)\n$/);
});

it("decodes no more than --max-output", async () => {
  const content = conversation();
  const folder = folderWith({ "a.brio": compress(content) });
  const verify = (limit: number) =>
    brioHere(folder, ["inspect", "--verify", "--max-output", String(limit), "a.brio"]);
  expect((await verify(content.length)).status).toBe(0);
  const { status, stderr } = await verify(content.length - 1);
  expect(status).toBe(1);
  expect(stderr).toMatch(/\(limit-exceeded at byte \d+\); --max-output raises the limit\n$/);
});

it("needs the signals that a frame was searched for, and says so", async () => {
  const folder = folderWith({
    "a.brio": compress("You get your money back.", { signals }),
    "my.signals": SIGNALS_FILE,
    "other.signals": "4096\tx-a\t\tno money back\n",
  });
  const verify = (...options: string[]) => brioHere(folder, ["inspect", "--verify", ...options, "a.brio"]);
  for (const options of [[], ["-S", "other.signals"]]) {
    const { status, stdout, stderr } = await verify(...options);
    expect(status).toBe(1);
    expect(stdout.length).toBe(0);
    expect(stderr).toContain(signals.id);
    expect(stderr).toMatch(/\(signals-missing at byte \d+\); --signals names it\n$/);
  }
  const { status, stdout } = await verify("-S", "my.signals");
  expect(status).toBe(0);
  expect(stdout.toString()).toContain("\n  verified        yes\n");
});

it("needs the dictionary and the prior that a frame was made with, and says so", async () => {
  const samples = parcelEvents(0, 300).trimEnd().split("\n");
  const { dictionary } = trainDictionary(samples, { phraseCount: 300 });
  const { bytes } = trainPrior(dictionary, samples, { maxBytes: 65_536 });
  const prior = readPrior(bytes, dictionary);
  const folder = folderWith({
    "6.brio": compress(samples[7]!, { dictionary }),
    "9.brio": compress(samples.slice(0, 9).join("\n"), { dictionary, prior, level: 9 }),
    "my.dict": writeDictionary(dictionary),
    "my.prior": bytes,
  });
  const verify = (...options: string[]) => brioHere(folder, ["inspect", "--verify", ...options]);
  expect((await verify("6.brio")).stderr).toMatch(/\(dictionary-missing .*; --dictionary names it\n$/);
  expect((await verify("-D", "my.dict", "9.brio")).stderr).toMatch(/\(prior-missing .*; --prior names it\n$/);

  const { status, stdout, stderr } = await verify("-D", "my.dict", "-P", "my.prior", "6.brio", "9.brio");
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(stdout.toString().match(/verified {8}yes\n/g)).toHaveLength(2);
});
