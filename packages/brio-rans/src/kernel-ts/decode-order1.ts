import { type Cursor, wordsOf } from "../kernel.ts";
import type { RansModel } from "../model.ts";
import { rowTable } from "./slot-table.ts";

/**
 * Order-1 decoding: the row of the model follows the symbol before; the first symbol follows symbol 0.
 *
 * The chain from symbol to table to symbol is serial whatever the number of lanes; lanes still pay, because they
 * take the multiplication and the renormalisation off that chain. The step itself is explained in decode-symbols.ts.
 *
 * @returns the number of symbols decoded, fewer than asked if one of them led to a row without statistics
 */
export function decodeOrder1(cursor: Cursor, model: RansModel, out: Uint8Array): number {
  const { scaleBits } = model;
  const words = wordsOf(cursor);
  const { states } = cursor;
  const limit = cursor.wordCount + 1;
  const slotMask = (1 << scaleBits) - 1;
  const laneMask = states.length - 1;
  let position = cursor.position | 0;
  let row = 0;
  let i = 0;
  for (; i < out.length; i++) {
    const table = rowTable(model, row);
    if (table === undefined) break;
    const lane = i & laneMask;
    const state = states[lane] | 0;
    const slot = state & slotMask;
    row = table.symbols[slot];
    out[i] = row;
    const interval = table.intervals[row];
    const next = (Math.imul(interval >>> 16, state >>> scaleBits) + slot - (interval & 0xffff)) | 0;
    const mask = ((next >>> 16) - 1) >> 31;
    states[lane] = (next << (mask & 16)) | (words[position] & mask);
    position = (position - mask) | 0;
    if (position > limit) position = limit;
  }
  cursor.position = position;
  return i;
}
