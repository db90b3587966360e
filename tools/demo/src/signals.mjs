// @ts-check
import { inspect } from "brio-codec";

/** @typedef {import("brio-codec").BrioEvent} Signal */

/**
 * @typedef {object} Signals
 * @property {Map<string, number>} counts - events by category, most frequent first
 * @property {{ record: number, length: number, events: Signal[] }[]} examples - `record` counts from 1, `length` is the frame's
 */

const EXAMPLE_COUNT = 2;

/**
 * Reads the metadata of compressed records. Nothing is inflated: `inspect` reads a frame's front alone.
 *
 * @param {Uint8Array[]} frames
 * @returns {Signals} the examples, chosen to show many categories, are in the order of the file
 */
export function readSignals(frames) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  const read = frames.map((frame, index) => {
    const { events } = inspect(frame);
    for (const { category = "unknown" } of events) counts.set(category, (counts.get(category) ?? 0) + 1);
    return { record: index + 1, length: frame.length, events: firstOfEachCategory(events) };
  });
  return {
    counts: new Map([...counts].sort(([, a], [, b]) => b - a)),
    examples: chooseExamples(read),
  };
}

/**
 * @param {readonly Signal[]} events
 * @returns {Signal[]}
 */
function firstOfEachCategory(events) {
  const seen = new Set();
  return events.filter(({ category }) => !seen.has(category) && seen.add(category));
}

/**
 * Neighbours in a log resemble each other, so the next example is the record that adds most categories to those already shown.
 *
 * @param {Signals["examples"]} candidates
 * @returns {Signals["examples"]}
 */
function chooseExamples(candidates) {
  const shown = new Set();
  const added = (/** @type {Signals["examples"][number]} */ { events }) =>
    events.filter(({ category }) => !shown.has(category)).length;
  /** @type {Signals["examples"]} */
  const chosen = [];
  while (chosen.length < EXAMPLE_COUNT && candidates.length > 0) {
    const best = candidates.reduce((a, b) => (added(b) > added(a) ? b : a));
    if (added(best) === 0) break;
    chosen.push(best);
    for (const { category } of best.events) shown.add(category);
  }
  return chosen.sort((a, b) => a.record - b.record);
}
