/**
 * What the lists of a prior say at a node of the code tree, SPEC section 6: how often the symbols behind either bit followed.
 *
 * READ ME FIRST
 *
 * 1. A walk holds the run of successors that are still possible, and the sums of counts at both ends of it. The node's split divides the run.
 * 2. What is not listed has the escape count, shared out by the static probability of the node. On the way down each bit takes its part.
 * 3. A prediction is the logit ln(n1 / n0): the difference of two logarithms. There is no division.
 */
import { COUNT_UNIT, type ContextLists, ESCAPE_UNIT } from "../context-lists.ts";
import { clampInput, logarithm, PROBABILITY_SCALE } from "../fixed-point.ts";

const FINER = ESCAPE_UNIT / COUNT_UNIT;

export interface ListWalk {
  /** The run of possible successors, and where the last node divided it. */
  low: number;
  high: number;
  middle: number;
  /** Sums of counts before the run, at its end, and at the division. */
  sumBefore: number;
  sumEnd: number;
  sumMiddle: number;
  escape: number;
  /** Of the last node: the prediction, and its bucket of confidence, 0 if there is none. */
  logit: number;
  bucket: number;
}

export function createListWalk(): ListWalk {
  return {
    low: 0,
    high: 0,
    middle: 0,
    sumBefore: 0,
    sumEnd: 0,
    sumMiddle: 0,
    escape: 0,
    logit: 0,
    bucket: 0,
  };
}

/** Begins at the root with a list, or with none: -1. */
export function openWalk(walk: ListWalk, lists: ContextLists, list: number): void {
  walk.low = list < 0 ? 0 : lists.starts[list];
  walk.high = list < 0 ? 0 : lists.starts[list + 1];
  walk.sumBefore = 0;
  walk.sumEnd = list < 0 ? 0 : lists.sums[walk.high - 1];
  walk.escape = list < 0 ? 0 : lists.escapes[list];
}

/** Divides the run at a node and predicts. @param probability - static probability of bit 1 at the node */
export function divideWalk(walk: ListWalk, lists: ContextLists, split: number, probability: number): void {
  const { low, high, sumBefore, sumEnd } = walk;
  if (low === high) {
    walk.logit = 0;
    walk.bucket = 0;
    return;
  }
  const { leaves, sums } = lists;
  let from = low;
  for (let to = high; from < to; ) {
    const at = (from + to) >>> 1;
    if (leaves[at] < split) from = at + 1;
    else to = at;
  }
  const sumMiddle = from === low ? sumBefore : sums[from - 1];
  walk.middle = from;
  walk.sumMiddle = sumMiddle;
  const zeros = sumMiddle - sumBefore;
  const ones = sumEnd - sumMiddle;
  const escapedOnes = Math.floor((walk.escape * probability) / PROBABILITY_SCALE);
  const one = ones * FINER + escapedOnes;
  const zero = zeros * FINER + walk.escape - escapedOnes;
  walk.logit = clampInput(logarithm(Math.max(one, 1)) - logarithm(Math.max(zero, 1)));
  walk.bucket = bucketOf(zeros, ones);
}

/** Goes on behind a bit. */
export function followWalk(walk: ListWalk, bit: number, probability: number): void {
  if (walk.low === walk.high) return;
  const escapedOnes = Math.floor((walk.escape * probability) / PROBABILITY_SCALE);
  if (bit === 1) {
    walk.low = walk.middle;
    walk.sumBefore = walk.sumMiddle;
    walk.escape = escapedOnes;
  } else {
    walk.high = walk.middle;
    walk.sumEnd = walk.sumMiddle;
    walk.escape -= escapedOnes;
  }
}

/** Buckets 1 to 5: only one bit is listed, by its count. 6: one bit has less than a twentieth. 7 to 9: both, by their count. */
function bucketOf(zeros: number, ones: number): number {
  const total = zeros + ones;
  const lesser = Math.min(zeros, ones);
  if (lesser === 0) return total < 24 ? 1 : total < 64 ? 2 : total < 192 ? 3 : total < 800 ? 4 : 5;
  if (lesser * 20 < total) return 6;
  return total < 128 ? 7 : total < 800 ? 8 : 9;
}
