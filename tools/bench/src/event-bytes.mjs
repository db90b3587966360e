// @ts-check
import { compress, inspect } from "brio-codec";
import { readFrameHeader, writeFrameHeader } from "brio-container";

/**
 * @typedef {object} EventBytes
 * @property {string} name - of the file
 * @property {number} texts
 * @property {number} textsWithEvents
 * @property {number} events
 * @property {number} eventBytes - what the entries of all frames take
 * @property {number} frameBytes - all frames, entries included
 */

/**
 * What events cost in the frames of a file's texts, each text by itself at the default level.
 *
 * @param {import("./texts.mjs").TextFile} file
 * @returns {EventBytes}
 */
export function measureEventBytes({ name, texts }) {
  let textsWithEvents = 0;
  let events = 0;
  let eventBytes = 0;
  let frameBytes = 0;
  for (const text of texts) {
    const frame = compress(text);
    const listed = inspect(frame).events.length;
    if (listed > 0) textsWithEvents++;
    events += listed;
    eventBytes += entryBytes(frame);
    frameBytes += frame.length;
  }
  return { name, texts: texts.length, textsWithEvents, events, eventBytes, frameBytes };
}

/**
 * By how much a frame is longer than it would be if nothing had been found: its header beside the same one written again
 * without entries. So it counts whatever else of the header depends on there being entries. Neither payload nor check
 * changes its length.
 *
 * @param {Uint8Array} frame
 * @returns {number}
 */
export function entryBytes(frame) {
  const header = readFrameHeader(frame);
  // Of a stored frame the check stands between header and payload.
  const checkBytes = header.coder === "stored" ? header.checkBits / 8 : 0;
  return header.payloadOffset - checkBytes - writeFrameHeader({ ...header, entries: [] }).length;
}
