// @ts-check
import { compress } from "brio-codec";
import { scanSignals } from "brio-dictionary";
import { PHRASES } from "./phrases.mjs";
import { alternate, sumOver, timesAsLong, timesOf } from "./rounds.mjs";
import { totalLength } from "./texts.mjs";

/**
 * @typedef {object} Scanning
 * @property {number} texts
 * @property {number} bytes
 * @property {import("./rounds.mjs").Times[]} rows - nanoseconds a byte: without metadata, with it, without it again, the search alone
 * @property {number} share - what metadata adds to the time of level 1, as a share of the time without
 * @property {number} error - what doing the same without metadata again adds to it: how far off `share` may be
 * @property {number} searchShare - the time of the search alone, as a share of the same
 */

/**
 * What it costs to look for signals, beside the fastest level, which is where it shows most.
 *
 * @param {readonly Uint8Array[]} texts - at least one
 * @param {number} rounds
 * @returns {Scanning}
 */
export function measureScanning(texts, rounds) {
  const timings = alternate(
    [
      { name: "level 1, no metadata", run: sumOver(texts, (text) => sizeWith(text, "none")) },
      { name: "level 1, signals", run: sumOver(texts, (text) => sizeWith(text, "signals")) },
      { name: "level 1, no metadata, again", run: sumOver(texts, (text) => sizeWith(text, "none")) },
      { name: "the search alone", run: sumOver(texts, (text) => scanSignals(PHRASES, text).length) },
    ],
    texts.length,
    rounds,
  );
  const [without, withSignals, again, alone] = timings;
  const bytes = totalLength(texts);
  return {
    texts: texts.length,
    bytes,
    rows: timings.map((timing) => timesOf(timing, 1e6 / bytes)),
    share: timesAsLong(withSignals, without) - 1,
    error: timesAsLong(again, without) - 1,
    searchShare: timesAsLong(alone, without),
  };
}

/**
 * @param {Uint8Array} text
 * @param {"none" | "signals"} metadata
 * @returns {number}
 */
function sizeWith(text, metadata) {
  return compress(text, { level: 1, metadata }).length;
}
