/** The worked example of SPEC-1.md, rendered: the script that wrote it and the test that executes it share this. */

import { readFrameHeader } from "brio-container";
import { buildDictionary, type Dictionary } from "brio-dictionary";
import { toHex, utf8 } from "brio-test-support";
import { frameByHand, partsOf, splitNumber, type Token } from "./by-hand.ts";
import { referenceDecode } from "./reference-decoder.ts";

export const EXAMPLE_TEXT = "I'm sorry about the end of the end of the end.";

const EXAMPLE_TOKENS: readonly Token[] = [
  { phrase: 2 },
  " about",
  { phrase: 0 },
  " end",
  { phrase: 1 },
  { length: 19, distance: 11 },
  ".",
];

export function exampleDictionary(): Dictionary {
  return buildDictionary([
    { phrase: " the", category: "text" },
    { phrase: " of", category: "text" },
    { phrase: "I'm sorry", category: "apology" },
    { phrase: " Größe", category: "text" },
  ]);
}

export function exampleFrame(): Uint8Array {
  const fields = {
    content: utf8(EXAMPLE_TEXT),
    checkBits: 16,
    dictionary: exampleDictionary().id,
    metadata: "signals",
    entries: [{ position: 0, kind: 1, value: 2 }],
  } as const;
  return frameByHand(fields, [partsOf(EXAMPLE_TOKENS)]);
}

const SIZES = [2, 1, 1, 8, 1, 1, 5] as const;

/** Field by field: hex digits, two spaces or more, what they are. */
export function renderFrame(frame: Uint8Array): string {
  const names = [
    "magic, with a check",
    "version",
    "flags: tokens, check 16, dictionary by hash, signals; 4 bits set, so parity 0",
    "dictionary hash",
    `content length ${EXAMPLE_TEXT.length}`,
    "metadata count 1",
    "gap 0, kind 1 (apology), value 2",
  ];
  let at = 0;
  const rows = names.map((name, i) => {
    at += SIZES[i]!;
    return [frame.subarray(at - SIZES[i]!, at), name] as const;
  });
  const payload = frame.subarray(readFrameHeader(frame).payloadOffset);
  rows.push([payload.subarray(0, 4), "state of the only lane"]);
  for (let word = 4; word < payload.length; word += 16)
    rows.push([payload.subarray(word, word + 16), "words"]);
  return rows.map(([bytes, name]) => `${spaced(bytes).padEnd(49)}${name}`).join("\n");
}

/** What a decoder reads from the payload, in its order. */
export function renderParts(frame: Uint8Array): string {
  const { runs, copies, literals, tables = [] } = referenceDecode(frame, exampleDictionary()).blocks[0]!;
  const runNumbers = runs.map(splitNumber);
  const copyNumbers = copies.map((copy) => splitNumber("phrase" in copy ? copy.phrase : copy.length - 4));
  const distances = copies.flatMap((copy) => ("phrase" in copy ? [] : [splitNumber(copy.distance - 1)]));
  const count = splitNumber(copies.length);
  const slots = (numbers: readonly { slot: number }[]): string => numbers.map(({ slot }) => slot).join(" ");
  const extras = [...runNumbers, ...copyNumbers, ...distances].filter(({ width }) => width > 0);
  return [
    `head            slot ${count.slot}, tables of ${tables.join(", ")}`,
    `sequence count  extra bits ${count.extra} (${count.width} wide): ${copies.length}`,
    `runs            ${slots(runNumbers)}`,
    `copies          ${slots(copyNumbers.map(({ slot }, i) => ({ slot: "phrase" in copies[i]! ? slot : 32 + slot })))}`,
    `distances       ${slots(distances)}`,
    `extra bits      ${extras.map(({ extra, width }) => `${extra} (${width} wide)`).join(", ")}`,
    `literals        ${spaced(literals)}`,
  ].join("\n");
}

function spaced(bytes: Uint8Array): string {
  return toHex(bytes)
    .toUpperCase()
    .replace(/..(?!$)/g, "$& ");
}
