/**
 * Decoding of many symbols on four lanes, on a scale of twelve bits, through a packed table.
 *
 * READ ME FIRST
 *
 * 1. Four states in flight hide each other's latency, and a packed entry saves the second load of decode-symbols.ts. The entry of
 *    the next symbol is looked up as soon as a state is renormalised, for the reason given in assembly/step.ts.
 * 2. V8 leaves out the check of an index where it knows the array and the range of the index. So there is one table for all models, in
 *    a constant of a closure (bundlers make variables of constants of modules), and the scale is a constant too: together a
 *    quarter of the speed (measured). The table is filled anew when the model changes, so this is for many symbols at once.
 * 3. Renormalisation without a branch: x is at least 1, so bit 4 of the number of its leading zeros is set exactly where x < 2^16;
 *    `low` is 16 there, the distance to shift by, and 0 otherwise.
 * 4. A round of four takes four words at most, so the loop runs as many rounds as the words suffice for and checks nothing. The few
 *    symbols that are left over are for the loop that looks at every word.
 */
import { type Cursor, wordsOf } from "../kernel.ts";
import type { RansModel } from "../model.ts";
import { fillPackedTable } from "../packed-table.ts";

const LANES = 4;

interface PackedDecoder {
  readonly entries: Int32Array;
  /** Decodes symbols `from` to `to`, a multiple of four; the stream has as many words. */
  decode(cursor: Cursor, out: Uint8Array, from: number, to: number): void;
}

let decoder: PackedDecoder | undefined;
let filledWith: RansModel | undefined;

/**
 * Decodes symbols with a model on a scale of twelve bits that has a packed table.
 *
 * @returns the number of symbols decoded, a multiple of four: all but those for which words might run out
 */
export function decodePacked(cursor: Cursor, model: RansModel, out: Uint8Array): number {
  decoder ??= createDecoder();
  if (filledWith !== model) {
    fillPackedTable(decoder.entries, model);
    filledWith = model;
  }
  let decoded = 0;
  for (;;) {
    const rounds = Math.floor(Math.min(out.length - decoded, cursor.wordCount - cursor.position) / LANES);
    if (rounds <= 0) return decoded;
    decoder.decode(cursor, out, decoded, decoded + LANES * rounds);
    decoded += LANES * rounds;
  }
}

function createDecoder(): PackedDecoder {
  const entries = new Int32Array(4096);

  function decode(cursor: Cursor, out: Uint8Array, from: number, to: number): void {
    const words = wordsOf(cursor);
    const { states } = cursor;
    let position = cursor.position | 0;
    let low = 0;
    let state0 = states[0] | 0;
    let state1 = states[1] | 0;
    let state2 = states[2] | 0;
    let state3 = states[3] | 0;
    let entry0 = entries[state0 & 4095];
    let entry1 = entries[state1 & 4095];
    let entry2 = entries[state2 & 4095];
    let entry3 = entries[state3 & 4095];
    for (let i = from; i < to; i += LANES) {
      out[i] = entry0;
      state0 = (Math.imul(entry0 >>> 20, state0 >>> 12) + ((entry0 >>> 8) & 4095)) | 0;
      out[i + 1] = entry1;
      state1 = (Math.imul(entry1 >>> 20, state1 >>> 12) + ((entry1 >>> 8) & 4095)) | 0;
      out[i + 2] = entry2;
      state2 = (Math.imul(entry2 >>> 20, state2 >>> 12) + ((entry2 >>> 8) & 4095)) | 0;
      out[i + 3] = entry3;
      state3 = (Math.imul(entry3 >>> 20, state3 >>> 12) + ((entry3 >>> 8) & 4095)) | 0;
      low = Math.clz32(state0) & 16;
      state0 = (state0 << low) | (words[position] & -(low >>> 4));
      position = (position + (low >>> 4)) | 0;
      entry0 = entries[state0 & 4095];
      low = Math.clz32(state1) & 16;
      state1 = (state1 << low) | (words[position] & -(low >>> 4));
      position = (position + (low >>> 4)) | 0;
      entry1 = entries[state1 & 4095];
      low = Math.clz32(state2) & 16;
      state2 = (state2 << low) | (words[position] & -(low >>> 4));
      position = (position + (low >>> 4)) | 0;
      entry2 = entries[state2 & 4095];
      low = Math.clz32(state3) & 16;
      state3 = (state3 << low) | (words[position] & -(low >>> 4));
      position = (position + (low >>> 4)) | 0;
      entry3 = entries[state3 & 4095];
    }
    states[0] = state0;
    states[1] = state1;
    states[2] = state2;
    states[3] = state3;
    cursor.position = position;
  }

  return { entries, decode };
}
