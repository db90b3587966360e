/** @import { TrainingResult } from "brio-dictionary" */
/** @import { SetSize } from "./evaluate.mjs" */

/**
 * What was chosen, and what each part of the model gains, in Markdown.
 *
 * @param {TrainingResult} result
 * @param {readonly SetSize[]} sets
 * @returns {string}
 */
export function reportText({ dictionary, report }, sets) {
  const ratio = (/** @type {number} */ bytes, /** @type {number} */ bits) => ((bytes * 8) / bits).toFixed(2);
  const rows = (/** @type {(string | number)[][]} */ cells) =>
    cells.map((row) => `| ${row.join(" | ")} |\n`).join("");
  const gains = sets.map(({ name, bytes, bits }) => [
    name,
    bytes,
    ratio(bytes, bits.phrases),
    ratio(bytes, bits.classes),
    ratio(bytes, bits.matches),
  ]);
  const rounds = report.rounds.map(({ phrases, bits }) => [phrases, (bits / 8).toFixed(0)]);
  return `\
# The training of the built-in dictionary \`${dictionary.id}\`

Written by \`npm run train\`.

| | |
| --- | --- |
${rows([
  ["samples", report.samples],
  ["groups (prompts, conversations)", report.groups],
  ["bytes of samples", report.bytes],
  ["strings looked at", report.candidates],
  ["of them in enough samples and groups", report.supported],
  ["phrases chosen, signals included", report.phrases],
  ["classes of symbols", report.classes],
])}
## What each part gains

Ratios of content to an estimate of its coded size, on texts that were not trained on. The estimate charges what the model
says, at the cheapest parse, and nothing for frames: frames add a few bytes a message, and the token coder rounds.

| texts | bytes | phrases alone | and classes | and matches |
| --- | --- | --- | --- | --- |
${rows(gains)}
## How the phrases were chosen

What all samples take, weights counted, with so many phrases left, each at a probability of its own. The last row is a trial
with half of those chosen.

| phrases | bytes |
| --- | --- |
${rows(rounds)}
${report.advice.map((line) => `- ${line}\n`).join("")}`;
}
