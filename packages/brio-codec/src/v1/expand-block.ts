/**
 * Puts the content of a block together from its literals and copies.
 *
 * READ ME FIRST
 *
 * 1. Runs and copies are a handful of bytes each, too short for `set` and `copyWithin`, whose calls cost more. So they
 *    are copied four bytes at a time with `DataView`, which V8 compiles to plain loads and stores, and may write up to
 *    three bytes too many: bytes that the next run or copy overwrites. The last few bytes of the block are copied singly.
 * 2. Sources are padded, so that reading a word too far is harmless.
 * 3. A match may overlap its own output. At a distance of four or more a word at a time still reads only what is already
 *    written; nearer ones go byte by byte.
 * 4. Runs and lengths were held against the block by who read them, so here only distances are checked.
 */
import { copyMatch } from "brio-lz77";
import type { BlockBuffers } from "./block-buffers.ts";
import type { PhraseTable } from "./phrase-table.ts";

/** Length from which on the built-in copies are faster. */
const LONG = 48;

/**
 * @param literals - those of the block and four bytes more
 * @param output - filled from `start` to `end`; what stands before `start` is the window
 * @returns false if a match begins before the start of the output
 */
export function expandBlock(
  { runs, lengths, sources }: BlockBuffers,
  count: number,
  literals: Uint8Array,
  phrases: PhraseTable,
  output: Uint8Array,
  start: number,
  end: number,
): boolean {
  const outputView = new DataView(output.buffer, output.byteOffset, end);
  const literalView = new DataView(literals.buffer, literals.byteOffset);
  let position = start;
  let literal = 0;
  for (let i = 0; i < count; i++) {
    const run = runs[i];
    copyBytes(literalView, literals, literal, outputView, output, position, run, end);
    literal += run;
    position += run;
    const length = lengths[i];
    const source = sources[i];
    if (source >= 0) {
      copyWords(phrases.view, source, outputView, position, length, end);
    } else {
      if (position + source < 0) return false;
      if (source > -4 || length >= LONG) copyMatch(output, position, -source, length);
      else copyWords(outputView, position + source, outputView, position, length, end);
    }
    position += length;
  }
  copyBytes(literalView, literals, literal, outputView, output, position, end - position, end);
  return true;
}

function copyBytes(
  fromView: DataView,
  from: Uint8Array,
  fromAt: number,
  toView: DataView,
  to: Uint8Array,
  toAt: number,
  length: number,
  end: number,
): void {
  if (length >= LONG) to.set(from.subarray(fromAt, fromAt + length), toAt);
  else copyWords(fromView, fromAt, toView, toAt, length, end);
}

/** Copies `length` bytes, and up to three more if they are before `end`. */
function copyWords(
  from: DataView,
  fromAt: number,
  to: DataView,
  toAt: number,
  length: number,
  end: number,
): void {
  let i = 0;
  if (toAt + length + 3 <= end) {
    for (; i < length; i += 4) to.setInt32(toAt + i, from.getInt32(fromAt + i, true), true);
  } else {
    for (; i < length; i++) to.setUint8(toAt + i, from.getUint8(fromAt + i));
  }
}
