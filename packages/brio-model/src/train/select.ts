/**
 * Choosing what of the counts becomes lists: a successor that saves more than it costs in the file, and a value whose successors cover its
 * own cost as well.
 */
import type { Alphabet } from "../alphabet.ts";
import type { Counts } from "./count.ts";
import { staticProbabilities } from "./static-probabilities.ts";

/** What a list costs in the file: its key, its escape, its end. In bits, as measured on the built-in prior. */
const LIST_BITS = 13.2;
/** What a successor costs besides its symbol: its level. */
const LEVEL_BITS = 1.9;

/** A successor seen once says nothing of what comes again. */
const LEAST_COUNT = 2;

/** Successors that may be listed, those of a value together. */
export interface Candidates {
  readonly counts: Counts;
  /** By candidate: its row among the successors, and what it costs, in bits. */
  readonly rows: Uint32Array;
  readonly prices: Float32Array;
}

/** Lists, as ranges of successors. */
export interface Selection {
  /** By list: the row of its value, what it saves in the samples, and where its successors begin; one more start than there are lists. */
  readonly values: Uint32Array;
  readonly gains: Float32Array;
  readonly starts: Uint32Array;
  /** By successor: its row. */
  readonly rows: Uint32Array;
  /** Estimate of the file, in bits. */
  readonly bits: number;
}

/** What but one source has is its own, and not to be told: a successor has to come from two. */
export function findCandidates(alphabet: Alphabet, counts: Counts): Candidates {
  const { transitions, members } = staticProbabilities(alphabet);
  const classCount = alphabet.classWeights.length;
  const { values, successors } = counts;
  const { values: valueOfRow, symbols, counts: seen, gains, sources } = successors.columns;
  const isCandidate = (row: number): boolean =>
    seen[row] >= LEAST_COUNT && sources[row] < 0 && gains[row] > 0;
  // Ordered by value: a counting sort. Behind the loop that fills in the rows, places[value] is where those of the value end.
  const places = new Uint32Array(values.count + 1);
  for (let row = 0; row < successors.count; row++) if (isCandidate(row)) places[valueOfRow[row] + 1]++;
  for (let value = 0; value < values.count; value++) places[value + 1] += places[value];
  const rows = new Uint32Array(places[values.count]);
  for (let row = 0; row < successors.count; row++)
    if (isCandidate(row)) rows[places[valueOfRow[row]]++] = row;
  const priceOf = (row: number): number => {
    const before = values.columns.groups[valueOfRow[row]] % (classCount + 1);
    const symbol = symbols[row];
    return (
      LEVEL_BITS - Math.log2(transitions[before * classCount + alphabet.classes[symbol]] * members[symbol])
    );
  };
  return { counts, rows, prices: Float32Array.from(rows, priceOf) };
}

/** @param threshold - bits that have to be saved for a bit of the file */
export function select({ counts, rows, prices }: Candidates, threshold: number): Selection {
  const { values: valueOfRow, gains: gainOf } = counts.successors.columns;
  const values = new Uint32Array(rows.length);
  const gains = new Float32Array(rows.length);
  const starts = new Uint32Array(rows.length + 1);
  const chosen = new Uint32Array(rows.length);
  let listCount = 0;
  let end = 0;
  let bits = 0;
  for (let i = 0; i < rows.length; ) {
    const value = valueOfRow[rows[i]];
    let gain = 0;
    let cost = LIST_BITS;
    for (; i < rows.length && valueOfRow[rows[i]] === value; i++) {
      if (gainOf[rows[i]] < threshold * prices[i]) continue;
      gain += gainOf[rows[i]];
      cost += prices[i];
      chosen[end++] = rows[i];
    }
    if (gain === 0 || gain < threshold * cost) {
      end = starts[listCount];
      continue;
    }
    values[listCount] = value;
    gains[listCount] = gain;
    starts[++listCount] = end;
    bits += cost;
  }
  return {
    values: values.slice(0, listCount),
    gains: gains.slice(0, listCount),
    starts: starts.slice(0, listCount + 1),
    rows: chosen.slice(0, end),
    bits,
  };
}

/** Halvings of the range of thresholds. */
const STEPS = 16;
/** No list is worth so many bits for each of its own. */
const HIGHEST_THRESHOLD = 1024;

/** The lowest threshold, and so the most lists, whose estimate is no more than so many bits. */
export function selectWithin(candidates: Candidates, bits: number): Selection {
  let low = 0;
  let high = HIGHEST_THRESHOLD;
  let best = select(candidates, low);
  if (best.bits <= bits) return best;
  best = select(candidates, high);
  for (let step = 0; step < STEPS; step++) {
    // Thresholds spread over orders of magnitude.
    const middle = low === 0 ? high / 8 : Math.sqrt(low * high);
    const selection = select(candidates, middle);
    if (selection.bits > bits) low = middle;
    else {
      high = middle;
      best = selection;
    }
  }
  return best;
}
