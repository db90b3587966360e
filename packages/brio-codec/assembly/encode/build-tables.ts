/**
 * READ ME FIRST
 *
 * Intervals and prices of everything that a token codes, from the model of a dictionary. src/v2/tables.ts and src/v2/prices.ts say
 * what they are and make the same in TypeScript; a test compares all of it. They are made here as well because this is
 * what the first call of a process waits for: 90,000 steps, each of which takes some fifty nanoseconds in JavaScript that has
 * not been compiled yet, and one or two here, where code is compiled before it runs.
 *
 * The numbers of a model are exponents in half bits, 6 … 40, and a row, 256 of them at most, divides 2^15 slots: each symbol has
 * one, and of the others its part by weight, rounded down; what is left goes to the first of the likeliest. All symbols of one
 * exponent have the same frequency and price, so a row takes 35 divisions and 35 logarithms.
 *
 * The model lies where the parser keeps its ways later, and behind it the memory of this file:
 */
import { PRICE_UNIT, SCALE, SCALE_BITS } from "../numbers";
import {
  CLASS_PRICES_AT,
  CLASS_STARTS_AT,
  DISTANCE_INTERVALS_AT,
  DISTANCE_PRICES_AT,
  MODEL_STRIDE,
} from "../../src/v2/kernel-wasm/encoder-layout";
import {
  CERTAIN,
  CLASS_COUNT,
  CLASSES_AT,
  CONTEXT_COUNT,
  DISTANCE_SLOTS,
  DISTANCES_AT,
  LEAST_EXPONENT,
  MODEL_END,
  POSITION_BUCKETS,
  SYMBOL_CLASS_COUNT,
  transitionExponent,
  WEIGHTS_AT,
} from "./model";
import { placeSingleBytes, symbolCount, symbols } from "./tables";

const MAX_DISTANCE_SLOT: usize = 46;

/** By class: how many symbols are in those before it, u32; and the symbols by class, in ascending order, u16. */
const FIRSTS_AT: usize = MODEL_END;
const MEMBERS_AT: usize = FIRSTS_AT + 4 * 257;
/** Exponents of the row at hand, u8; by exponent how many there are, and the frequency and price they get, u32 each. */
const EXPONENTS_AT: usize = MEMBERS_AT + 2 * MODEL_STRIDE;
const COUNTS_AT: usize = EXPONENTS_AT + 256;
const FREQUENCIES_AT: usize = COUNTS_AT + 4 * 256;
const PRICES_AT: usize = FREQUENCIES_AT + 4 * 256;

/** ⌊2^19.5⌋, of which the weights of all odd exponents are the upper bits. */
const HALF_POWER: u32 = 741455;

/** Slots of the row at hand that are left over, and the frequency of the likeliest symbols, the first of which gets them. */
let left: u32 = 0;
let largest: u32 = 0;

/** Fills all tables. Symbols are placed already. */
export function buildTables(): void {
  placeSingleBytes();
  for (let context: usize = 0; context < CONTEXT_COUNT; context++) buildClassRow(context);
  sortMembers();
  for (let c: usize = 0; c < SYMBOL_CLASS_COUNT; c++) buildMemberRow(c);
  for (let bucket: usize = 0; bucket < POSITION_BUCKETS; bucket++) buildDistanceRow(bucket);
}

function buildClassRow(context: usize): void {
  for (let c: usize = 0; c < CLASS_COUNT; c++) setExponent(c, transitionExponent(context, c));
  shareSlots(<u32>CLASS_COUNT);
  const starts = CLASS_STARTS_AT + (context << 9);
  const prices = CLASS_PRICES_AT + (context << 8);
  let start: u32 = 0;
  for (let c: usize = 0; c < CLASS_COUNT; c++) {
    const exponent = exponentOf(c);
    const frequency = frequencyOf(exponent);
    store<u16>(starts + (c << 1), start);
    store<u8>(prices + c, priceOf(exponent, frequency));
    start += frequency;
  }
  store<u16>(starts + (CLASS_COUNT << 1), SCALE);
}

/** Counting sort of the symbols by class. */
function sortMembers(): void {
  memory.fill(FIRSTS_AT, 0, 4 * 257);
  for (let symbol: usize = 0; symbol < <usize>symbolCount; symbol++) {
    const count = FIRSTS_AT + (<usize>load<u8>(CLASSES_AT + symbol) << 2);
    store<u32>(count, load<u32>(count, 4) + 1, 4);
  }
  for (let c: usize = 0; c < 256; c++) {
    const first = FIRSTS_AT + (c << 2);
    store<u32>(first, load<u32>(first, 4) + load<u32>(first), 4);
  }
  // From the last symbol to the first, so that the ends of the classes become their beginnings.
  for (let symbol = symbolCount - 1; symbol >= 0; symbol--) {
    const end = FIRSTS_AT + (<usize>load<u8>(CLASSES_AT + symbol) << 2);
    const member = load<u32>(end, 4) - 1;
    store<u32>(end, member, 4);
    store<u16>(MEMBERS_AT + (<usize>member << 1), symbol);
  }
}

/** Where the members of a class begin, once they are sorted; they end where those of the next one begin. */
@inline
function firstMember(c: usize): u32 {
  return load<u32>(FIRSTS_AT + (c << 2), 4);
}

function buildMemberRow(c: usize): void {
  const first = firstMember(c);
  const count = firstMember(c + 1) - first;
  if (count == 0) return;
  const members = MEMBERS_AT + (<usize>first << 1);
  for (let rank: usize = 0; rank < <usize>count; rank++) {
    setExponent(rank, load<u8>(WEIGHTS_AT + <usize>load<u16>(members + (rank << 1))));
  }
  shareSlots(count);
  let start: u32 = 0;
  for (let rank: usize = 0; rank < <usize>count; rank++) {
    const symbol = <usize>load<u16>(members + (rank << 1));
    const exponent = exponentOf(rank);
    const frequency = frequencyOf(exponent);
    const entry = symbols + (symbol << 3);
    store<u16>(entry, start);
    store<u16>(entry, frequency, 2);
    store<u16>(entry, priceOf(exponent, frequency), 4);
    store<u16>(entry, <u32>c, 6);
    start += frequency;
  }
}

/** A distance slot above two has extra bits, which cost as much as there are. */
function buildDistanceRow(bucket: usize): void {
  const count = min(MAX_DISTANCE_SLOT, 2 * bucket) + 1;
  const row = DISTANCES_AT + bucket * DISTANCE_SLOTS;
  for (let slot: usize = 0; slot < count; slot++) setExponent(slot, load<u8>(row + slot));
  shareSlots(<u32>count);
  let start: u32 = 0;
  for (let slot: usize = 0; slot < count; slot++) {
    const exponent = exponentOf(slot);
    const frequency = frequencyOf(exponent);
    const extraBits = slot < 3 ? 0 : <u32>((slot + 1) >> 1) - 1;
    const place = (bucket << 6) | slot;
    store<u16>(place << 2, start, DISTANCE_INTERVALS_AT);
    store<u16>(place << 2, frequency, DISTANCE_INTERVALS_AT + 2);
    store<u16>(place << 1, priceOf(exponent, frequency) + extraBits * PRICE_UNIT, DISTANCE_PRICES_AT);
    start += frequency;
  }
}

@inline
function setExponent(symbol: usize, exponent: i32): void {
  store<u8>(EXPONENTS_AT + symbol, exponent);
  const count = COUNTS_AT + (<usize>exponent << 2);
  store<u32>(count, load<u32>(count) + 1);
}

@inline
function exponentOf(symbol: usize): usize {
  return <usize>load<u8>(EXPONENTS_AT + symbol);
}

/** ⌊2^(exponent/2)⌋ */
@inline
function weightOf(exponent: usize): u32 {
  return (exponent & 1) == 0 ? 1 << <u32>(exponent >> 1) : HALF_POWER >> <u32>((CERTAIN - 1 - exponent) >> 1);
}

/** Frequencies and prices of the exponents of the row at hand, which has `count`. Weight × slots is below 2^35. */
function shareSlots(count: u32): void {
  let total: u64 = 0;
  for (let e = LEAST_EXPONENT; e <= CERTAIN; e++) total += <u64>load<u32>(COUNTS_AT + (e << 2)) * weightOf(e);
  left = SCALE - count;
  const shared = <u64>left;
  for (let e = LEAST_EXPONENT; e <= CERTAIN; e++) {
    const symbolsOfE = load<u32>(COUNTS_AT + (e << 2));
    if (symbolsOfE == 0) continue;
    const part = <u32>((weightOf(e) * shared) / total);
    left -= symbolsOfE * part;
    largest = part + 1;
    store<u32>(FREQUENCIES_AT + (e << 2), largest);
    store<u32>(PRICES_AT + (e << 2), intervalPrice(largest));
    store<u32>(COUNTS_AT + (e << 2), 0);
  }
}

/** What a symbol of that exponent gets. To be asked once for each symbol of the row, in order. */
@inline
function frequencyOf(exponent: usize): u32 {
  const frequency = load<u32>(FREQUENCIES_AT + (exponent << 2));
  if (left == 0 || frequency != largest) return frequency;
  const increased = frequency + left;
  left = 0;
  return increased;
}

/** The price of that frequency, which nearly always is the one of the exponent. */
@inline
function priceOf(exponent: usize, frequency: u32): u32 {
  const common = load<u32>(FREQUENCIES_AT + (exponent << 2));
  return frequency == common ? load<u32>(PRICES_AT + (exponent << 2)) : intervalPrice(frequency);
}

/** Logarithms are in half of our unit: rounded to nearest, a half upward. */
function intervalPrice(frequency: u32): u32 {
  return (2 * SCALE_BITS * PRICE_UNIT - log2Price(frequency) + 1) >> 1;
}

/**
 * As `log2Price` of brio-rans: the binary logarithm in 1/32 bit, of the leading one and eleven bits behind it. Squaring a number
 * in [1, 2) doubles its logarithm, so that its next binary digit comes in front of the point.
 */
function log2Price(frequency: u32): u32 {
  const octave = 31 - clz(frequency);
  const mantissa = octave > 11 ? frequency >> (octave - 11) : frequency << (11 - octave);
  let x = <f64>mantissa / 2048;
  let digits: u32 = 0;
  for (let i = 0; i < 6; i++) {
    x *= x;
    digits <<= 1;
    if (x >= 2) {
      x /= 2;
      digits++;
    }
  }
  return octave * 32 + ((digits + 1) >> 1);
}
