// @ts-check
// Writes the table of ratios into the project's README, between two comments. Sizes alone: they are the same on every machine.
import { readFileSync, writeFileSync } from "node:fs";
import { CODERS } from "./coders.mjs";
import { measure } from "./compare.mjs";
import { loadSamples } from "./samples.mjs";

const README = new URL("../../../README.md", import.meta.url);
const BEGIN = "<!-- ratios: written by npm run generate -->";
const END = "<!-- end of ratios -->";

const samples = loadSamples();
const columns = samples.flatMap((sample) => {
  const results = CODERS.map((coder) => measure(sample, coder));
  const recordTotal = sample.records.reduce((sum, record) => sum + record.length, 0);
  return [
    {
      title: `${sample.name}, each of ${sample.records.length} records by itself`,
      ratios: results.map(({ recordBytes }) => recordTotal / recordBytes),
    },
    {
      title: `${sample.name}, whole`,
      ratios: results.map(({ wholeBytes }) => sample.bytes.length / wholeBytes),
    },
  ];
});
const row = (/** @type {string[]} */ cells) => `| ${cells.join(" | ")} |`;
const table = [
  row(["", ...CODERS.map(({ name }) => name)]),
  row(["---", ...CODERS.map(() => "---:")]),
  ...columns.map(({ title, ratios }) => row([title, ...ratios.map((ratio) => ratio.toFixed(2))])),
].join("\n");

const text = readFileSync(README, "utf8");
const from = text.indexOf(BEGIN);
const to = text.indexOf(END);
if (from < 0 || to < from) throw new Error("README.md has no place for the table of ratios");
writeFileSync(README, `${text.slice(0, from + BEGIN.length)}\n\n${table}\n\n${text.slice(to)}`);
