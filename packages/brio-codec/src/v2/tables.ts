/**
 * What the token coder makes of a dictionary: rows of intervals for everything it codes, and its phrases by class. tables-layout.ts
 * says what a row is and where each lies.
 */
import {
  CERTAIN,
  CLASS_COUNT,
  CONTEXT_COUNT,
  DISTANCE_SLOTS,
  type Dictionary,
  LEAST_EXPONENT,
  type PhraseModel,
  POSITION_BUCKETS,
  SYMBOL_CLASS_COUNT,
} from "brio-dictionary";
import { EXPONENT_WEIGHTS } from "./exponent-weights.ts";
import { MAX_DISTANCE_SLOT, SCALE } from "./format.ts";
import { symbolBytes } from "./symbol-bytes.ts";
import {
  CLASS_STRIDE,
  CLASSES_OFFSET,
  DISTANCE_STRIDE,
  GUESS_SHIFT,
  MEMBER_ROW_OFFSET,
  SPAN_LENGTH_BITS,
  SPANS_OFFSET,
  STARTS_OFFSET,
  TABLES_BYTES,
} from "./tables-layout.ts";

/** How often 2^15 stands behind the first slots of a row. */
const ROW_PADDING = 8;
const GUESS_WIDTH = 1 << GUESS_SHIFT;

/**
 * Everything that coders need of a dictionary. The *members* of a class are its symbols, in ascending order; the rank of a symbol
 * is its place among them.
 */
export interface TokenTables {
  readonly dictionary: Dictionary;

  /** All rows and spans, as tables-layout.ts has them: as bytes, which guesses are, as first slots, and as spans. */
  readonly guesses: Uint8Array;
  readonly starts: Uint16Array;
  readonly spans: Uint32Array;

  /** Symbols: the 256 bytes and then the phrases of the dictionary. */
  readonly symbolCount: number;
  readonly classes: Uint8Array;
  readonly ranks: Uint8Array;
  /** The bytes of all symbols, one after the other, and sixteen zeros. */
  readonly bytes: Uint8Array;
  /** By symbol: where its bytes begin; they end where those of the next begin. One more than there are symbols. */
  readonly offsets: Uint32Array;
}

/** Where the row of classes in a context is, the row of the members of a class, and the row of distance slots of a bucket. */
export function classRow(context: number): number {
  return CLASSES_OFFSET + context * CLASS_STRIDE;
}

export function memberRow(symbolClass: number): number {
  return CLASSES_OFFSET + symbolClass * CLASS_STRIDE + MEMBER_ROW_OFFSET;
}

export function distanceRow(bucket: number): number {
  return bucket * DISTANCE_STRIDE;
}

/** Index in `starts` of the first slot of the first symbol of a row. */
export function firstStart(row: number): number {
  return (row + STARTS_OFFSET) >> 1;
}

/** Index in `spans` of the first member of a class. */
export function firstSpan(symbolClass: number): number {
  return (CLASSES_OFFSET + symbolClass * CLASS_STRIDE + SPANS_OFFSET) >> 2;
}

const tablesOf: WeakMap<Dictionary, TokenTables> = /* @__PURE__ */ new WeakMap();

/**
 * The tables of a dictionary: some 900 KB for 20,000 phrases. Made on the first call, which takes most of its time in loops that
 * are not compiled yet, and kept beside the dictionary; do not write to them.
 *
 * @throws {TypeError} the dictionary has no model
 */
export function tokenTables(dictionary: Dictionary): TokenTables {
  let tables = tablesOf.get(dictionary);
  if (tables === undefined) {
    tables = buildTables(dictionary);
    tablesOf.set(dictionary, tables);
  }
  return tables;
}

function buildTables(dictionary: Dictionary): TokenTables {
  const { model } = dictionary;
  if (model === undefined) throw new TypeError("dictionary: expected one with a model (see trainDictionary)");
  const { bytes, offsets } = symbolBytes(dictionary);
  const { classes } = model;
  const { firstMembers, symbolOfMember, ranks } = sortMembers(classes);

  const guesses = new Uint8Array(TABLES_BYTES);
  const starts = new Uint16Array(guesses.buffer);
  const spans = new Uint32Array(guesses.buffer);
  const write = (row: number, count: number): void => {
    writeRow(count, shareSlots(count), starts, firstStart(row), guesses, row);
  };
  for (let context = 0; context < CONTEXT_COUNT; context++) {
    classExponents(model, context);
    write(classRow(context), CLASS_COUNT);
  }
  for (let c = 0; c < SYMBOL_CLASS_COUNT; c++) {
    const symbols = symbolOfMember.subarray(firstMembers[c], firstMembers[c + 1]);
    write(memberRow(c), memberExponents(model, symbols));
    writeSpans(symbols, offsets, spans, firstSpan(c));
  }
  for (let bucket = 0; bucket < POSITION_BUCKETS; bucket++) {
    write(distanceRow(bucket), distanceExponents(model, bucket));
  }
  return { dictionary, guesses, starts, spans, symbolCount: classes.length, classes, ranks, bytes, offsets };
}

/** What {@link sortMembers} finds: those of class c are `symbolOfMember[firstMembers[c]]` … `[firstMembers[c + 1] - 1]`. */
interface SortedMembers extends Pick<TokenTables, "ranks"> {
  readonly firstMembers: Uint32Array;
  readonly symbolOfMember: Uint16Array;
}

/** Counting sort of the symbols by class, which keeps those of a class in ascending order. */
function sortMembers(classes: Uint8Array): SortedMembers {
  const count = classes.length;
  const firstMembers = new Uint32Array(SYMBOL_CLASS_COUNT + 1);
  const symbolOfMember = new Uint16Array(count);
  const ranks = new Uint8Array(count);
  for (let symbol = 0; symbol < count; symbol++) firstMembers[classes[symbol] + 1]++;
  for (let c = 0; c < SYMBOL_CLASS_COUNT; c++) firstMembers[c + 1] += firstMembers[c];
  const next = firstMembers.slice();
  for (let symbol = 0; symbol < count; symbol++) {
    const c = classes[symbol];
    const member = next[c]++;
    ranks[symbol] = member - firstMembers[c];
    symbolOfMember[member] = symbol;
  }
  return { firstMembers, symbolOfMember, ranks };
}

function writeSpans(symbols: Uint16Array, offsets: Uint32Array, spans: Uint32Array, at: number): void {
  for (const symbol of symbols) {
    const offset = offsets[symbol];
    spans[at++] = (offset << SPAN_LENGTH_BITS) | (offsets[symbol + 1] - offset);
  }
}

/** Exponents of all classes in a context; what training did not see there has part of its probability in any context. */
function classExponents(model: PhraseModel, context: number): void {
  const { transitions, marginals, escapes } = model;
  const from = context * CLASS_COUNT;
  const discount = CERTAIN - escapes[context];
  for (let c = 0; c < CLASS_COUNT; c++) {
    let exponent = transitions[from + c];
    if (exponent === 0) exponent = Math.max(LEAST_EXPONENT, marginals[c] - discount);
    exponents[c] = exponent;
    counts[exponent]++;
  }
}

/**
 * Exponents of the members of a class, and how many there are. A class without members has one nevertheless, which takes nothing
 * and whose span is empty: so decoders need not look for such a class before they know the length.
 */
function memberExponents({ weights }: PhraseModel, symbols: Uint16Array): number {
  for (let rank = 0; rank < symbols.length; rank++) {
    const exponent = weights[symbols[rank]];
    exponents[rank] = exponent;
    counts[exponent]++;
  }
  if (symbols.length > 0) return symbols.length;
  exponents[0] = CERTAIN;
  counts[CERTAIN]++;
  return 1;
}

/** Returns how many slots there are for distances up to a position of that bucket. */
function distanceExponents({ distances }: PhraseModel, bucket: number): number {
  const count = Math.min(MAX_DISTANCE_SLOT, 2 * bucket) + 1;
  for (let slot = 0; slot < count; slot++) {
    const exponent = distances[bucket * DISTANCE_SLOTS + slot];
    exponents[slot] = exponent;
    counts[exponent]++;
  }
  return count;
}

/** Of the row being made: exponents by symbol, and by exponent how many symbols have it and the frequency they get. */
const exponents: Uint8Array = /* @__PURE__ */ new Uint8Array(CONTEXT_COUNT);
const counts: Uint16Array = /* @__PURE__ */ new Uint16Array(CERTAIN + 1);
const frequencies: Uint16Array = /* @__PURE__ */ new Uint16Array(CERTAIN + 1);

/**
 * Frequencies of a row: every symbol has one slot, and of the others its part by weight, rounded down. Symbols of one exponent
 * have the same: a row takes 35 divisions and not 256, which shows in the first call of a process, where all of this
 * runs cold. Returns how many slots are left over.
 *
 * Weight × slots is below 2^20 × 2^15, so products are exact. And so is the floor of the quotient in floating point: if it
 * is not an integer, it is 2^-28 or more away from one (the sum has at most 28 bits), and rounding moves it by 2^-38 at most.
 */
function shareSlots(count: number): number {
  let total = 0;
  for (let e = LEAST_EXPONENT; e <= CERTAIN; e++) total += counts[e] * EXPONENT_WEIGHTS[e];
  const shared = SCALE - count;
  let left = shared;
  for (let e = LEAST_EXPONENT; e <= CERTAIN; e++) {
    if (counts[e] === 0) continue;
    const part = Math.floor((EXPONENT_WEIGHTS[e] * shared) / total);
    frequencies[e] = part + 1;
    left -= counts[e] * part;
    // Frequencies rise with exponents, so the last one is the largest.
    largestFrequency = part + 1;
    counts[e] = 0;
  }
  return left;
}

let largestFrequency = 0;

/** Writes a row; the slots that are `left` over go to the first symbol of the largest frequency. */
function writeRow(
  count: number,
  left: number,
  starts: Uint16Array,
  at: number,
  guesses: Uint8Array,
  guessesAt: number,
): void {
  let start = 0;
  let guessedSlot = 0;
  for (let symbol = 0; symbol < count; symbol++) {
    let frequency = frequencies[exponents[symbol]];
    if (left > 0 && frequency === largestFrequency) {
      frequency += left;
      left = 0;
    }
    starts[at + symbol] = start;
    start += frequency;
    for (; guessedSlot < start; guessedSlot += GUESS_WIDTH) guesses[guessesAt++] = symbol;
  }
  starts.fill(SCALE, at + count, at + count + ROW_PADDING);
}
