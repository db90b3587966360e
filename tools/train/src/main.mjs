// Trains the built-in dictionary of edition 2, from the root:
//
//   npm run train -- --corpus DIR [--valid DIR] [--phrases N] [--out DIR]
//
// and writes chat-2.* into packages/brio-dictionary/data, from which `npm run generate` makes the source. The corpus is
// not part of the project; the files it leads to are.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { CATEGORIES, chatDictionary, trainDictionary } from "brio-dictionary";
import { phraseFilter } from "./accept.mjs";
import { prepareCorpus } from "./corpus.mjs";
import { symbolsFile, tablesFile } from "./data-files.mjs";
import { evaluate } from "./evaluate.mjs";
import { createRandom } from "./random.mjs";
import { reportText } from "./report.mjs";

const SIGNAL_KINDS = 13;
const SEED = 2;
/** What the bundle has room for: 112 kB, gzip-compressed, for all of the dictionary. */
const PHRASES = 22_000;

const { values } = parseArgs({
  options: {
    corpus: { type: "string" },
    valid: { type: "string" },
    phrases: { type: "string", default: String(PHRASES) },
    out: {
      type: "string",
      default: fileURLToPath(new URL("../../../packages/brio-dictionary/data", import.meta.url)),
    },
  },
});
if (values.corpus === undefined) {
  console.error("usage: npm run train -- --corpus DIR [--valid DIR] [--phrases N] [--out DIR]");
  process.exit(2);
}

const { samples, exchanges, omitted } = prepareCorpus(values.corpus, createRandom(SEED));
const started = performance.now();
const result = trainDictionary(samples, {
  phraseCount: Number(values.phrases),
  signals: chatDictionary(1).entries.filter(({ category }) => CATEGORIES.indexOf(category) < SIGNAL_KINDS),
  accept: phraseFilter(omitted, exchanges),
  onProgress: (step, done) => {
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    console.error(`${seconds.padStart(4)} s ${(100 * done).toFixed(0).padStart(3)} %  ${step}`);
  },
});
const sets = values.valid === undefined ? [] : evaluate(result.dictionary, values.valid);
const report = reportText(result, sets);
writeFileSync(join(values.out, "chat-2.tsv"), symbolsFile(result));
writeFileSync(join(values.out, "chat-2.txt"), tablesFile(result));
writeFileSync(join(values.out, "chat-2.md"), report);
console.log(report);
