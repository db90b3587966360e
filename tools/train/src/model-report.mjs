/** @import { Dictionary } from "brio-dictionary" */
/** @import { Model, TrainedPrior } from "brio-model" */

import { segmentText } from "brio-dictionary";
import { encodeSymbols } from "brio-model";
import { validationSets } from "./evaluate.mjs";

/**
 * @typedef {object} PayloadSizes
 * @property {string} name
 * @property {number} bytes
 * @property {number[]} payloads by profile: bytes
 */

/**
 * What the payloads of a validation corpus take, each content by itself.
 *
 * @param {Model} model
 * @param {Dictionary} dictionary
 * @param {string} folder
 * @returns {PayloadSizes[]}
 */
export function payloadSizes(model, dictionary, folder) {
  const encoder = new TextEncoder();
  return validationSets(folder).map(({ name, contents }) => {
    const payloads = [0, 0];
    let bytes = 0;
    for (const content of contents) {
      const encoded = encoder.encode(content);
      const symbols = segmentText(dictionary, encoded);
      bytes += encoded.length;
      for (const profile of /** @type {const} */ ([0, 1])) {
        payloads[profile] += encodeSymbols(model, symbols, { profile }).length;
      }
    }
    return { name, bytes, payloads };
  });
}

/**
 * What was chosen, and what it gains, in Markdown.
 *
 * @param {TrainedPrior} trained
 * @param {readonly PayloadSizes[]} sets
 * @returns {string}
 */
export function priorReportText({ prior, bytes, report }, sets) {
  const rows = (/** @type {(string | number)[][]} */ cells) =>
    cells.map((row) => `| ${row.join(" | ")} |\n`).join("");
  return `\
# The training of the prior \`${prior.id}\`

Written by \`npm run train:model\`. Its dictionary is \`${prior.dictionaryId}\`.

| | |
| --- | --- |
${rows([
  ["samples", report.samples],
  ["of them held out to tune with, weights counted", report.heldOut],
  ["values that contexts took", report.values],
  ["successors of them", report.successors],
  ["bytes of the file", bytes.length],
  ...report.tuned.map((bits, profile) => [`bits a symbol while tuning profile ${profile}`, bits.toFixed(2)]),
])}
## What is listed

| context | lists | successors |
| --- | --- | --- |
${rows(report.lists.map(({ context, lists, successors }) => [context, lists, successors]))}
## What it gains

Ratios of content to payload, on texts that were not trained on, each by itself. Frames add a few bytes a message.

| texts | bytes | profile 0 | profile 1 |
| --- | --- | --- | --- |
${rows(sets.map((set) => [set.name, set.bytes, ...set.payloads.map((payload) => (set.bytes / payload).toFixed(2))]))}`;
}
