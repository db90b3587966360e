/**
 * Decoding of one row of a frequency table. What its symbols mean stands in ../table.ts; a short message spends about as much
 * time here as on its own symbols, so this is a hot loop like the others.
 */
import { type Cursor, wordsOf } from "../kernel.ts";
import {
  codeRowOf,
  expectationShift,
  hasSurprise,
  OCTAVE_CODE_BITS,
  OCTAVE_SYMBOLS,
  octaveCode,
  readRowHeader,
  rowHeaderBits,
} from "../table.ts";
import { decodeFields } from "./decode-fields.ts";

/** Fills `counts`, all 0 before. Returns false for a row that no encoder writes. Parameters are those of `encodeRow`. */
export function decodeRow(
  cursor: Cursor,
  counts: Uint32Array,
  precision: number,
  prior: Uint16Array | undefined,
  priorScaleBits: number,
): boolean {
  headerWidths[0] = rowHeaderBits(prior);
  decodeFields(cursor, headerWidths, headerField);
  const { totalOctave, dispersion, surprises } = readRowHeader(headerField[0], prior);
  const { starts, frequencies, slots } = octaveCode(dispersion);
  const shift = expectationShift(totalOctave, counts.length, priorScaleBits);
  const words = wordsOf(cursor);
  const limit = cursor.wordCount + 1;
  let position = cursor.position | 0;
  let state = cursor.states[0] | 0;
  let total = 0;
  for (let symbol = 0; symbol < counts.length; symbol++) {
    const priorFrequency = prior === undefined ? 1 : prior[symbol];
    if (priorFrequency === 0 && !surprises) continue;
    const row = codeRowOf(priorFrequency, shift);
    const slot = state & ((1 << OCTAVE_CODE_BITS) - 1);
    const octaveSymbol = slots[(row << OCTAVE_CODE_BITS) + slot];
    const entry = row * OCTAVE_SYMBOLS + octaveSymbol;
    state = (Math.imul(frequencies[entry], state >>> OCTAVE_CODE_BITS) + slot - starts[entry]) | 0;
    const mask = ((state >>> 16) - 1) >> 31;
    state = (state << (mask & 16)) | (words[position] & mask);
    position = (position - mask) | 0;
    if (octaveSymbol !== 0) {
      const octave = octaveSymbol - 1;
      const bits = octave < precision ? octave : precision;
      const mantissa = state & ((1 << bits) - 1);
      state >>>= bits;
      const refill = ((state >>> 16) - 1) >> 31;
      state = (state << (refill & 16)) | (words[position] & refill);
      position = (position - refill) | 0;
      const count = (1 << octave) | (mantissa << (octave - bits));
      counts[symbol] = count;
      total += count;
    }
    if (position > limit) position = limit;
  }
  cursor.states[0] = state;
  cursor.position = position;
  if (total === 0 || 31 - Math.clz32(total) !== totalOctave) return false;
  return prior === undefined || !surprises || hasSurprise(counts, prior);
}

const headerWidths: Uint8Array = /* @__PURE__ */ new Uint8Array(1);
const headerField: Uint16Array = /* @__PURE__ */ new Uint16Array(1);
