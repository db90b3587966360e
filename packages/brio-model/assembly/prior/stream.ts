/**
 * The payload of a prior as a stream of brio-rans, SPEC sections 2 and 3 there: sixteen states, words, and what is taken of them.
 *
 * READ ME FIRST
 *
 * 1. Nothing here reports a fault at once. A stream that ends too soon goes on with zeros, `source` stays one word behind its end, and
 *    `isFinished` says no: whoever reads a damaged prior throws away what it read and has the TypeScript reader say what was wrong.
 *    What must be seen to is that garbage stays in its bounds.
 * 2. Decoding is that of brio-rans/assembly, whose loops have constant addresses: symbols to be stored go to SYMBOLS_AT + i. Columns of a
 *    prior are not there, so i begins at their address less SYMBOLS_AT, a multiple of 16, which starts on lane 0 as well.
 */
import { PACKED_AT, ROWS_AT, STATES_AT, SYMBOLS_AT } from "../../../brio-rans/src/kernel-wasm/layout";
import { decodeAny } from "../../../brio-rans/assembly/decode";
import { decodedCount, decodeRows } from "../../../brio-rans/assembly/decode-rows";
import { decodeSixteens } from "../../../brio-rans/assembly/decode-simd";
import { isLow, refill, STATE_LOWER_BOUND } from "../../../brio-rans/assembly/step";

const LANES: u32 = 16;
export const SCALE_BITS: u32 = 12;
const SCALE: u32 = 1 << SCALE_BITS;
/** Bytes of the intervals of a row: 256 of four. */
const INTERVALS_BYTES: usize = 1024;

let source: usize = 0;
let end: usize = 0;

/** @param payload - states and words, with zeros behind `payloadEnd` */
export function openStream(payload: usize, payloadEnd: usize): void {
  memory.copy(STATES_AT, payload, LANES << 2);
  source = payload + (LANES << 2);
  end = payloadEnd;
}

/** Whether all words are taken, and every state is that of a seed of 0. */
export function isFinished(): bool {
  for (let lane: usize = 0; lane < LANES << 2; lane += 4) {
    if (load<u32>(lane, STATES_AT) != STATE_LOWER_BOUND) return false;
  }
  return source == end;
}

/** Takes an interval from lane 0. What remains of the state is `rest`, not renormalised yet. */
function settle(rest: u32): void {
  const low = isLow(rest);
  store<u32>(STATES_AT, refill(rest, low, source));
  source = min(source + (low << 1), end + 2);
}

/** A raw field of up to 16 bits. */
export function takeField(width: u32): u32 {
  const state = load<u32>(STATES_AT);
  settle(state >> width);
  return state & ((1 << width) - 1);
}

/** A symbol of few, of the frequencies at `row`, u16 each, which add up to 2^bits. */
export function takeSymbol(row: usize, bits: u32): u32 {
  const state = load<u32>(STATES_AT);
  const slot = state & ((1 << bits) - 1);
  let symbol: u32 = 0;
  let start: u32 = 0;
  let frequency: u32 = load<u16>(row);
  while (slot - start >= frequency) {
    start += frequency;
    symbol++;
    frequency = load<u16>(row + (<usize>symbol << 1));
  }
  settle(frequency * (state >> bits) + slot - start);
  return symbol;
}

/**
 * Decodes `count` symbols to `target`, a multiple of 16.
 *
 * @param frequencies - of `symbolCount` symbols, u16 each, which add up to 2^12
 */
export function takeColumn(frequencies: usize, symbolCount: u32, target: usize, count: u32): void {
  let slot: usize = PACKED_AT;
  for (let symbol: u32 = 0; symbol < symbolCount; symbol++) {
    const frequency: u32 = load<u16>(frequencies + (<usize>symbol << 1));
    // A symbol that has all slots takes nothing from the stream.
    if (frequency == SCALE) {
      memory.fill(target, u8(symbol), count);
      return;
    }
    let entry = (frequency << 20) | symbol;
    for (const slotEnd = slot + (<usize>frequency << 2); slot < slotEnd; slot += 4, entry += 1 << 8) store<u32>(slot, entry);
  }
  const first = u32(target - SYMBOLS_AT);
  let from = first;
  if (ASC_FEATURE_SIMD) {
    // A round takes at most as many words as there are lanes.
    while (true) {
      const wordsLeft = (i32(end) - i32(source)) / 2;
      const rounds = min(i32(first + count - from), wordsLeft) / i32(LANES);
      if (rounds <= 0) break;
      const to = from + rounds * LANES;
      source = decodeSixteens(LANES, SCALE_BITS, from, to, source);
      from = to;
    }
  }
  source = decodeAny(LANES - 1, SCALE_BITS, from, first + count, source, end + 2);
}

/**
 * Fills the row of a model of order 1.
 *
 * @param frequencies - all 0: nothing can be decoded in this row
 */
export function fillRow(row: u32, rowCount: u32, frequencies: usize): void {
  const intervals = ROWS_AT + (<usize>rowCount << SCALE_BITS) + row * INTERVALS_BYTES;
  memory.fill(intervals, 0, INTERVALS_BYTES);
  let start: u32 = 0;
  for (let symbol: u32 = 0; symbol < rowCount; symbol++) {
    const frequency: u32 = load<u16>(frequencies + (<usize>symbol << 1));
    memory.fill(ROWS_AT + ((row << SCALE_BITS) | start), u8(symbol), frequency);
    store<u32>(intervals + (<usize>symbol << 2), (frequency << 16) | start);
    start += frequency;
  }
}

/** Decodes symbols by the rows that were filled; false if one of them led to a row without statistics. */
export function takeColumnByRows(rowCount: u32, target: usize, count: u32): bool {
  const intervals = ROWS_AT + (<usize>rowCount << SCALE_BITS);
  const from = u32(target - SYMBOLS_AT);
  source = decodeRows(LANES - 1, SCALE_BITS, intervals, 255, 0, from, from + count, source, end + 2);
  return decodedCount == from + count;
}
