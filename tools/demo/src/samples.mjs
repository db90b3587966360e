// @ts-check
import { readFileSync } from "node:fs";

/**
 * A JSONL file of the samples folder.
 *
 * @typedef {object} Sample
 * @property {string} name - file name
 * @property {Uint8Array} bytes - the whole file
 * @property {Uint8Array[]} records - its lines without the line feed, in order
 */

const FILES = ["agent-transcript.jsonl", "audit-log.jsonl"];
const LINE_FEED = 0x0a;

/** @returns {Sample[]} the samples, read from disk */
export function loadSamples() {
  return FILES.map((name) => {
    const bytes = new Uint8Array(readFileSync(new URL(`../samples/${name}`, import.meta.url)));
    return { name, bytes, records: splitLines(bytes) };
  });
}

/**
 * @param {Uint8Array} bytes - UTF-8; every line ends with a line feed, the last one may lack it
 * @returns {Uint8Array[]} views of `bytes`
 */
function splitLines(bytes) {
  /** @type {Uint8Array[]} */
  const lines = [];
  for (let start = 0; start < bytes.length; ) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed < 0 ? bytes.length : feed;
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines;
}
