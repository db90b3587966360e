// Makes src/chat-1.gen.ts from data/chat-1.tsv. Run by `npm run
// generate`.
//
// It computes the dictionary's id from SPEC.md on its own, without the package's code, so the test that
// compares the two checks both.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { CATEGORIES, packageFile } from "./categories.mjs";

/** Between the phrases of a row; the list has no phrase with a carriage return, which `parse` checks. */
const SEPARATOR = "\r";
const ROW_CHARACTERS = 100;

function parse(tsv) {
  const entries = [];
  const seen = new Set();
  tsv.split("\n").forEach((line, index) => {
    if (line === "" || line.startsWith("#")) return;
    const fail = (message) => {
      throw new Error(`data/chat-1.tsv:${index + 1}: ${message}`);
    };
    const fields = line.split("\t");
    if (fields.length !== 3) fail(`expected three fields, got ${fields.length}`);
    if (fields[0] !== String(entries.length)) fail(`expected id ${entries.length}, got ${fields[0]}`);
    const kind = CATEGORIES.indexOf(fields[1]);
    if (kind < 0) fail(`there is no category ${fields[1]}`);
    const phrase = JSON.parse(fields[2]);
    const byteLength = Buffer.byteLength(phrase);
    if (byteLength < 2 || byteLength > 48) fail(`expected 2 to 48 bytes, got ${byteLength}`);
    if (/[^\P{Cc}\n\t]|\p{Cs}/u.test(phrase))
      fail("control characters other than \\n and \\t are not allowed");
    if (seen.has(phrase)) fail("the phrase is there twice");
    seen.add(phrase);
    entries.push({ kind, phrase });
  });
  return entries;
}

function serialise(entries) {
  const leb128 = (n) => (n < 0x80 ? [n] : [(n & 0x7f) | 0x80, ...leb128(n >> 7)]);
  const out = [0xb1, 0xd1, 1, ...leb128(entries.length)];
  for (let i = 0; i < entries.length; ) {
    const { kind } = entries[i];
    let end = i;
    while (end < entries.length && entries[end].kind === kind) end++;
    out.push(kind, ...leb128(end - i));
    for (; i < end; i++) {
      const bytes = Buffer.from(entries[i].phrase);
      out.push(bytes.length, ...bytes);
    }
  }
  return Buffer.from(out);
}

function source(entries, id) {
  const rows = [];
  let row;
  for (const { kind, phrase } of entries) {
    if (row === undefined || row.kind !== kind || JSON.stringify(row.text).length > ROW_CHARACTERS) {
      row = { kind, text: phrase };
      rows.push(row);
    } else {
      row.text += SEPARATOR + phrase;
    }
  }
  return `// Generated from data/chat-1.tsv by \`npm run generate\`. Do not edit.

/** Content hash of the dictionary. */
export const CHAT_1_ID: string = "${id}";

/** In the order of the ids: kinds, and phrases of that kind with a carriage return between them. */
export const CHAT_1_RUNS: readonly (readonly [kind: number, phrases: string])[] = [
${rows.map(({ kind, text }) => `  [${kind}, ${JSON.stringify(text)}],\n`).join("")}];
`;
}

const entries = parse(readFileSync(packageFile("data/chat-1.tsv"), "utf8"));
const id = createHash("sha256").update(serialise(entries)).digest("hex").slice(0, 16);
writeFileSync(packageFile("src/chat-1.gen.ts"), source(entries, id));
