/**
 * What src/kernel-wasm calls. Words are counted from the beginning of their window; `limit` is the number of words in it,
 * and one more: where a pointer stops that has left the stream.
 */
import { CODED_AT, INTERVALS_BYTES, WORDS_AT } from "../src/kernel-wasm/layout";
import { decodeAny, decodeFour, decodeOne, decodeTwo } from "./decode";
import { decodeRows } from "./decode-rows";
import { decodeSixteens } from "./decode-simd";
import { encodeIntervals } from "./encode";

export { decodedCount } from "./decode-rows";

/** Decodes `count` symbols through the packed table, from word `position` on; returns the next position. */
export function decodePacked(lanes: u32, scaleBits: u32, count: u32, position: u32, limit: u32): u32 {
  let source: usize = WORDS_AT + (position << 1);
  const end: usize = WORDS_AT + (limit << 1);
  let decoded: u32 = 0;
  if ((ASC_FEATURE_SIMD && lanes >= 16) || (scaleBits == 12 && lanes <= 4)) {
    for (;;) {
      // `end` is one word behind the stream.
      const wordsLeft = i32(end - source) / 2 - 1;
      const rounds = min(i32(count - decoded), wordsLeft) / i32(lanes);
      if (rounds <= 0) break;
      const next = decoded + rounds * lanes;
      if (lanes == 1) source = decodeOne(decoded, next, source);
      else if (lanes == 2) source = decodeTwo(decoded, next, source);
      else if (lanes == 4) source = decodeFour(decoded, next, source);
      else if (ASC_FEATURE_SIMD) source = decodeSixteens(lanes, scaleBits, decoded, next, source);
      decoded = next;
    }
  }
  source = decodeAny(lanes - 1, scaleBits, decoded, count, source, end);
  return u32(source - WORDS_AT) >> 1;
}

/** Decodes symbols `from` to `count` through rows, see decode-rows.ts, from word `position` on; returns the next position. */
export function decodeByRows(
  lanes: u32,
  scaleBits: u32,
  intervals: usize,
  rowMask: u32,
  row: u32,
  from: u32,
  count: u32,
  position: u32,
  limit: u32,
): u32 {
  const source: usize = WORDS_AT + (position << 1);
  const end: usize = WORDS_AT + (limit << 1);
  const stopped = decodeRows(lanes - 1, scaleBits, intervals, rowMask, row, from, count, source, end);
  return u32(stopped - WORDS_AT) >> 1;
}

/** Encodes `count` intervals; returns how many words that made, at the end of their region. */
export function encode(lanes: u32, count: u32): u32 {
  const end: usize = CODED_AT + INTERVALS_BYTES;
  return u32(end - encodeIntervals(lanes - 1, count, end)) >> 1;
}
