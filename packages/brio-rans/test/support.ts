import { readFileSync } from "node:fs";
import { pseudoRandom, rejections } from "brio-test-support";
import { isRansError, type RansModel } from "../src/index.ts";
import type { Cursor } from "../src/kernel.ts";

export const { outcome, rejection } = rejections(isRansError);

export function readText(relativePath: string): string {
  return readFileSync(new URL(relativePath, import.meta.url), "utf8");
}

/** Counts of `symbols`; with order 1, of pairs, the first symbol following symbol 0. */
export function countsOf(symbols: Uint8Array, symbolCount: number, order: 0 | 1 = 0): Uint32Array {
  const counts = new Uint32Array(order === 0 ? symbolCount : symbolCount ** 2);
  let row = 0;
  for (const symbol of symbols) {
    counts[row + symbol]!++;
    if (order === 1) row = symbol * symbolCount;
  }
  return counts;
}

/**
 * `length` symbols that occur as often as `model` says. Of order 1, fewer if the walk comes to a context of which nothing is
 * known.
 */
export function typicalSymbols(model: RansModel, length: number, seed: number): Uint8Array {
  const random = pseudoRandom(seed);
  const { order, symbolCount, scaleBits, frequencies } = model;
  const symbols: number[] = [];
  let row = 0;
  while (symbols.length < length) {
    const known = frequencies.subarray(row, row + symbolCount).some((frequency) => frequency !== 0);
    if (!known) break;
    let slot = random(2 ** scaleBits);
    let symbol = 0;
    while (slot >= frequencies[row + symbol]!) slot -= frequencies[row + symbol++]!;
    symbols.push(symbol);
    if (order === 1) row = symbol * symbolCount;
  }
  return Uint8Array.from(symbols);
}

/** A cursor at the beginning of a stream of those words. */
export function newCursor(states: Uint32Array, words: Uint16Array): Cursor {
  const payload = new Uint8Array(4 * states.length + 2 * words.length);
  const view = new DataView(payload.buffer);
  states.forEach((state, lane) => view.setUint32(4 * lane, state, true));
  words.forEach((word, i) => view.setUint16(4 * states.length + 2 * i, word, true));
  return { payload, words: undefined, wordCount: words.length, position: 0, states: states.slice() };
}
