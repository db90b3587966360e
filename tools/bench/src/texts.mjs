// @ts-check
import { readFileSync } from "node:fs";
import { basename } from "node:path";

/** Bytes of a text that counts as a reply of 1 to 2 KB. */
export const SHORTEST_REPLY = 1000;
export const LONGEST_REPLY = 2000;
/** Of those that are cut. */
const CUT_REPLY = 1500;
/** With fewer replies than this, one odd text shows in the average. */
export const FEWEST_REPLIES = 100;

const LINE_FEED = 0x0a;

/**
 * A JSONL file.
 *
 * @typedef {object} TextFile
 * @property {string} name - without its folder
 * @property {Uint8Array[]} texts - of its records, none empty
 * @property {number} recordsWithout - records that have no text in the field asked for
 * @property {Uint8Array[]} replies - what is read and searched: texts of 1 to 2 KB
 * @property {boolean} joined - the replies are not texts of the file, but all its texts joined and cut
 */

/**
 * @param {string} path
 * @param {string | undefined} field - of each record, the string to take; without it the whole line is the text
 * @returns {TextFile}
 * @throws {Error} naming the file, if it cannot be read, is not what `field` needs, or holds less than one reply
 */
export function loadTexts(path, field) {
  const name = basename(path);
  const lines = splitLines(new Uint8Array(readFileSync(path)));
  const texts = field === undefined ? lines : textsOf(lines, field, name);
  const { replies, joined } = chooseReplies(texts);
  if (replies.length === 0) {
    const what = field === undefined ? "" : ` in the field "${field}"`;
    throw new Error(`${name}: there are less than ${SHORTEST_REPLY} bytes of text${what}`);
  }
  return { name, texts, recordsWithout: lines.length - texts.length, replies, joined };
}

/**
 * The texts of 1 to 2 KB; or, where these are too few, all texts joined by line feeds and cut every 1.5 KB, at the end of a
 * character. What is then left over at the end is dropped if it is shorter than a reply.
 *
 * @param {readonly Uint8Array[]} texts - in UTF-8
 * @returns {{ replies: Uint8Array[], joined: boolean }}
 */
export function chooseReplies(texts) {
  const replies = texts.filter(({ length }) => length >= SHORTEST_REPLY && length <= LONGEST_REPLY);
  if (replies.length >= FEWEST_REPLIES) return { replies, joined: false };
  return { replies: cut(joinLines(texts)), joined: true };
}

/**
 * @param {readonly Uint8Array[]} texts
 * @returns {Uint8Array}
 */
function joinLines(texts) {
  const bytes = new Uint8Array(totalLength(texts) + texts.length);
  let at = 0;
  for (const text of texts) {
    bytes.set(text, at);
    at += text.length + 1;
    bytes[at - 1] = LINE_FEED;
  }
  return bytes;
}

/**
 * @param {Uint8Array} bytes
 * @returns {Uint8Array[]} copies, so that each is as much by itself as any text
 */
function cut(bytes) {
  const pieces = [];
  for (let start = 0; bytes.length - start >= SHORTEST_REPLY; ) {
    let end = Math.min(start + CUT_REPLY, bytes.length);
    // A character has three continuation bytes at most; what has more is no text, and is cut anywhere.
    for (let back = 0; back < 3 && end < bytes.length && (bytes[end] & 0xc0) === 0x80; back++) end--;
    pieces.push(bytes.slice(start, end));
    start = end;
  }
  return pieces;
}

/**
 * @param {readonly Uint8Array[]} lines
 * @param {string} field
 * @param {string} name - of the file, for errors
 * @returns {Uint8Array[]}
 */
function textsOf(lines, field, name) {
  const texts = [];
  for (const [index, line] of lines.entries()) {
    let record;
    try {
      record = JSON.parse(new TextDecoder().decode(line));
    } catch {
      throw new Error(`${name}: record ${index + 1} is not JSON, so it has no field "${field}"`);
    }
    const text = record?.[field];
    if (typeof text === "string" && text !== "") texts.push(new TextEncoder().encode(text));
  }
  return texts;
}

/**
 * @param {Uint8Array} bytes
 * @returns {Uint8Array[]} copies of the lines without their line feeds; empty ones are left out
 */
function splitLines(bytes) {
  const lines = [];
  for (let start = 0; start < bytes.length; ) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed < 0 ? bytes.length : feed;
    if (end > start) lines.push(bytes.slice(start, end));
    start = end + 1;
  }
  return lines;
}

/**
 * @param {readonly Uint8Array[]} parts
 * @returns {number}
 */
export function totalLength(parts) {
  return parts.reduce((sum, { length }) => sum + length, 0);
}
