/** @import { Prior, TrainedPrior } from "brio-codec/train" */

import { compress, inspect } from "brio-codec";
import { validationSets } from "./evaluate.mjs";

/** The levels of the two profiles. */
const LEVELS = /** @type {const} */ ([9, 7]);

/**
 * @typedef {object} PayloadSizes
 * @property {string} name
 * @property {number} bytes
 * @property {number[]} payloads by level, as {@link LEVELS}: bytes
 */

/**
 * What the payloads of a validation corpus take, each content by itself.
 *
 * @param {Prior} prior one of the built-in dictionary
 * @param {string} folder
 * @returns {PayloadSizes[]}
 */
export function payloadSizes(prior, folder) {
  return validationSets(folder).map(({ name, contents }) => {
    const payloads = LEVELS.map((level) =>
      contents.reduce((sum, content) => {
        const { frameLength, headerLength } = inspect(compress(content, { level, prior }));
        return sum + frameLength - headerLength;
      }, 0),
    );
    return {
      name,
      bytes: contents.reduce((sum, content) => sum + Buffer.byteLength(content), 0),
      payloads,
    };
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

| texts | bytes | ${LEVELS.map((level) => `level ${level}`).join(" | ")} |
| --- | --- | --- | --- |
${rows(sets.map((set) => [set.name, set.bytes, ...set.payloads.map((payload) => (set.bytes / payload).toFixed(2))]))}`;
}
