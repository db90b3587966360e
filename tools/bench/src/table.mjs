// @ts-check
import { FEWEST_REPLIES, LONGEST_REPLY, SHORTEST_REPLY } from "./texts.mjs";

/** @import { EventBytes } from "./event-bytes.mjs" */
/** @import { Reading } from "./reading.mjs" */
/** @import { Scanning } from "./scanning.mjs" */
/** @import { TextFile } from "./texts.mjs" */

/**
 * @param {number} value
 * @returns {string} with thousands separated, the same in every locale
 */
const count = (value) => Math.round(value).toLocaleString("en-US");

/**
 * @param {number} value
 * @returns {string} with three digits that mean something; below 1, hundredths
 */
const digits = (value) => (value >= 100 ? count(value) : value.toFixed(value < 10 ? 2 : 1));

/**
 * @param {number} part
 * @param {number} whole
 * @returns {string}
 */
const percent = (part, whole) => (whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`);

/**
 * @param {number} share - more time, or less
 * @returns {string}
 */
const added = (share) => `${share < 0 ? "" : "+"}${percent(share, 1)}`;

/**
 * Where the texts of 1 to 2 KB come from.
 *
 * @param {readonly TextFile[]} files
 * @returns {string}
 */
export function textsReport(files) {
  return files
    .map(({ name, texts, recordsWithout, replies, joined }) => {
      const without = recordsWithout > 0 ? `, none in ${count(recordsWithout)} of the records` : "";
      const source = joined
        ? `fewer than ${FEWEST_REPLIES} of 1 to 2 KB, so all are joined and cut into ${count(replies.length)}`
        : `${count(replies.length)} of 1 to 2 KB`;
      return `${name}: ${count(texts.length)} texts${without}; ${source}`;
    })
    .join("\n");
}

/**
 * @param {Reading} reading
 * @returns {string}
 */
export function readingReport({ texts, bytes, rows, factors, events }) {
  const size = `${count(SHORTEST_REPLY)} to ${count(LONGEST_REPLY)} bytes, ${count(bytes / texts)} on average`;
  const against = (/** @type {"inspect" | "hasSignal"} */ name) =>
    `${name}: ${factors.map((factor) => `${digits(factor[name])} × ${factor.rival}`).join("; ")}`;
  return [
    `What occurs in a compressed text: ${count(texts)} texts of ${size}`,
    ...table(
      ["", "best µs", "median µs", "texts/s", "× inspect"],
      rows.map(({ name, best, median, perSecond, timesInspect }) => [
        ...[name, digits(best), digits(median), count(perSecond), digits(timesInspect)],
      ]),
    ),
    `  Frames and searches agree on ${count(events)} events.`,
    against("inspect"),
    against("hasSignal"),
  ].join("\n");
}

/**
 * @param {readonly EventBytes[]} files
 * @returns {string}
 */
export function eventBytesReport(files) {
  return [
    "What events take in the frames of all texts",
    ...table(
      ["", "texts", "events", "a text", "texts with one", "bytes an event", "of the frames"],
      files.map(({ name, texts, textsWithEvents, events, eventBytes, frameBytes }) => [
        ...[name, count(texts), count(events), (events / texts).toFixed(2), percent(textsWithEvents, texts)],
        ...[events === 0 ? "-" : (eventBytes / events).toFixed(2), percent(eventBytes, frameBytes)],
      ]),
    ),
  ].join("\n");
}

/**
 * @param {Scanning} scanning
 * @returns {string}
 */
export function scanningReport({ texts, bytes, rows, share, error, searchShare }) {
  return [
    `What looking for them costs: ${count(texts)} texts, ${count(bytes)} bytes`,
    ...table(
      ["", "best ns/B", "median ns/B"],
      rows.map(({ name, best, median }) => [name, digits(best), digits(median)]),
    ),
    `  Of the time of level 1 without metadata: to do the same again ${added(error)}, the search alone ${percent(searchShare, 1)}`,
    `signals: ${added(share)} of the time of level 1`,
  ].join("\n");
}

/**
 * @param {readonly string[]} titles - the first column is of names
 * @param {readonly string[][]} rows
 * @returns {string[]} indented lines
 */
function table(titles, rows) {
  const lines = [titles, ...rows];
  const widths = titles.map((_, column) => Math.max(...lines.map((cells) => cells[column].length)));
  return lines.map(([name, ...cells]) => {
    const aligned = cells.map((cell, index) => `  ${cell.padStart(widths[index + 1])}`);
    return `  ${name.padEnd(widths[0])}${aligned.join("")}`;
  });
}
