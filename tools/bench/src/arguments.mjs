// @ts-check
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

export const USAGE =
  "usage: npm run bench:metadata -- [--json] [--field NAME] [--rounds N] [FILE.jsonl…]\n" +
  "  --field NAME  of each record the string NAME alone, instead of the whole line\n" +
  "  --rounds N    how often everything is timed, 1 to 1000 (21)\n" +
  "  --json        all figures, each round's too\n" +
  "without files: the samples of the demo";

/** Some ten seconds for the samples. */
const DEFAULT_ROUNDS = 21;
const MAX_ROUNDS = 1000;

const SAMPLES = ["agent-transcript.jsonl", "audit-log.jsonl"].map((name) =>
  fileURLToPath(new URL(`../../demo/samples/${name}`, import.meta.url)),
);

/**
 * @typedef {object} Arguments
 * @property {string[]} files
 * @property {string | undefined} field - of a record, its text; the whole line without it
 * @property {number} rounds
 * @property {boolean} json
 */

/**
 * @param {string[]} words - the command line behind the name of the program
 * @returns {Arguments}
 * @throws {Error} naming what is wrong with them
 */
export function readArguments(words) {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      field: { type: "string" },
      rounds: { type: "string", default: String(DEFAULT_ROUNDS) },
    },
  });
  const rounds = Number(values.rounds);
  if (!/^\d+$/.test(values.rounds) || rounds < 1 || rounds > MAX_ROUNDS) {
    throw new Error(`--rounds: expected an integer from 1 to ${MAX_ROUNDS}, got ${values.rounds}`);
  }
  if (values.field === "") throw new Error("--field: expected a name, got nothing");
  return {
    files: positionals.length > 0 ? positionals : SAMPLES,
    field: values.field,
    rounds,
    json: values.json,
  };
}
