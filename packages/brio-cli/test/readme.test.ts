/** The README's commands run, and its table of options is the one that the command has. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { PEER_FAMILIES } from "../src/bench/peers.ts";
import { parseSignals } from "../src/io/signals.ts";
import { brioHere, conversation, createFolder, MAIN, namesIn, shell } from "./brio.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

it("has examples that run", () => {
  const folder = createFolder();
  const content = conversation();
  mkdirSync(join(folder, "logs"));
  for (const name of ["chat.jsonl", "audit.jsonl", "logs.jsonl", "logs/1.jsonl", "logs/2.jsonl"]) {
    writeFileSync(join(folder, name), content);
  }
  const bin = createFolder();
  symlinkSync(MAIN, join(bin, "brio"));
  const [, examples] = /```sh\n(.*?)```/s.exec(readme)!;

  const { status, stdout, stderr } = shell(folder, `set -e; PATH="${bin}:$PATH"\n${examples}`);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(namesIn(folder)).toEqual([
    "again.jsonl",
    "audit.brio",
    "audit.jsonl",
    "chat.brio",
    "chat.jsonl",
    "chat.jsonl.brio",
    "copy.jsonl",
    "logs",
    "logs.jsonl",
    "my.dict",
    "my.prior",
    "my.signals",
    "once-more.jsonl",
    "report.html",
    "small.brio",
    "tagged.brio",
  ]);
  for (const copy of ["again.jsonl", "once-more.jsonl"]) {
    expect(readFileSync(join(folder, copy))).toEqual(content);
  }
  expect(namesIn(join(folder, "logs"))).toEqual(["1.jsonl.brio", "2.jsonl.brio"]);
  expect(readFileSync(join(folder, "copy.jsonl"))).toEqual(content);
  expect(stdout.toString().startsWith(content.toString().slice(0, content.indexOf("\n") + 1))).toBe(true);
  expect(stdout.toString()).toContain("audit.brio\n  format version");
  expect(stdout.toString()).toContain("brotli-11");
  const [, tagged] = stdout.toString().split("\ntagged.brio\n");
  expect(tagged).toMatch(/^ {2}verified +yes$/m);
  expect(tagged).toMatch(/^ {2}role +"user"\n {2}tenant +42$/m);
  expect(tagged).toMatch(/ x-invoice +"our invoices"\n/);
});

/** The cells of every row of the tables in a text. */
function rowsOf(text: string): string[][] {
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  return rows.map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** `--long` names in a text, once each, in alphabetical order. */
function optionsIn(text: string): string[] {
  return [...new Set(text.match(/--[a-z][a-z-]+/g))].sort();
}

/** Help without the examples. */
async function helpFor(...args: string[]): Promise<string> {
  return (await brioHere(createFolder(), [...args, "--help"])).stdout.toString().split("Examples:")[0]!;
}

it("lists exactly the options there are", async () => {
  const section = /\n## Options\n(.*?)\n## /s.exec(readme)![1]!;
  const [conversion, inspection, bench, train] = section.split(/`\w+` takes:/).map((part) =>
    optionsIn(
      rowsOf(part)
        .map(([options]) => options)
        .join(" "),
    ),
  );
  expect(conversion).toEqual(optionsIn(await helpFor()));
  expect([...bench!, "--help"].sort()).toEqual(optionsIn(await helpFor("bench")));
  expect([...train!, "--help"].sort()).toEqual(optionsIn(await helpFor("train")));
  expect([...inspection!, "--help"].sort()).toEqual(optionsIn(await helpFor("inspect")));
});

it("shows a file of signals that is one", () => {
  const [, lines] = /\nA file of signals .*?```\n(.*?)```/s.exec(readme)!;
  const { signals, builtInCount } = parseSignals(Buffer.from(lines!));
  expect(signals.slice(builtInCount).map(({ id, category }) => [id, category])).toEqual([
    [4096, "x-invoice"],
    [4097, "escalation"],
  ]);
});

it("knows the qualities of the peers, and so does the help", async () => {
  const help = (await helpFor("bench")).replace(/\s+/g, " ");
  for (const [name, { least, most, preset }] of PEER_FAMILIES) {
    expect(readme).toContain(`\`${name}:${least}\` to \`${name}:${most}\``);
    expect(readme).toMatch(new RegExp(`Without one: .*\`${name}:${preset}\``));
    expect(help).toMatch(new RegExp(`default qualities: .*${name}:${preset}\\b`));
  }
});

it("names the fields of JSON that there are", async () => {
  const folder = createFolder();
  writeFileSync(join(folder, "a.jsonl"), conversation());
  const fieldsOf = async (...args: string[]) =>
    Object.keys(JSON.parse((await brioHere(folder, [...args, "--json"])).stdout.toString().split("\n")[0]!));
  const rows = new Map(rowsOf(readme).map(([title, fields]) => [title!, fields!]));
  const documented = (title: string) => {
    // The fields of nested objects stand in parentheses.
    const own = rows.get(title)!.replace(/\(.*?\)/g, "");
    return [...own.matchAll(/`(\w+)`/g)].map(([, name]) => name!).sort();
  };

  expect((await fieldsOf("compress", "a.jsonl")).sort()).toEqual(documented("`compress`, `decompress`"));
  expect((await fieldsOf("inspect", "a.jsonl.brio")).sort()).toEqual(documented("`inspect`"));
  expect(await fieldsOf("inspect", "--verify", "a.jsonl.brio")).toEqual([
    ...(await fieldsOf("inspect", "a.jsonl.brio")),
    "verify",
  ]);
  expect((await fieldsOf("bench", "--rounds", "1", "--levels", "1", "a.jsonl")).sort()).toEqual(
    documented("`bench`"),
  );
  const against = ["--against", "gzip", "--rounds", "1", "--levels", "1"];
  expect((await fieldsOf("bench", ...against, "a.jsonl")).sort()).toEqual(documented("`bench --against`"));
  expect((await fieldsOf("train", "--lines", "-o", "a.dict", "a.jsonl")).sort()).toEqual(
    documented("`train`"),
  );
  expect((await fieldsOf("train", "--model", "--lines", "-o", "a.prior", "a.jsonl")).sort()).toEqual(
    documented("`train --model`"),
  );
  expect((await fieldsOf("inspect", "missing")).sort()).toEqual(documented("any, on failure"));
});
