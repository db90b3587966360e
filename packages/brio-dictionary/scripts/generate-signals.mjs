// Makes src/catalogue/catalogue.gen.ts and SIGNALS.md from data/signals.tsv. Run by `npm run generate`.
//
// It folds phrases by rules of its own, not with the package's code, to find those that are the same signal.

import { readFileSync, writeFileSync } from "node:fs";
import { CATEGORIES, packageFile } from "./categories.mjs";

const SIGNAL_KINDS = 13;
/** Ids from here on are users'. */
const MAX_SIGNALS = 4096;
/** Shorter phrases, if they begin with a letter or digit, would make scanning stop at every place with that letter. */
const WINDOW_BYTES = 6;
/** Between phrases in the generated file; no phrase has one, which `parse` checks. */
const SEPARATOR = "\r";
const NO_LANGUAGE = "zxx";
const LANGUAGES = new Map([
  ["en", "English"],
  [NO_LANGUAGE, "none"],
  ["es", "Spanish"],
  ["fr", "French"],
  ["de", "German"],
  ["pt", "Portuguese"],
  ["zh", "Chinese"],
  ["ja", "Japanese"],
]);

const fold = (phrase) =>
  phrase
    .toLowerCase()
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/\s+/g, " ");

function parse(tsv) {
  const signals = [];
  const seen = new Set();
  tsv.split("\n").forEach((line, index) => {
    if (line === "" || line.startsWith("#")) return;
    const fail = (message) => {
      throw new Error(`data/signals.tsv:${index + 1}: ${message}`);
    };
    const fields = line.split("\t");
    if (fields.length !== 4) fail(`expected four fields, got ${fields.length}`);
    const [id, category, language] = fields;
    if (id !== String(signals.length)) fail(`expected id ${signals.length}, got ${id}`);
    if (signals.length === MAX_SIGNALS) fail(`expected at most ${MAX_SIGNALS} signals`);
    const kind = CATEGORIES.indexOf(category);
    if (kind < 0 || kind >= SIGNAL_KINDS) fail(`there is no category of signals ${category}`);
    if (!LANGUAGES.has(language)) fail(`there is no language ${language}`);
    const phrase = JSON.parse(fields[3]);
    const byteLength = Buffer.byteLength(phrase);
    if (byteLength > 48) fail(`expected at most 48 bytes, got ${byteLength}`);
    if (byteLength < WINDOW_BYTES) fail(`expected at least ${WINDOW_BYTES} bytes, got ${byteLength}`);
    if (/[^\P{Cc}\n]|\p{Cs}/u.test(phrase)) fail("control characters other than \\n are not allowed");
    if (phrase !== phrase.normalize("NFC")) fail("expected composed characters");
    if (seen.has(fold(phrase))) fail("the signal is there twice");
    seen.add(fold(phrase));
    signals.push({ kind, language, phrase });
  });
  return signals;
}

function source(signals) {
  const languages = [...LANGUAGES.keys()];
  const letters = (indices) => indices.map((index) => String.fromCharCode(0x61 + index)).join("");
  const constant = (name, value) => `export const ${name}: string = ${JSON.stringify(value)};\n`;
  return `// Generated from data/signals.tsv by \`npm run generate\`. Do not edit.

export const LANGUAGES: readonly string[] = ${JSON.stringify(languages).replaceAll(",", ", ")};

/** By id: the kind, a for 0. */
${constant("CATALOGUE_KINDS", letters(signals.map(({ kind }) => kind)))}
/** By id: the index in LANGUAGES, a for 0. */
${constant("CATALOGUE_LANGUAGES", letters(signals.map(({ language }) => languages.indexOf(language))))}
/** Between the phrases. */
${constant("SEPARATOR", SEPARATOR)}
/** By id. */
${constant("CATALOGUE_PHRASES", signals.map(({ phrase }) => phrase).join(SEPARATOR))}`;
}

/** A phrase as code in a cell of a table: a fence longer than any run of backticks in it, and no bare bars. */
function cell(phrase) {
  const text = phrase.replaceAll("\n", "⏎").replaceAll("|", "\\|");
  if (!text.includes("`")) return `\`${text}\``;
  const longest = Math.max(...text.match(/`+/g).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence} ${text} ${fence}`;
}

function table(signals) {
  const languages = [...LANGUAGES];
  const count = (kind, language) =>
    signals.filter((signal) => signal.kind === kind && signal.language === language).length || "";
  const row = (cells) => `| ${cells.join(" | ")} |\n`.replaceAll("|  |", "| |").replaceAll("|  |", "| |");
  return `# The catalogue of signals

Made from data/signals.tsv by \`npm run generate\`. These are the ${signals.length} signals of \`signalCatalogue()\`: what \`scanSignals\` looks for in a
text, without regard to case, to typographic apostrophes, hyphens and spaces, and to line breaks. An id never changes its
meaning. \`⏎\` is a line feed, which stands for white space of any kind.

## How many

Of no language (\`${NO_LANGUAGE}\`) are keys, markup and names of errors. The phrases in English are the most; of other languages there are the
most telling ones.

${row(["category", ...languages.map(([tag, name]) => `${name} (\`${tag}\`)`), "all"])}${row([
  "---",
  ...languages.map(() => "---"),
  "---",
])}${CATEGORIES.slice(0, SIGNAL_KINDS)
  .map((category, kind) =>
    row([
      `\`${category}\``,
      ...languages.map(([tag]) => count(kind, tag)),
      signals.filter((signal) => signal.kind === kind).length,
    ]),
  )
  .join("")}
## All of them

| id | category | language | phrase |
| --- | --- | --- | --- |
${signals
  .map(
    ({ kind, language, phrase }, id) =>
      `| ${id} | \`${CATEGORIES[kind]}\` | ${language} | ${cell(phrase)} |\n`,
  )
  .join("")}`;
}

const signals = parse(readFileSync(packageFile("data/signals.tsv"), "utf8"));
writeFileSync(packageFile("src/catalogue/catalogue.gen.ts"), source(signals));
writeFileSync(packageFile("SIGNALS.md"), table(signals));
