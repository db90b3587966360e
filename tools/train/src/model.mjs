// Trains the built-in prior of the model coder, from the root:
//
//   npm run train:model -- --corpus DIR [--valid DIR] [--bytes N] [--out DIR]
//
// and writes chat-2.prior, and a report beside it, into packages/brio-model/data. The corpus is not part of the project.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { trainPrior } from "brio-codec/train";
import { chatDictionary } from "brio-dictionary";
import { prepareCorpus } from "./corpus.mjs";
import { payloadSizes, priorReportText } from "./model-report.mjs";
import { priorTexts } from "./model-samples.mjs";
import { createRandom } from "./random.mjs";

const SEED = 2;
/** What a package has room for, beside the code. */
const BYTES = 1_455_000;

const { values } = parseArgs({
  options: {
    corpus: { type: "string" },
    valid: { type: "string" },
    bytes: { type: "string", default: String(BYTES) },
    out: {
      type: "string",
      default: fileURLToPath(new URL("../../../packages/brio-model/data", import.meta.url)),
    },
  },
});
if (values.corpus === undefined) {
  console.error("usage: npm run train:model -- --corpus DIR [--valid DIR] [--bytes N] [--out DIR]");
  process.exit(2);
}

const dictionary = chatDictionary(2);
const texts = priorTexts(prepareCorpus(values.corpus, createRandom(SEED)));
const started = performance.now();
let lastLine = "";
const trained = trainPrior(dictionary, texts, {
  maxBytes: Number(values.bytes),
  onProgress: (step, done) => {
    const line = `${(100 * done).toFixed(0).padStart(3)} %  ${step}`;
    if (line === lastLine) return;
    lastLine = line;
    console.error(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s ${line}`);
  },
});
const sets = values.valid === undefined ? [] : payloadSizes(trained.prior, values.valid);
const report = priorReportText(trained, sets);
mkdirSync(values.out, { recursive: true });
writeFileSync(join(values.out, "chat-2.prior"), trained.bytes);
writeFileSync(join(values.out, "chat-2-prior.md"), report);
console.log(report);
