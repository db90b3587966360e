/**
 * Decoding of raw fields and adaptive bits: intervals that need no table.
 *
 * A raw field of n bits is the interval [v, v + 1) on a scale of n bits: its value is the low bits of the state,
 * and what remains is the state shifted down. Renormalisation (see encode.ts) is without a branch: `mask` is
 * all ones where the state fell below 2^16, so that the next word is shifted in and the pointer moves by one.
 */
import type { Cursor } from "../kernel.ts";

export function decodeFields(cursor: Cursor, widths: Uint8Array, out: Uint16Array): void {
  const { words, states } = cursor;
  const limit = cursor.wordCount + 1;
  const laneCount = states.length;
  let { position, lane } = cursor;
  for (let i = 0; i < widths.length; i++) {
    const width = widths[i];
    if (width === 0) {
      out[i] = 0;
      continue;
    }
    const state = states[lane] | 0;
    out[i] = state & ((1 << width) - 1);
    const rest = state >>> width;
    const mask = ((rest >>> 16) - 1) >> 31;
    states[lane] = (rest << (mask & 16)) | (words[position] & mask);
    position = (position - mask) | 0;
    if (position > limit) position = limit;
    lane = lane + 1 === laneCount ? 0 : lane + 1;
  }
  cursor.position = position;
  cursor.lane = lane;
}

export function decodeBit(cursor: Cursor, probabilityOfZero: number): number {
  const { words, states, lane } = cursor;
  const state = states[lane];
  const slot = state & 4095;
  const bit = slot < probabilityOfZero ? 0 : 1;
  const frequency = bit === 0 ? probabilityOfZero : 4096 - probabilityOfZero;
  const next = Math.imul(frequency, state >>> 12) + slot - (bit === 0 ? 0 : probabilityOfZero);
  const mask = ((next >>> 16) - 1) >> 31;
  states[lane] = (next << (mask & 16)) | (words[cursor.position] & mask);
  if (mask !== 0 && cursor.position <= cursor.wordCount) cursor.position++;
  cursor.lane = lane + 1 === states.length ? 0 : lane + 1;
  return bit;
}
