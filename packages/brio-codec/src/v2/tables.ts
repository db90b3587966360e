/**
 * What the token coder makes of a dictionary: rows of intervals for everything it codes, and its phrases by class.
 *
 * A *row* divides the 2^15 slots of the rANS scale among n symbols. It is stored as their n first slots and then, eight times,
 * 2^15: so the interval of symbol s is from `starts[at + s]` up to `starts[at + s + 1]`, and a search may look up to eight
 * symbols ahead, in one vector, without leaving the row. All rows stand in one array, one after the other:
 *
 *   0 … 255     the classes, by context
 *   256 … 485   the members of a class, by class: its symbols in ascending order
 *   486 … 509   distance slots, by position bucket
 *
 * A search begins where the row's *guesses* say: 64 a row, the symbol that the first slot of every 512 belongs to.
 */
import {
  CERTAIN,
  DISTANCE_SLOTS,
  type Dictionary,
  LEAST_EXPONENT,
  type PhraseModel,
  POSITION_BUCKETS,
  phraseBytes,
  SYMBOL_CLASS_COUNT,
} from "brio-dictionary";
import { MAX_DISTANCE_SLOT, SCALE } from "./format.ts";

const CONTEXT_COUNT = 256;
const CLASS_COUNT = 256;
const BYTE_COUNT = 256;

/** Symbols below are single bytes; this one is the first phrase. */
export const FIRST_PHRASE: number = BYTE_COUNT;

/** Row of the members of class 0, and of the distance slots of bucket 0; that of the classes in context 0 is row 0. */
export const MEMBER_ROW: number = CONTEXT_COUNT;
export const DISTANCE_ROW: number = MEMBER_ROW + SYMBOL_CLASS_COUNT;
export const ROW_COUNT: number = DISTANCE_ROW + POSITION_BUCKETS;

/** How often 2^15 stands behind the first slots of a row. */
export const ROW_PADDING = 8;
/** From one row of classes to the next: row x begins at x × 264, as the rows of contexts are the first ones. */
export const CLASS_ROW_LENGTH: number = CLASS_COUNT + ROW_PADDING;
/** Where the rows of members begin. What else there is to a member stands at the same place less this. */
export const MEMBER_STARTS: number = CONTEXT_COUNT * CLASS_ROW_LENGTH;

/** A guess serves 2^9 slots. */
export const GUESS_SHIFT = 9;
export const GUESSES: number = SCALE >> GUESS_SHIFT;
const GUESS_WIDTH = 1 << GUESS_SHIFT;

/** `spans` hold the offset of a phrase in its upper bits and its length in the lower six. */
export const SPAN_LENGTH_BITS = 6;
/** A copy that goes by sixteen bytes may read so many behind the last phrase. */
export const BYTES_PADDING = 16;

/**
 * Everything that coders need of a dictionary. The *members* of a class are its symbols, in ascending order; the rank of a symbol
 * is its place among them.
 */
export interface TokenTables {
  readonly dictionary: Dictionary;

  /** First slots of all rows, with their padding. */
  readonly starts: Uint16Array;
  /** Where each row begins in `starts`. A class without members has a row that is all padding. */
  readonly rows: Uint32Array;
  /** By row × 64 + slot >> 9: the symbol of the row that the first of these 512 slots belongs to. */
  readonly guesses: Uint8Array;

  /** Symbols: the 256 bytes and then the phrases of the dictionary. */
  readonly symbolCount: number;
  readonly classes: Uint8Array;
  readonly contexts: Uint8Array;
  readonly ranks: Uint8Array;
  /** The bytes of all symbols, one after the other, and sixteen zeros. */
  readonly bytes: Uint8Array;
  /** By symbol: where its bytes begin; they end where those of the next begin. One more than there are symbols. */
  readonly offsets: Uint32Array;

  /** By member, at the place of its first slot in `starts` less {@link MEMBER_STARTS}: where its bytes are, offset << 6 | length. */
  readonly spanOfMember: Uint32Array;
  /** By member, at the same place: the context it leaves. */
  readonly contextOfMember: Uint8Array;
}

const tablesOf: WeakMap<Dictionary, TokenTables> = /* @__PURE__ */ new WeakMap();

/**
 * The tables of a dictionary: some 500 KB for 16,000 phrases. Made on the first call, which takes most of its time in loops that
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
  const { firstMembers, symbolOfMember, ...members } = sortMembers(model, offsets);
  const symbolCount = symbolOfMember.length;

  const starts = new Uint16Array(
    MEMBER_STARTS + members.contextOfMember.length + POSITION_BUCKETS * (DISTANCE_SLOTS + ROW_PADDING),
  );
  const guesses = new Uint8Array(ROW_COUNT * GUESSES);
  const rows = new Uint32Array(ROW_COUNT);
  let row = 0;
  let at = 0;
  const add = (count: number): void => {
    rows[row] = at;
    writeRow(count, shareSlots(count), starts, at, guesses, row * GUESSES);
    at += count + ROW_PADDING;
    row++;
  };
  for (let context = 0; context < CONTEXT_COUNT; context++) {
    classExponents(model, context);
    add(CLASS_COUNT);
  }
  for (let c = 0; c < SYMBOL_CLASS_COUNT; c++) {
    const first = firstMembers[c];
    memberExponents(model, symbolOfMember, first, firstMembers[c + 1]);
    add(firstMembers[c + 1] - first);
  }
  for (let bucket = 0; bucket < POSITION_BUCKETS; bucket++) {
    add(distanceExponents(model, bucket));
  }
  return {
    dictionary,
    starts,
    rows,
    guesses,
    symbolCount,
    classes: model.classes,
    contexts: model.contexts,
    bytes,
    offsets,
    ...members,
  };
}

/** The single bytes, as symbols 0 to 255, and the phrases behind them. */
function symbolBytes(dictionary: Dictionary): { bytes: Uint8Array; offsets: Uint32Array } {
  const phrases = phraseBytes(dictionary);
  const bytes = new Uint8Array(BYTE_COUNT + phrases.bytes.length + BYTES_PADDING);
  const offsets = new Uint32Array(BYTE_COUNT + phrases.offsets.length);
  for (let byte = 0; byte < BYTE_COUNT; byte++) {
    bytes[byte] = byte;
    offsets[byte] = byte;
  }
  bytes.set(phrases.bytes, BYTE_COUNT);
  for (let id = 0; id < phrases.offsets.length; id++) {
    offsets[BYTE_COUNT + id] = BYTE_COUNT + phrases.offsets[id];
  }
  return { bytes, offsets };
}

/** What {@link sortMembers} finds: those of class c are `symbolOfMember[firstMembers[c]]` … `[firstMembers[c + 1] - 1]`. */
interface SortedMembers extends Pick<TokenTables, "spanOfMember" | "contextOfMember" | "ranks"> {
  readonly firstMembers: Uint32Array;
  readonly symbolOfMember: Uint16Array;
}

/** Counting sort of the symbols by class, which keeps those of a class in ascending order. */
function sortMembers({ classes, contexts }: PhraseModel, offsets: Uint32Array): SortedMembers {
  const count = classes.length;
  const firstMembers = new Uint32Array(SYMBOL_CLASS_COUNT + 1);
  const symbolOfMember = new Uint16Array(count);
  const spanOfMember = new Uint32Array(count + SYMBOL_CLASS_COUNT * ROW_PADDING);
  const contextOfMember = new Uint8Array(spanOfMember.length);
  const ranks = new Uint8Array(count);
  for (let symbol = 0; symbol < count; symbol++) firstMembers[classes[symbol] + 1]++;
  for (let c = 0; c < SYMBOL_CLASS_COUNT; c++) firstMembers[c + 1] += firstMembers[c];
  const next = firstMembers.slice();
  for (let symbol = 0; symbol < count; symbol++) {
    const c = classes[symbol];
    const member = next[c]++;
    ranks[symbol] = member - firstMembers[c];
    symbolOfMember[member] = symbol;
    const place = member + c * ROW_PADDING;
    spanOfMember[place] = (offsets[symbol] << SPAN_LENGTH_BITS) | (offsets[symbol + 1] - offsets[symbol]);
    contextOfMember[place] = contexts[symbol];
  }
  return { firstMembers, symbolOfMember, spanOfMember, contextOfMember, ranks };
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

function memberExponents(
  { weights }: PhraseModel,
  symbolOfMember: Uint16Array,
  first: number,
  end: number,
): void {
  for (let member = first; member < end; member++) {
    const exponent = weights[symbolOfMember[member]];
    exponents[member - first] = exponent;
    counts[exponent]++;
  }
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

/** ⌊2^19.5⌋, of which the weights of all odd exponents are the upper bits. */
const HALF_POWER = 741455;

/** ⌊2^(e/2)⌋ for e = 0 … 40. */
const WEIGHTS: Uint32Array = /* @__PURE__ */ Uint32Array.from({ length: CERTAIN + 1 }, (_, exponent) =>
  exponent % 2 === 0 ? 1 << (exponent >> 1) : HALF_POWER >> ((CERTAIN - 1 - exponent) >> 1),
);

/** Of the row being made: exponents by symbol, and by exponent how many symbols have it and the frequency they get. */
const exponents: Uint8Array = /* @__PURE__ */ new Uint8Array(CLASS_COUNT);
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
  for (let e = LEAST_EXPONENT; e <= CERTAIN; e++) total += counts[e] * WEIGHTS[e];
  const shared = SCALE - count;
  let left = shared;
  for (let e = LEAST_EXPONENT; e <= CERTAIN; e++) {
    if (counts[e] === 0) continue;
    const part = Math.floor((WEIGHTS[e] * shared) / total);
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
