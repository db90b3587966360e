/** @import { TrainingResult } from "brio-dictionary" */

// The files that the package keeps of a trained dictionary, and generates its source from. Text, so that a change shows.

const BYTES = 256;
const LEAST_EXPONENT = 6;
/** "." is 0, then exponents from 6 to 40. */
const EXPONENTS = ".ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghi";

const SYMBOLS_HEAD = `\
# The symbols of the built-in dictionary "chat", edition 2: the bytes, and words and phrases common in AI conversations.
# Made by tools/train; from here \`npm run generate\` makes src/chat-2.gen.ts. Frozen once released.
# symbol	category	samples and groups it was found in	class	weight	phrase
`;

/**
 * One symbol a line.
 *
 * @param {TrainingResult} result
 * @returns {string}
 */
export function symbolsFile({ dictionary: { entries, model }, report: { documents, groupsOf } }) {
  if (model === undefined) throw new TypeError("dictionary: expected one with a model");
  const { classes, weights } = model;
  const lines = Array.from(classes, (symbolClass, symbol) => {
    const statistics = [symbolClass, weights[symbol]];
    if (symbol < BYTES) {
      return [symbol, "byte", "-", "-", ...statistics, symbol.toString(16).padStart(2, "0")];
    }
    const id = symbol - BYTES;
    const entry = entries[id];
    return [
      symbol,
      entry?.category,
      documents[id],
      groupsOf[id],
      ...statistics,
      JSON.stringify(entry?.phrase),
    ];
  });
  return SYMBOLS_HEAD + lines.map((fields) => `${fields.join("\t")}\n`).join("");
}

/**
 * The tables, rows of one character an exponent.
 *
 * @param {TrainingResult} result
 * @returns {string}
 */
export function tablesFile({ dictionary: { model } }) {
  if (model === undefined) throw new TypeError("dictionary: expected one with a model");
  const rows = (/** @type {Uint8Array} */ exponents, /** @type {number} */ length) => {
    const characters = Array.from(exponents, (exponent) =>
      EXPONENTS.charAt(exponent === 0 ? 0 : exponent - LEAST_EXPONENT + 1),
    ).join("");
    return characters.replace(new RegExp(`.{${length}}`, "g"), "$&\n");
  };
  const { transitions, marginals, escapes, distances } = model;
  return `\
# The tables of the built-in dictionary "chat", edition 2, beside chat-2.tsv: "." is 0, A to Z and a to i are 6 to 40.
# transitions: a row for each context, a column for each class
${rows(transitions, marginals.length)}# marginals, by class
${rows(marginals, marginals.length)}# escapes, by context
${rows(escapes, escapes.length)}# distances: a row for each position bucket, a column for each slot
${rows(distances, 48)}`;
}
