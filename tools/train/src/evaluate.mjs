/** @import { Dictionary, SizeEstimate } from "brio-dictionary" */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sizeEstimator } from "brio-dictionary";
import { readJsonLines } from "./corpus.mjs";

const SHORT_BYTES = 256;

/**
 * @typedef {object} SetSize
 * @property {string} name
 * @property {number} bytes
 * @property {SizeEstimate} bits the sums over all contents
 */

/**
 * Contents to measure on, by set. What is not in the folder is left out.
 *
 * @param {string} folder
 * @returns {{ name: string, contents: string[] }[]}
 */
export function validationSets(folder) {
  const lines = (/** @type {string} */ name) => {
    const path = join(folder, name);
    return existsSync(path)
      ? readFileSync(path, "utf8")
          .split("\n")
          .filter((line) => line !== "")
      : [];
  };
  const replies = readJsonLines(join(folder, "chat.jsonl")).map(
    (exchange) => /** @type {{ reply: string }} */ (exchange).reply,
  );
  const records = lines("audit.jsonl");
  return [
    { name: "replies", contents: replies },
    {
      name: `replies below ${SHORT_BYTES} bytes`,
      contents: replies.filter((reply) => Buffer.byteLength(reply) < SHORT_BYTES),
    },
    { name: "records, one by one", contents: records },
    { name: "records, as one", contents: records.length > 0 ? [`${records.join("\n")}\n`] : [] },
    { name: "agent transcripts", contents: lines("agent.jsonl") },
  ].filter(({ contents }) => contents.length > 0);
}

/**
 * What the contents of a validation corpus would take.
 *
 * @param {Dictionary} dictionary
 * @param {string} folder
 * @returns {SetSize[]}
 */
export function evaluate(dictionary, folder) {
  const estimate = sizeEstimator(dictionary);
  return validationSets(folder).map(({ name, contents }) => {
    const bits = { phrases: 0, classes: 0, matches: 0 };
    let bytes = 0;
    for (const content of contents) {
      const { phrases, classes, matches } = estimate(content);
      bits.phrases += phrases;
      bits.classes += classes;
      bits.matches += matches;
      bytes += Buffer.byteLength(content);
    }
    return { name, bytes, bits };
  });
}
