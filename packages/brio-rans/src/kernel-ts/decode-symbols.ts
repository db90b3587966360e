/**
 * rANS decoding of model symbols.
 *
 * READ ME FIRST
 *
 * 1. The low `scaleBits` bits of a state are a *slot*; the symbol is the one whose interval holds it. A table of
 *    2^scaleBits bytes answers that in one load; a second load gives the interval (frequency and start in one word).
 *    Then, as the inverse of the encoder's step,
 *
 *        x  →  frequency · (x >> scaleBits) + slot - start
 *
 * 2. Renormalisation has no branch: it is taken at random, about once in three symbols of text, so a branch would be
 *    mispredicted most of those times (masks decode half as fast again, measured in V8). `mask` is all ones where
 *    x < 2^16: for x >>> 16 = 0 the subtraction gives -1, and -1 >> 31 is -1; otherwise it gives 0.
 * 3. A stream that ends too soon is not noticed inside the loop: the pointer stops at `wordCount + 1`, behind which there are
 *    zeros (reading past a typed array would yield `undefined` and cost V8 its fast path for good). The caller sees the
 *    pointer and rejects everything that was decoded. The loop ends after as many steps as there are symbols.
 */
import { type Cursor, wordsOf } from "../kernel.ts";
import type { RansModel } from "../model.ts";
import { onlySymbol, PACKED_SCALE_BITS } from "../packed-table.ts";
import { decodeOrder1 } from "./decode-order1.ts";
import { decodePacked } from "./decode-packed.ts";
import { modelTable, type SlotTable } from "./slot-table.ts";

/** From how many symbols on it pays to fill a packed table, four times as large as the one of a byte a slot (measured). */
const MIN_PACKED_SYMBOLS = 2048;

export function decodeSymbols(cursor: Cursor, model: RansModel, out: Uint8Array): number {
  if (model.order === 1) return decodeOrder1(cursor, model, out);
  const laneCount = cursor.states.length;
  let done = 0;
  if (laneCount === 4 && model.scaleBits === PACKED_SCALE_BITS && out.length >= MIN_PACKED_SYMBOLS) {
    if (onlySymbol(model) >= 0) {
      out.fill(onlySymbol(model));
      return out.length;
    }
    done = decodePacked(cursor, model, out);
    if (done === out.length) return done;
  }
  const table = modelTable(model);
  if (laneCount === 1) decodeOneLane(cursor, table, model.scaleBits, out);
  else if (laneCount === 2) decodeTwoLanes(cursor, table, model.scaleBits, out);
  else decodeLanes(cursor, table, model.scaleBits, out, done);
  return out.length;
}

function decodeOneLane(cursor: Cursor, table: SlotTable, scaleBits: number, out: Uint8Array): void {
  const { symbols, intervals } = table;
  const words = wordsOf(cursor);
  const { states } = cursor;
  const limit = cursor.wordCount + 1;
  const slotMask = (1 << scaleBits) - 1;
  let position = cursor.position | 0;
  let state = states[0] | 0;
  for (let i = 0; i < out.length; i++) {
    const slot = state & slotMask;
    const symbol = symbols[slot];
    const interval = intervals[symbol];
    out[i] = symbol;
    state = (Math.imul(interval >>> 16, state >>> scaleBits) + slot - (interval & 0xffff)) | 0;
    const mask = ((state >>> 16) - 1) >> 31;
    state = (state << (mask & 16)) | (words[position] & mask);
    position = (position - mask) | 0;
    if (position > limit) position = limit;
  }
  states[0] = state;
  cursor.position = position;
}

/** Two chains in flight at once; what is left over of an odd number of symbols goes through {@link decodeLanes}. */
function decodeTwoLanes(cursor: Cursor, table: SlotTable, scaleBits: number, out: Uint8Array): void {
  const { symbols, intervals } = table;
  const words = wordsOf(cursor);
  const { states } = cursor;
  const limit = cursor.wordCount + 1;
  const slotMask = (1 << scaleBits) - 1;
  const pairs = out.length & ~1;
  let position = cursor.position | 0;
  let first = states[0] | 0;
  let second = states[1] | 0;
  for (let i = 0; i < pairs; i += 2) {
    const slot1 = first & slotMask;
    const slot2 = second & slotMask;
    const symbol1 = symbols[slot1];
    const symbol2 = symbols[slot2];
    const interval1 = intervals[symbol1];
    const interval2 = intervals[symbol2];
    out[i] = symbol1;
    out[i + 1] = symbol2;
    first = (Math.imul(interval1 >>> 16, first >>> scaleBits) + slot1 - (interval1 & 0xffff)) | 0;
    second = (Math.imul(interval2 >>> 16, second >>> scaleBits) + slot2 - (interval2 & 0xffff)) | 0;
    const mask1 = ((first >>> 16) - 1) >> 31;
    const mask2 = ((second >>> 16) - 1) >> 31;
    first = (first << (mask1 & 16)) | (words[position] & mask1);
    position = (position - mask1) | 0;
    second = (second << (mask2 & 16)) | (words[position] & mask2);
    position = (position - mask2) | 0;
    if (position > limit) position = limit;
  }
  states[0] = first;
  states[1] = second;
  cursor.position = position;
  decodeLanes(cursor, table, scaleBits, out, pairs);
}

/** Any number of lanes, one symbol after the other, from `out[from]` on. */
function decodeLanes(
  cursor: Cursor,
  table: SlotTable,
  scaleBits: number,
  out: Uint8Array,
  from: number,
): void {
  const { symbols, intervals } = table;
  const words = wordsOf(cursor);
  const { states } = cursor;
  const limit = cursor.wordCount + 1;
  const slotMask = (1 << scaleBits) - 1;
  const laneMask = states.length - 1;
  let position = cursor.position | 0;
  for (let i = from; i < out.length; i++) {
    const lane = i & laneMask;
    const state = states[lane] | 0;
    const slot = state & slotMask;
    const symbol = symbols[slot];
    const interval = intervals[symbol];
    out[i] = symbol;
    const next = (Math.imul(interval >>> 16, state >>> scaleBits) + slot - (interval & 0xffff)) | 0;
    const mask = ((next >>> 16) - 1) >> 31;
    states[lane] = (next << (mask & 16)) | (words[position] & mask);
    position = (position - mask) | 0;
    if (position > limit) position = limit;
  }
  cursor.position = position;
}
