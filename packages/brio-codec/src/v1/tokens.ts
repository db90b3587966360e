import type { Sequences } from "brio-lz77";
import { MIN_MATCH_LENGTH, PHRASE_SLOTS, WINDOW_LENGTH } from "./format.ts";
import { EXTRA_BITS, SLOT_BASE, slotOf } from "./slots.ts";

/**
 * The tokens of a block, by kind: the symbols of its streams and the extra bits that go with them.
 *
 * A sequence of the parser is a run of literals and a copy. The copy is a match, or, if its distance is above the window, the
 * phrase whose id the excess gives.
 */
export interface BlockTokens {
  readonly runs: Uint8Array;
  readonly copies: Uint8Array;
  readonly distances: Uint8Array;
  readonly literals: Uint8Array;
  /** Extra bits of all runs, then of all copies, then of all distances. */
  readonly extraWidths: Uint8Array;
  readonly extraValues: Uint16Array;
}

/** The distance by which a parser refers to a phrase. */
export function phraseDistance(id: number): number {
  return WINDOW_LENGTH + 1 + id;
}

/** The id of the phrase that a distance refers to, or a negative number if it is that of a match. */
export function phraseOf(distance: number): number {
  return distance - WINDOW_LENGTH - 1;
}

/** Splits the parse of `input` from `start` on into tokens; they are valid until the next call. */
export function tokenize(input: Uint8Array, start: number, sequences: Sequences): BlockTokens {
  const { count, literalLengths, matchLengths, distances } = sequences;
  let matchCount = 0;
  let copied = 0;
  for (let i = 0; i < count; i++) {
    if (phraseOf(distances[i]) < 0) matchCount++;
    copied += matchLengths[i];
  }
  const tokens = tokenBuffers(count, matchCount, input.length - start - copied);
  let position = start;
  let literalCount = 0;
  let match = 0;
  for (let i = 0; i < count; i++) {
    const run = literalLengths[i];
    copyBytes(input, position, tokens.literals, literalCount, run);
    literalCount += run;
    position += run + matchLengths[i];

    const runSlot = slotOf(run);
    tokens.runs[i] = runSlot;
    putExtra(tokens, i, runSlot, run);
    const distance = distances[i];
    const id = phraseOf(distance);
    if (id >= 0) {
      const idSlot = slotOf(id);
      tokens.copies[i] = idSlot;
      putExtra(tokens, count + i, idSlot, id);
    } else {
      const length = matchLengths[i] - MIN_MATCH_LENGTH;
      const lengthSlot = slotOf(length);
      tokens.copies[i] = PHRASE_SLOTS + lengthSlot;
      putExtra(tokens, count + i, lengthSlot, length);
      const distanceSlot = slotOf(distance - 1);
      tokens.distances[match] = distanceSlot;
      putExtra(tokens, 2 * count + match, distanceSlot, distance - 1);
      match++;
    }
  }
  copyBytes(input, position, tokens.literals, literalCount, input.length - position);
  return tokens;
}

let buffer: Uint8Array = /* @__PURE__ */ new Uint8Array(16384);

/**
 * Tokens of that many runs, matches and literals, in one piece of memory that serves all calls: they are used up before the
 * next block is tokenized, and six allocations take as long as the rest of it.
 */
function tokenBuffers(count: number, matchCount: number, literalCount: number): BlockTokens {
  const extraCount = 2 * count + matchCount;
  const sizes = [2 * extraCount, extraCount, count, count, matchCount, literalCount];
  const total = sizes.reduce((sum, size) => sum + size);
  if (buffer.length < total) buffer = new Uint8Array(2 * total);
  let at = 0;
  const [extraValues, extraWidths, runs, copies, distances, literals] = sizes.map((size) => {
    at += size;
    return buffer.subarray(at - size, at);
  });
  return {
    runs,
    copies,
    distances,
    literals,
    extraWidths,
    extraValues: new Uint16Array(extraValues.buffer, extraValues.byteOffset, extraCount),
  };
}

function putExtra(tokens: BlockTokens, index: number, slot: number, value: number): void {
  tokens.extraWidths[index] = EXTRA_BITS[slot];
  tokens.extraValues[index] = value - SLOT_BASE[slot];
}

function copyBytes(from: Uint8Array, fromAt: number, to: Uint8Array, toAt: number, length: number): void {
  if (length > 32) {
    to.set(from.subarray(fromAt, fromAt + length), toAt);
    return;
  }
  for (let i = 0; i < length; i++) to[toAt + i] = from[fromAt + i];
}
