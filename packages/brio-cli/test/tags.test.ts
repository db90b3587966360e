/** Tags: what `--tag` takes, and how `inspect` shows what a frame has. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CompressOptions, compress, inspect } from "brio-codec";
import fc from "fast-check";
import { expect, it } from "vitest";
import { safeJson } from "../src/report/json.ts";
import { parseTag, type Tags } from "../src/values.ts";
import { brioHere, createFolder } from "./brio.ts";

/** Characters that a terminal would obey, or would not show. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that must not be there.
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/;

/** A folder with a frame that has these tags. */
function folderWithTags(tags: NonNullable<CompressOptions["tags"]>): string {
  const folder = createFolder();
  writeFileSync(join(folder, "a.brio"), compress("content", { tags }));
  return folder;
}

it("says the same of each FILE", async () => {
  const folder = createFolder();
  for (const name of ["a", "b"]) writeFileSync(join(folder, name), name);
  const tags = ["--tag", "role=assistant", "--tag", "tenant=42"];
  expect(await brioHere(folder, [...tags, "a", "b"])).toMatchObject({ status: 0, stderr: "" });
  for (const name of ["a", "b"]) {
    const frame = readFileSync(join(folder, `${name}.brio`));
    expect(frame).toEqual(Buffer.from(compress(name, { tags: { role: "assistant", tenant: 42 } })));
  }
});

it("takes tags in front of the command and behind it", async () => {
  const folder = createFolder();
  writeFileSync(join(folder, "a"), "a");
  await brioHere(folder, ["--tag", "role=user", "compress", "--tag", "turn=3", "a"]);
  expect({ ...inspect(readFileSync(join(folder, "a.brio"))).tags }).toEqual({ role: "user", turn: 3 });
});

it.each([
  ["0", 0],
  ["-17", -17],
  ["9007199254740991", 9007199254740991],
  ["true", true],
  ["false", false],
  ["9007199254740992", "9007199254740992"],
  ["-0", "-0"],
  ["007", "007"],
  ["+1", "+1"],
  ["1.5", "1.5"],
  ["1e3", "1e3"],
  ["0x10", "0x10"],
  [" 1", " 1"],
  ["True", "True"],
  ["NaN", "NaN"],
  ["null", "null"],
  ["", ""],
  ["a=b=c", "a=b=c"],
  ['"quoted"', '"quoted"'],
])("takes the value %j for %j", (text, value) => {
  expect(parseTag(`note=${text}`)).toEqual({ note: value });
});

it("takes any text for a value that means it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
      expect(String(parseTag(`note=${text}`)["note"])).toBe(text);
    }),
  );
});

it("takes names that every object has, as any others", () => {
  const tags = ["constructor=1", "toString=2", "role=x"].reduce<Tags>(
    (before, text) => parseTag(text, before),
    {},
  );
  expect(tags).toEqual({ constructor: 1, toString: 2, role: "x" });
});

it.each([
  ["none", "role", "Expected name=value, such as role=assistant."],
  ["no name", "=assistant", '--tag "": tags: expected names of 1 to 32'],
  ["a name of two words", "two words=1", '--tag "two words": tags: expected names of 1 to 32'],
  ["__proto__", "__proto__=1", '--tag "__proto__": tags: expected names of 1 to 32'],
  ["a name of a kilobyte", `${"x".repeat(1024)}=1`, `--tag "${"x".repeat(40)}": tags: expected names`],
  ["a name that rings", "\u0007=1", '--tag "\\u0007": tags: expected names'],
  ["a long value", `note=${"x".repeat(1024)}`, '--tag "note": tags: expected at most 1024 bytes'],
])("exits with 2 for a tag that no frame can have: %s", async (_, tag, reason) => {
  const folder = createFolder();
  writeFileSync(join(folder, "a"), "a");
  const { status, stderr } = await brioHere(folder, ["--tag", tag, "a"]);
  expect(status).toBe(2);
  expect(stderr).toContain(reason);
  expect(stderr.length).toBeLessThan(300);
  expect(stderr).not.toMatch(UNSAFE);
});

it("exits with 2 for one tag too many, and names it", async () => {
  const tags = Array.from({ length: 33 }, (_, i) => ["--tag", `t${i}=`]).flat();
  const { status, stderr } = await brioHere(createFolder(), [...tags, "a"]);
  expect(status).toBe(2);
  expect(stderr).toContain('--tag "t32": tags: expected at most 32, got 33');
});

it("shows them in a table, each value as what it is", async () => {
  const folder = folderWithTags({
    role: "user",
    tenant: 42,
    cached: true,
    share: 0.25,
    trace: Uint8Array.of(0, 42, 255),
    digits: "42",
    empty: Uint8Array.of(),
  });
  const { stdout } = await brioHere(folder, ["inspect", "a.brio"]);
  expect(stdout.toString().split("\n\n")[1]).toBe(
    [
      "  tag     value",
      '  role    "user"',
      "  tenant  42",
      "  cached  true",
      '  digits  "42"',
      "  empty   hex",
      "  share   0.25",
      "  trace   hex 002aff",
      "",
    ].join("\n"),
  );
});

it("shows no table where there are none", async () => {
  const { stdout } = await brioHere(folderWithTags({}), ["inspect", "a.brio"]);
  expect(stdout.toString()).not.toContain("\n\n");
});

it("keeps off the terminal what a tag would do to it", async () => {
  const note = "\u001b[31m\r\n\u0007\u007f\u009b2J\u200b\u202e\u2028\u{e0041} \u00e9 \u{1f600}";
  const folder = folderWithTags({ note });
  const shown =
    '"\\u001b[31m\\r\\n\\u0007\\u007f\\u009b2J\\u200b\\u202e\\u2028\\udb40\\udc41 \u00e9 \u{1f600}"';
  for (const options of [[], ["--json"]]) {
    const screen = (await brioHere(folder, ["inspect", ...options, "a.brio"])).stdout.toString();
    expect(screen).toContain(shown);
    expect(screen).not.toMatch(UNSAFE);
  }
});

it("gives them to programs as they are, and bytes in hexadecimal", async () => {
  const tags = { role: "tool", turn: -3, cached: false, share: 0.1, constructor: "\u009b" };
  const folder = folderWithTags({ ...tags, trace: Uint8Array.of(0, 42, 255) });
  const { stdout } = await brioHere(folder, ["inspect", "--json", "a.brio"]);
  expect(JSON.parse(stdout.toString()).tags).toEqual({ ...tags, trace: { hex: "002aff" } });
});

it("prints JSON that parses to the same, whatever is in it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const json = safeJson({ text });
      expect(JSON.parse(json)).toEqual({ text });
      expect(json).not.toMatch(/\n/);
      expect(json).not.toMatch(UNSAFE);
    }),
  );
});
