/** @import { TrainingSample } from "brio-dictionary" */
/** @import { Random } from "./random.mjs" */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { alphabetSamples } from "./alphabets.mjs";
import { jsonText } from "./json-text.mjs";
import { recordWriter } from "./records.mjs";

// From the files of a corpus to samples:
//
//   chat.jsonl    {model, prompt, reply} a line. Replies are samples, and prompts; every third exchange is one more time, in
//                 a record of the shape of a public interface. Replies of less than 500 bytes count four times: they
//                 are most of traffic by number, and few of a corpus by bytes.
//   agent.jsonl   a conversation with tool calls a line. Long system prompts are one deployment's text and left out.
//
// A group is a prompt, or what a conversation begins with: a phrase has to occur in answers to several.

const SHORT_REPLY_BYTES = 500;
const SHORT_REPLY_WEIGHT = 4;
const EXCHANGES_PER_RECORD = 3;
const LONGEST_SYSTEM_PROMPT = 300;
const ALPHABET_CHARACTERS = 2000;

/** @typedef {{ model: string, prompt: string, reply: string }} Exchange */

/**
 * @typedef {object} PreparedCorpus
 * @property {TrainingSample[]} samples
 * @property {Exchange[]} exchanges as they are in the corpus
 * @property {string[]} omitted the system prompts that were left out, each once
 */

/**
 * @param {string} path
 * @returns {unknown[]} the values of a file of JSON lines; none if there is no such file
 */
export function readJsonLines(path) {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

/**
 * @param {string} folder
 * @param {Random} random
 * @returns {PreparedCorpus}
 */
export function prepareCorpus(folder, random) {
  const exchanges = /** @type {Exchange[]} */ (readJsonLines(join(folder, "chat.jsonl")));
  const conversations = readJsonLines(join(folder, "agent.jsonl"));
  if (exchanges.length + conversations.length === 0) {
    throw new Error(`${folder}: expected chat.jsonl or agent.jsonl with something in it`);
  }
  /** @type {TrainingSample[]} */
  const samples = [];
  for (const { prompt, reply } of exchanges) {
    const short = Buffer.byteLength(reply) < SHORT_REPLY_BYTES;
    samples.push({ content: reply, group: `prompt ${prompt}`, weight: short ? SHORT_REPLY_WEIGHT : 1 });
  }
  for (const prompt of new Set(exchanges.map((exchange) => exchange.prompt))) {
    samples.push({ content: prompt, group: `prompt ${prompt}` });
  }
  const record = recordWriter(random);
  exchanges.forEach((exchange, i) => {
    if (i % EXCHANGES_PER_RECORD === 0)
      samples.push({ content: record(exchange), group: `prompt ${exchange.prompt}` });
  });
  const omitted = new Set();
  for (const conversation of conversations) {
    const { kept, opening } = withoutPolicy(conversation, omitted);
    const style = { spaced: random.chance(0.6), ascii: random.chance(0.5) };
    samples.push({ content: jsonText(kept, style), group: `conversation ${opening}` });
  }
  // One group for all: nothing of it can become a phrase.
  for (const content of alphabetSamples(random, ALPHABET_CHARACTERS)) {
    samples.push({ content, group: "alphabets" });
  }
  return { samples, exchanges, omitted: [...omitted] };
}

/**
 * A conversation without its long system prompts, which are collected; and what the user says first.
 *
 * @param {any} conversation in the shape of OpenAI's messages, or of ShareGPT
 * @param {Set<string>} omitted
 */
function withoutPolicy(conversation, omitted) {
  let opening = "";
  const strip = (/** @type {any} */ message) => {
    const role = message.role ?? message.from;
    const content = message.content ?? message.value;
    if (opening === "" && (role === "user" || role === "human")) opening = JSON.stringify(content);
    if (role !== "system" || typeof content !== "string" || content.length <= LONGEST_SYSTEM_PROMPT)
      return message;
    omitted.add(content);
    return { ...message, content: "" };
  };
  const kept = { ...conversation };
  for (const key of ["messages", "messages_display", "conversations"]) {
    if (Array.isArray(kept[key])) kept[key] = kept[key].map(strip);
  }
  return { kept, opening };
}
