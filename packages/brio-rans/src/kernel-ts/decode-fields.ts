/**
 * Decoding of raw fields: intervals that need no table.
 *
 * A raw field of n bits is the interval [v, v + 1) on a scale of n bits: its value is the low bits of the state,
 * and what remains is the state shifted down. Renormalisation (see encode.ts) is without a branch: `mask` is
 * all ones where the state fell below 2^16, so that the next word is shifted in and the pointer moves by one. A field of no
 * bits changes nothing.
 */
import { type Cursor, wordsOf } from "../kernel.ts";

export function decodeFields(cursor: Cursor, widths: Uint8Array, out: Uint16Array): void {
  const words = wordsOf(cursor);
  const { states } = cursor;
  const limit = cursor.wordCount + 1;
  let position = cursor.position | 0;
  let state = states[0] | 0;
  for (let i = 0; i < widths.length; i++) {
    const width = widths[i];
    out[i] = state & ((1 << width) - 1);
    const rest = state >>> width;
    const mask = ((rest >>> 16) - 1) >> 31;
    state = (rest << (mask & 16)) | (words[position] & mask);
    position = (position - mask) | 0;
    if (position > limit) position = limit;
  }
  states[0] = state;
  cursor.position = position;
}
