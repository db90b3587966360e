// Makes src/chat-2.gen.ts and the table of categories in README.md from data/chat-2.tsv and data/chat-2.txt, which
// tools/train writes. Run by `npm run generate`.
//
// It computes the dictionary's id from SPEC.md on its own, without the package's code, so the test that compares the two
// checks both.
//
// What the generated file costs in a bundle is its size after gzip, and gzip codes characters: so a number is a character
// of ALPHABET, or two where there are more numbers than characters (the most frequent ones first, as trainDictionary
// numbers classes); the phrases are sorted and front coded, lengths and rests apart; and the transitions are in an order of the
// classes in which neighbours are alike. Characters that a bundler would escape are not used.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { CATEGORIES, packageFile } from "./categories.mjs";

const BYTES = 256;
const SIGNAL_KINDS = 13;
/** Classes below this one are those of symbols. */
const SYMBOL_CLASSES = 229;
const CLASSES = 255;
/** A context is a class, or the start. */
const START = 255;
const CONTEXTS = 256;
/** As in src/chat-2.ts: printable ASCII but those that a string literal may have to escape. */
const ALPHABET = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))
  .filter((character) => !'"\\`'.includes(character))
  .join("");
/** As in data/chat-2.txt and src/chat-2.ts: "." is 0, then exponents from 6 to 40. */
const EXPONENTS = ".ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghi";
const LEAST_EXPONENT = 6;
/** Between the rests of phrases. */
const SEPARATOR = "~";
const ROW_CHARACTERS = 100;

const splitLines = (path) =>
  readFileSync(packageFile(path), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));

function readSymbols() {
  const seen = new Set();
  return splitLines("data/chat-2.tsv").map((line, symbol) => {
    const fields = line.split("\t");
    const [number, category, , , symbolClass, weight, phrase] = fields;
    const fail = (message) => {
      throw new Error(`data/chat-2.tsv: symbol ${symbol}: ${message}`);
    };
    if (fields.length !== 7) fail(`expected seven fields, got ${fields.length}`);
    if (number !== String(symbol)) fail(`its line says ${number}`);
    const statistics = { class: Number(symbolClass), weight: Number(weight) };
    if (symbol < BYTES) {
      if (category !== "byte" || Number.parseInt(phrase, 16) !== symbol) fail("expected that byte");
      return statistics;
    }
    const kind = CATEGORIES.indexOf(category);
    if (kind < 0) fail(`there is no category ${category}`);
    const text = JSON.parse(phrase);
    const byteLength = Buffer.byteLength(text);
    if (byteLength < 2 || byteLength > 48) fail(`expected 2 to 48 bytes, got ${byteLength}`);
    if (/[^\P{Cc}\n\t]|\p{Cs}/u.test(text)) fail("control characters other than \\n and \\t are not allowed");
    if (seen.has(text)) fail("the phrase is there twice");
    seen.add(text);
    return { ...statistics, kind, text };
  });
}

/** The four tables of data/chat-2.txt one after the other, rows of characters to numbers. */
function readTables() {
  const rows = splitLines("data/chat-2.txt");
  const numbers = (from, to) =>
    rows
      .slice(from, to)
      .flatMap((row) => [...row])
      .map((character) => {
        const index = EXPONENTS.indexOf(character);
        if (index < 0) throw new Error(`data/chat-2.txt: there is no exponent ${character}`);
        return index === 0 ? 0 : index - 1 + LEAST_EXPONENT;
      });
  return {
    transitions: numbers(0, CONTEXTS),
    marginals: numbers(CONTEXTS, CONTEXTS + 1),
    escapes: numbers(CONTEXTS + 1, CONTEXTS + 2),
    distances: numbers(CONTEXTS + 2, CONTEXTS + 2 + 24),
  };
}

function serialise(symbols, { transitions, marginals, escapes, distances }) {
  const leb128 = (n) => (n < 0x80 ? [n] : [(n & 0x7f) | 0x80, ...leb128(n >> 7)]);
  const entries = symbols.slice(BYTES);
  const out = [0xb1, 0xd1, 2, ...leb128(entries.length)];
  let previous = Buffer.alloc(0);
  for (let i = 0; i < entries.length; ) {
    const { kind } = entries[i];
    let end = i;
    while (end < entries.length && entries[end].kind === kind) end++;
    out.push(kind, ...leb128(end - i));
    for (; i < end; i++) {
      const bytes = Buffer.from(entries[i].text);
      let shared = 0;
      while (shared < bytes.length && bytes[shared] === previous[shared]) shared++;
      out.push(shared, bytes.length - shared, ...bytes.subarray(shared));
      previous = bytes;
    }
  }
  for (const field of ["class", "weight"]) {
    for (const symbol of symbols) out.push(symbol[field]);
  }
  for (let row = 0; row < CONTEXTS; row++) {
    const text = transitions.slice(row * CLASSES, (row + 1) * CLASSES);
    for (let i = 0; i < CLASSES; ) {
      const run = text.slice(i).findIndex((exponent) => exponent !== 0);
      const zeros = run < 0 ? CLASSES - i : run;
      out.push(...(zeros === 0 ? [text[i]] : [0, zeros - 1]));
      i += Math.max(1, zeros);
    }
  }
  out.push(...marginals, ...escapes);
  for (let bucket = 0; bucket < 24; bucket++) {
    out.push(...distances.slice(bucket * 48, bucket * 48 + 2 * bucket + 1));
  }
  return Buffer.from(out);
}

const byCharacter = (numbers) => numbers.map((n) => EXPONENTS[n === 0 ? 0 : n - LEAST_EXPONENT + 1]).join("");

/** Numbers below 90 are one character; others two, of which the first says which ninety. */
function packNumbers(numbers) {
  const single = ALPHABET.length - 2;
  return numbers
    .map((n) =>
      n < single
        ? ALPHABET[n]
        : ALPHABET[single + Math.trunc((n - single) / single)] + ALPHABET[(n - single) % single],
    )
    .join("");
}

/**
 * An order of the classes in which each is followed by the one that is most like it of those left, by what follows it and
 * what it follows: class 0 first, those that are not of symbols, and have a meaning of their own, last.
 */
function orderByLikeness(rows) {
  const vectors = Array.from({ length: CLASSES }, (_, i) => [...rows[i], ...rows.map((row) => row[i])]);
  const order = [0];
  const left = new Set(Array.from({ length: SYMBOL_CLASSES - 1 }, (_, i) => i + 1));
  while (left.size > 0) {
    const last = vectors[order.at(-1)];
    let best = -1;
    let bestDifference = Number.POSITIVE_INFINITY;
    for (const candidate of left) {
      const vector = vectors[candidate];
      let difference = 0;
      for (let i = 0; i < last.length; i++) difference += Math.abs(last[i] - vector[i]);
      if (difference >= bestDifference) continue;
      bestDifference = difference;
      best = candidate;
    }
    order.push(best);
    left.delete(best);
  }
  return [...order, ...Array.from(vectors.keys()).slice(SYMBOL_CLASSES)];
}

/** Phrases in order of their bytes: how many bytes of the one before each repeats, in whole characters, and its rest. */
function frontCode(phrases) {
  let previous = [];
  let shared = "";
  const rests = [];
  for (const phrase of phrases) {
    const characters = [...phrase];
    let length = 0;
    while (length < characters.length && characters[length] === previous[length]) length++;
    shared += ALPHABET[Buffer.byteLength(characters.slice(0, length).join(""))];
    rests.push(characters.slice(length).join(""));
    previous = characters;
  }
  if (rests.some((rest) => rest.includes(SEPARATOR))) throw new Error(`a phrase has a ${SEPARATOR}`);
  return { shared, rests: rests.join(SEPARATOR) };
}

function signalRuns(signals) {
  const rows = [];
  let row;
  for (const { kind, text } of signals) {
    if (row === undefined || row.kind !== kind || JSON.stringify(row.text).length > ROW_CHARACTERS) {
      row = { kind, text };
      rows.push(row);
    } else {
      row.text += `\r${text}`;
    }
  }
  return rows.map(({ kind, text }) => `  [${kind}, ${JSON.stringify(text)}],\n`).join("");
}

function source(symbols, tables, id) {
  const entries = symbols.slice(BYTES);
  const signalCount = entries.filter(({ kind }) => kind < SIGNAL_KINDS).length;
  if (entries.slice(0, signalCount).some(({ kind }) => kind >= SIGNAL_KINDS)) {
    throw new Error("data/chat-2.tsv: expected the signals first");
  }
  const trained = entries.slice(signalCount);
  if (trained.some(({ kind }) => kind !== CATEGORIES.indexOf("text"))) {
    throw new Error("data/chat-2.tsv: expected no category but text after the signals");
  }
  const { shared, rests } = frontCode(trained.map(({ text }) => text));
  const rows = Array.from({ length: CONTEXTS }, (_, i) =>
    tables.transitions.slice(CLASSES * i, CLASSES * (i + 1)),
  );
  const classOrder = orderByLikeness(rows);
  const ordered = [...classOrder, START].flatMap((context) =>
    classOrder.map((symbolClass) => rows[context][symbolClass]),
  );
  const constant = (name, value) => `export const CHAT_2_${name}: string = ${JSON.stringify(value)};\n`;
  return `// Generated from data/chat-2.tsv and data/chat-2.txt by \`npm run generate\`. Do not edit.

/** Content hash of the dictionary. */
export const CHAT_2_ID: string = "${id}";

/** The signals in the order of the ids: kinds, and phrases of that kind with a carriage return between them. */
export const CHAT_2_SIGNALS: readonly (readonly [kind: number, phrases: string])[] = [
${signalRuns(entries.slice(0, signalCount))}];

/** By phrase after the signals: how many bytes it shares with the one before; and the others. */
${constant("SHARED", shared)}${constant("RESTS", rests)}
/** By symbol. */
${constant("CLASSES", packNumbers(symbols.map((symbol) => symbol.class)))}${constant("WEIGHTS", byCharacter(symbols.map((symbol) => symbol.weight)))}
/** The order of the rows of the transitions, the start's last, and of the columns. */
${constant("CLASS_ORDER", packNumbers(classOrder))}
/** Exponents, as in PhraseModel. */
${constant("TRANSITIONS", byCharacter(ordered))}${constant("MARGINALS", byCharacter(tables.marginals))}${constant("ESCAPES", byCharacter(tables.escapes))}${constant("DISTANCES", byCharacter(tables.distances))}`;
}

function categoryTable(entries) {
  const lines = CATEGORIES.map((category, kind) => {
    const count = entries.filter((entry) => entry.kind === kind).length;
    return `| ${kind} | \`${category}\` | ${kind < SIGNAL_KINDS ? "yes" : "no"} | ${count} |\n`;
  });
  return `| kind | category | signal | phrases |\n| --- | --- | --- | --- |\n${lines.join("")}`;
}

const symbols = readSymbols();
const tables = readTables();
const id = createHash("sha256").update(serialise(symbols, tables)).digest("hex").slice(0, 16);
writeFileSync(packageFile("src/chat-2.gen.ts"), source(symbols, tables, id));

const readme = packageFile("README.md");
const marked = /(<!-- categories: made by `npm run generate` -->\n)[\s\S]*?(<!-- end -->)/;
writeFileSync(
  readme,
  readFileSync(readme, "utf8").replace(
    marked,
    (_, start, end) => `${start}\n${categoryTable(symbols.slice(BYTES))}\n${end}`,
  ),
);
