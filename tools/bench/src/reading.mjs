// @ts-check
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { compress, hasSignal, inspect, verify } from "brio-codec";
import { scanSignals } from "brio-dictionary";
import { PHRASES } from "./phrases.mjs";
import { alternate, sumOver, timesAsLong, timesOf } from "./rounds.mjs";
import { totalLength } from "./texts.mjs";

/** What `hasSignal` is asked for: a gateway's first question. */
const CATEGORY = "refusal";

/**
 * @typedef {import("./rounds.mjs").Times & { perSecond: number, timesInspect: number }} ReadingRow
 *   times are microseconds a text; `perSecond` is by their median; `timesInspect` says how many times as long as `inspect` it takes
 */

/**
 * @typedef {object} Reading
 * @property {number} texts
 * @property {number} bytes
 * @property {ReadingRow[]} rows - `inspect` first
 * @property {{ rival: string, inspect: number, hasSignal: number }[]} factors - how many times as long the rival takes
 * @property {number} events - what `inspect` reads, and what every search finds
 */

/**
 * What occurs in compressed texts: read from frames, or brotli inflated and searched for the same phrases.
 *
 * @param {readonly Uint8Array[]} texts - at least one
 * @param {number} rounds
 * @returns {Reading}
 * @throws {Error} if a compressed text does not come back as it was, or a frame lists other events than its text has or than
 *   are searched for
 */
export function measureReading(texts, rounds) {
  const frames = texts.map((text) => compress(text));
  if (!frames.every((frame) => verify(frame).valid)) throw new Error("a frame lists other events than occur");

  const rivals = [11, 5].map((quality) => {
    const packed = texts.map((text) => brotli(text, quality));
    if (!packed.every((bytes, index) => brotliDecompressSync(bytes).equals(texts[index]))) {
      throw new Error(`brotli -${quality} does not give back a text`);
    }
    return { name: `brotli -${quality}`, packed };
  });
  const timings = alternate(
    [
      { name: "inspect", run: sumOver(frames, (frame) => inspect(frame).events.length) },
      { name: "hasSignal", run: sumOver(frames, (frame) => Number(hasSignal(frame, CATEGORY))) },
      ...rivals.map(({ name, packed }) => ({
        name: `${name}, then search`,
        run: sumOver(packed, (bytes) => scanSignals(PHRASES, brotliDecompressSync(bytes)).length),
      })),
      ...rivals.map(({ name, packed }) => ({
        name: `${name}, no search`,
        run: sumOver(packed, (bytes) => brotliDecompressSync(bytes).length),
      })),
    ],
    texts.length,
    rounds,
  );

  const [inspecting, asking, ...others] = timings;
  const searching = others.slice(0, rivals.length);
  const other = searching.find(({ result }) => result !== inspecting.result);
  if (other !== undefined) {
    throw new Error(`${other.name} finds ${other.result} events, the frames list ${inspecting.result}`);
  }
  return {
    texts: texts.length,
    bytes: totalLength(texts),
    rows: timings.map((timing) => {
      const times = timesOf(timing, 1000 / texts.length);
      return { ...times, perSecond: 1e6 / times.median, timesInspect: timesAsLong(timing, inspecting) };
    }),
    factors: searching.map((timing) => ({
      rival: timing.name,
      inspect: timesAsLong(timing, inspecting),
      hasSignal: timesAsLong(timing, asking),
    })),
    events: inspecting.result,
  };
}

/**
 * Brotli at its best for such input: it is told that this is text, and how long it is.
 *
 * @param {Uint8Array} text
 * @param {number} quality - 0 to 11
 * @returns {Uint8Array}
 */
function brotli(text, quality) {
  return brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  });
}
