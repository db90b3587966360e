/** Signals of one's own: their file, and what the commands do with them. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compress, inspect } from "brio-codec";
import { defineSignals, type SignalDefinition, type SignalSet } from "brio-dictionary";
import { thrownBy } from "brio-test-support";
import { describe, expect, it } from "vitest";
import { Refusal } from "../src/failure.ts";
import { parseSignals } from "../src/io/signals.ts";
import { brio, brioHere, createFolder, namesIn } from "./brio.ts";

const FILE = `# what our customers say
4096\tx-refund\ten\tmoney back

5000\tescalation\t\t"to your\\u0020boss"
`;
const OURS: readonly SignalDefinition[] = [
  { id: 4096, category: "x-refund", language: "en", phrase: "money back" },
  { id: 5000, category: "escalation", phrase: "to your boss" },
];
const signals = defineSignals(OURS);
const content = "I apologize. Of course they want their money back, and to talk to your boss.";

/** A folder with a text, and a file of signals. */
function folderWithSignals(): string {
  const folder = createFolder();
  writeFileSync(join(folder, "a.txt"), content);
  writeFileSync(join(folder, "my.signals"), FILE);
  return folder;
}

describe("a file of signals", () => {
  const parse = (text: string): SignalSet => parseSignals(Buffer.from(text));

  it("has an id, a category, a language and a phrase in each line", () => {
    expect(parse(FILE)).toEqual(signals);
  });

  it("may come from elsewhere: with a byte order mark, with CR LF, without a last line feed", () => {
    expect(parse(`\ufeff${FILE.trimEnd().replaceAll("\n", "\r\n")}`)).toEqual(signals);
  });

  it("has phrases as they are, unless they begin with a quotation mark", () => {
    const phrases = ['a "b" \\n # c ', '"quoted\\t\\"phrase\\""'];
    const { signals: all, builtInCount } = parse(
      phrases.map((p, i) => `${4096 + i}\tx-a\t\t${p}\n`).join(""),
    );
    expect(all.slice(builtInCount).map(({ phrase }) => phrase)).toEqual([phrases[0], 'quoted\t"phrase"']);
  });

  it("may define all 4096 there can be, which its limits leave room for", () => {
    const escaped = (i: number) =>
      Array.from({ length: 16 }, (_, k) => `\\u${(0x4e00 + ((i >> (2 * k)) & 3)).toString(16)}`).join("");
    const lines = Array.from({ length: 4096 }, (_, i) => `${4096 + i}\tx-a\tzh\t"${escaped(i)}"\n`);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(400);
    const { signals: all, builtInCount } = parse(lines.join(""));
    expect(all.length - builtInCount).toBe(4096);
  });

  it.each([
    [
      "too few fields",
      "4096\tx-a\tmoney back",
      'line 1: expected id, category, language, phrase with tabs between them, got "4096\\tx-a\\tmoney back"',
    ],
    ["a line of something else", `{"${"x".repeat(500)}"}`, /^line 1: expected id, .*, got "\{\\"x{58}…"$/],
    ["no id", "\tx-a\t\tmoney back", 'line 1: expected an id from 4096 to 8191 in front, got ""'],
    ["an id in hexadecimal", "0x1000\tx-a\t\tmoney back", 'got "0x1000"'],
    [
      "a phrase without its end",
      '4096\tx-a\t\t"money back',
      /^line 1: .*string of JSON, got "\\"money back"$/,
    ],
    [
      "a phrase with more behind it",
      '4096\tx-a\t\t"money" back',
      "line 1: expected a phrase that is a string of JSON",
    ],
    [
      "an id of the catalogue",
      "# x\n\n12\tx-a\t\tmoney back",
      'line 3: signals[0] ("money back").id: expected an integer of 4096 to 8191, got 12',
    ],
    [
      "a category that is none",
      `${FILE}4097\trefund\t\tgive it back`,
      'line 5: signals[2] ("give it back").category: expected a category of signals',
    ],
    [
      "a language that is none",
      "4096\tx-a\tEnglish!\tmoney back",
      'line 1: signals[0] ("money back").language: expected a BCP 47 tag',
    ],
    [
      "a phrase too short",
      "4096\tx-a\t\tm",
      'line 1: signals[0].phrase ("m"): expected 2 to 48 bytes of UTF-8, got 1',
    ],
    [
      "an id twice",
      `${FILE}5000\tx-a\t\tmoney, please`,
      "line 5: signals[2].id: expected one that is free, got 5000",
    ],
    [
      "a phrase of the catalogue",
      "4096\tx-a\t\tI  APOLOGIZE",
      /^line 1: signals\[0\]\.phrase .*new after folding/,
    ],
    ["nothing", "# nothing\n\n", "has no signals in it"],
  ] as const)("is refused with the line and the reason: %s", (_, text, reason) => {
    const error = thrownBy(() => parse(text));
    expect(error).toBeInstanceOf(Refusal);
    if (typeof reason === "string") expect((error as Error).message).toContain(reason);
    else expect((error as Error).message).toMatch(reason);
  });

  it("is refused if it is no text, or too long to be a list of signals", () => {
    expect(() => parseSignals(Uint8Array.of(0x34, 0xff))).toThrow("is not UTF-8 text");
    expect(() => parseSignals(new Uint8Array(2 ** 24 + 1))).toThrow("larger than 16 MiB");
  });
});

it.each([
  ["-S", ["-S", "my.signals"]],
  ["--signals", ["compress", "--signals", "my.signals"]],
  ["-S in front of the command", ["-S", "my.signals", "compress"]],
])("compresses with them, and needs none to decompress: %s", async (_, args) => {
  const folder = folderWithSignals();
  expect(await brioHere(folder, [...args, "a.txt"])).toMatchObject({ status: 0, stderr: "" });
  expect(readFileSync(join(folder, "a.txt.brio"))).toEqual(Buffer.from(compress(content, { signals })));
  expect((await brioHere(folder, ["-dc", "a.txt.brio"])).stdout.toString()).toBe(content);
});

it("names them to inspect, and says which option would if they are not given", async () => {
  const folder = folderWithSignals();
  await brioHere(folder, ["-S", "my.signals", "a.txt"]);
  const known = (await brioHere(folder, ["inspect", "-S", "my.signals", "a.txt.brio"])).stdout.toString();
  expect(known).toContain(`\n  signals         ${signals.id}\n`);
  expect(known).toMatch(/ 0 {2}apology {5}"I apologize"\n +39 {2}x-refund {4}"money back"\n/);
  expect(known).toMatch(/"to your boss"\n$/);

  const unknown = (await brioHere(folder, ["inspect", "a.txt.brio"])).stdout.toString();
  expect(unknown).toContain("  metadata        signals, 3 events: unknown 2, apology 1\n");
  expect(unknown).toContain(` 39  unknown   signal 4096 of the set ${signals.id}\n`);
  expect(unknown).toMatch(/\n {2}\(-S FILE names the signals of the set\)\n$/);

  const { stdout } = await brioHere(folder, ["inspect", "--json", "--signals", "my.signals", "a.txt.brio"]);
  expect(JSON.parse(stdout.toString())).toMatchObject({
    signalSet: signals.id,
    events: inspect(compress(content, { signals }), { signals }).events,
  });
});

it.each([
  ["compress", ["-c", "a.txt"]],
  ["inspect", ["inspect", "a.txt.brio"]],
  ["bench", ["bench", "--against", "gzip", "a.txt"]],
])("touches no file if theirs will not do: %s", async (_, args) => {
  const folder = folderWithSignals();
  await brioHere(folder, ["a.txt"]);
  writeFileSync(join(folder, "bad"), `${FILE}5001`);
  for (const [name, reason] of [
    ["bad", 'line 5: expected id, category, language, phrase with tabs between them, got "5001"'],
    ["missing", "no such file or directory"],
  ]) {
    const { status, stdout, stderr } = await brioHere(folder, [...args, "-S", name!]);
    expect(status).toBe(1);
    expect(stdout.length).toBe(0);
    expect(stderr).toBe(`brio: ${name}: ${reason}\n`);
  }
  expect(namesIn(folder)).toEqual(["a.txt", "a.txt.brio", "bad", "my.signals"]);
});

it("tells programs of a mistake in their file as of a bad dictionary", async () => {
  const folder = folderWithSignals();
  const { stdout } = await brioHere(folder, ["--json", "-S", "a.txt", "my.signals"]);
  expect(JSON.parse(stdout.toString())).toEqual({
    file: "a.txt",
    error: { subject: "a.txt", code: "refused", message: expect.stringMatching(/^line 1: /), offset: null },
  });
});

it("reads them from standard input, too", () => {
  const folder = folderWithSignals();
  expect(brio(folder, ["-S", "-", "a.txt"], FILE).status).toBe(0);
  expect(inspect(readFileSync(join(folder, "a.txt.brio"))).signalSet).toBe(signals.id);
});

it("counts them in a report on a log", async () => {
  const folder = folderWithSignals();
  const report = async (...more: string[]) => {
    const args = ["bench", "--against", "gzip", "--levels", "1", "--rounds", "1", "--json", ...more];
    return JSON.parse((await brioHere(folder, [...args, "a.txt"])).stdout.toString());
  };
  const own = await report("-S", "my.signals");
  expect(own.events.categories).toEqual([
    { category: "apology", events: 1 },
    { category: "escalation", events: 1 },
    { category: "x-refund", events: 1 },
  ]);
  expect(own.whole.results[0].bytes).toBe(compress(content, { level: 1, signals }).length);
  expect((await report()).events.categories).toEqual([{ category: "apology", events: 1 }]);
});
