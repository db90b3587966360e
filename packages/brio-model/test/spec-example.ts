/** The worked example of SPEC.md, rendered: what wrote it and the test that executes it share this. */
import { toHex } from "brio-test-support";
import { encodeSymbols, type Model, untrainedModel } from "../src/index.ts";
import { alphabetOf } from "./models.ts";
import { referenceDecode, type Step } from "./reference-decoder.ts";

export const EXAMPLE_TEXT = "banana";
const SEED = 0xb210;
const PROFILE = 1;
const [A, N, B] = [0, 1, 2];

export function exampleModel(): Model {
  return untrainedModel(
    alphabetOf(
      [
        ["a", 0, 1],
        ["n", 1, 2],
        ["b", 1, 1],
      ],
      [1, 1],
    ),
  );
}

export function examplePayload(): Uint8Array {
  return encodeSymbols(exampleModel(), Uint16Array.of(B, A, N, A, N, A), { profile: PROFILE, seeds: [SEED] });
}

export function renderPayload(payload: Uint8Array): string {
  return [
    `${spaced(payload.subarray(0, 3))}   state of the only lane`,
    `${spaced(payload.subarray(3))}   bytes of the stream`,
  ].join("\n");
}

const HEADER = [
  "decision",
  "static",
  "logit",
  "mixed",
  "refined",
  "p",
  "state",
  "slot",
  "bit",
  "bytes",
  "new state",
];

/** Every decision that a decoder takes, in order. */
export function renderSteps(payload: Uint8Array): string {
  const { steps } = referenceDecode(exampleModel(), payload, EXAMPLE_TEXT.length, 1);
  const rows = [HEADER, ...steps.map((step) => [meaningOf(step), ...cellsOf(step)])];
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  "),
    )
    .join("\n");
}

function meaningOf({ branch, bit }: Step): string {
  if (branch === undefined) return `profile ${bit}`;
  const below = (bit === 1 ? branch.ones : branch.all.filter((member) => !branch.ones.includes(member)))[0]!;
  return branch.isClassNode
    ? `node ${branch.number}: class ${below}`
    : `node ${branch.number}: ${"anb"[below]}`;
}

function cellsOf({ prediction, coded, state, bit, bytes, next }: Step): string[] {
  const { static: first, logit, mixed, refined } = prediction ?? {};
  const numbers = [first, logit, mixed, refined, coded, state, state % 32768, bit];
  const cells = numbers.map((number) => (number === undefined ? "" : String(number)));
  return [...cells, spaced(Uint8Array.from(bytes)), String(next)];
}

function spaced(bytes: Uint8Array): string {
  return toHex(bytes)
    .toUpperCase()
    .replace(/..(?!$)/g, "$& ");
}
