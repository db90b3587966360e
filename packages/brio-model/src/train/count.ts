/**
 * Counting what follows what: for every value that a context took in the samples, which symbols followed, how often, and what
 * knowing that would have saved.
 *
 * READ ME FIRST
 *
 * 1. A *value* is what a list may become: a hash of a context in a group, which is a context and a class before. Its *successors* are
 *    the symbols that followed it.
 * 2. Gains are prequential: each symbol is predicted from what was counted before it, by a chain. It begins with the weights of
 *    the alphabet; each context in turn interpolates its counts with the prediction before it (absolute discounting: Ney, Essen and
 *    Kneser, 1994). What a context saves, log2 of the quotient of two predictions, is the gain of the successor that came. So a context
 *    that says no more than those before it gains nothing, and what is rare and came by chance has lost more than it gained.
 * 3. Both tables are hash tables of open addressing whose slots hold numbers of rows; the rows are columns of typed arrays. 26 MB of text
 *    give 4.5 million values and 17 million successors: 18 bytes a successor, and half a minute, nearly all of it cache misses.
 * 4. Floating point and Math.log2 are in order here: what training finds is rounded and written down, and no decoder repeats it.
 */
import { type Alphabet, contentLengthOf } from "../alphabet.ts";
import { contextHash, extendHistory, startHistory } from "../contexts.ts";
import { createRows, growRows, type Rows } from "./rows.ts";
import { staticProbabilities } from "./static-probabilities.ts";

/** Taken off every count, and given to what has not been seen yet. */
export const DISCOUNT = 0.7;

/** A sample as training sees it. */
export interface CountedSample {
  readonly symbols: Uint16Array;
  /** Where it comes from, by number. */
  readonly source: number;
}

export interface Values extends Rows {
  readonly columns: {
    hashes: Uint32Array;
    /** Context × groupsPerContext + class before. */
    groups: Uint16Array;
    totals: Uint32Array;
    distinct: Uint32Array;
  };
}

export interface Successors extends Rows {
  readonly columns: {
    values: Uint32Array;
    symbols: Uint16Array;
    counts: Uint32Array;
    /** In bits. */
    gains: Float32Array;
    /** The source that it was first seen in; ~source once it was seen in another as well. */
    sources: Int32Array;
  };
}

export interface Counts {
  readonly values: Values;
  readonly successors: Successors;
}

/** @param contexts - ascending: from what says less to what says more */
export function countContexts(
  alphabet: Alphabet,
  contexts: readonly number[],
  samples: readonly CountedSample[],
  onSample: (index: number) => void,
): Counts {
  const { transitions, members } = staticProbabilities(alphabet);
  const classCount = alphabet.classWeights.length;
  const groupsPerContext = classCount + 1;
  const values: Values = createRows({
    hashes: new Uint32Array(0),
    groups: new Uint16Array(0),
    totals: new Uint32Array(0),
    distinct: new Uint32Array(0),
  });
  const successors: Successors = createRows({
    values: new Uint32Array(0),
    symbols: new Uint16Array(0),
    counts: new Uint32Array(0),
    gains: new Float32Array(0),
    sources: new Int32Array(0),
  });
  samples.forEach(({ symbols, source }, index) => {
    const history = startHistory(classCount, contentLengthOf(alphabet, symbols));
    for (const symbol of symbols) {
      const before = history.classes[0];
      let probability = transitions[before * classCount + alphabet.classes[symbol]] * members[symbol];
      for (const context of contexts) {
        const hash = contextHash(history, context) >>> 0;
        const value = findValue(values, hash, context * groupsPerContext + before);
        const successor = findSuccessor(successors, value, symbol, source);
        const { totals, distinct } = values.columns;
        const { counts, gains, sources } = successors.columns;
        const total = totals[value];
        if (total > 0) {
          const discounted =
            Math.max(counts[successor] - DISCOUNT, 0) + DISCOUNT * distinct[value] * probability;
          const next = discounted / total;
          gains[successor] += Math.log2(next / probability);
          probability = next;
        }
        totals[value]++;
        if (counts[successor]++ === 0) distinct[value]++;
        if (sources[successor] !== source && sources[successor] >= 0)
          sources[successor] = ~sources[successor];
      }
      extendHistory(history, alphabet, symbol);
    }
    onSample(index);
  });
  return { values, successors };
}

/** The row of a value, found or made. */
function findValue(rows: Values, hash: number, group: number): number {
  const { hashes, groups } = rows.columns;
  let slot = (hash ^ Math.imul(group, 0x2c1b3c6d)) & rows.mask;
  for (let row = rows.slots[slot]; row !== 0; row = rows.slots[slot]) {
    if (hashes[row - 1] === hash && groups[row - 1] === group) return row - 1;
    slot = (slot + 1) & rows.mask;
  }
  if (rows.count === rows.capacity) {
    growRows(rows, (columns, row) => columns.hashes[row] ^ Math.imul(columns.groups[row], 0x2c1b3c6d));
    return findValue(rows, hash, group);
  }
  const row = rows.count++;
  rows.slots[slot] = row + 1;
  hashes[row] = hash;
  groups[row] = group;
  return row;
}

/** The row of a successor, found or made. */
function findSuccessor(rows: Successors, value: number, symbol: number, source: number): number {
  const { values, symbols } = rows.columns;
  let slot = successorHash(value, symbol) & rows.mask;
  for (let row = rows.slots[slot]; row !== 0; row = rows.slots[slot]) {
    if (values[row - 1] === value && symbols[row - 1] === symbol) return row - 1;
    slot = (slot + 1) & rows.mask;
  }
  if (rows.count === rows.capacity) {
    growRows(rows, (columns, row) => successorHash(columns.values[row], columns.symbols[row]));
    return findSuccessor(rows, value, symbol, source);
  }
  const row = rows.count++;
  rows.slots[slot] = row + 1;
  values[row] = value;
  symbols[row] = symbol;
  rows.columns.sources[row] = source;
  return row;
}

function successorHash(value: number, symbol: number): number {
  const product = Math.imul(Math.imul(value, 0x9e3779b1) ^ symbol, 0x85ebca6b);
  return product ^ (product >>> 15);
}
