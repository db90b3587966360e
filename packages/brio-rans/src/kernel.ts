import { uint16Array } from "./arena.ts";
import { wordsFromBytes } from "./bytes.ts";
import type { RansModel } from "./model.ts";

/**
 * What a rANS encoder encodes: a list of intervals of probability. Interval `i` begins at `starts[i]` and is
 * `frequencies[i]` wide. A symbol of a model, a raw field and a symbol of a table are all such intervals, so one loop
 * codes them all.
 */
export interface Intervals {
  readonly starts: Uint16Array;
  readonly frequencies: Uint16Array;
  /** `scaleBits | turn << 5`: the interval is one of a scale of `2 ** scaleBits`, on the lane `turn mod laneCount`. */
  readonly tags: Uint16Array;
}

/** Bits of a tag that hold the scale; those above hold the turn. */
export const TAG_SCALE_BITS = 5;

/** Where a decoder stands: everything that it would take to go on later. */
export interface Cursor {
  /** The stream: four bytes a lane, then two a word. */
  readonly payload: Uint8Array;
  /** Its words, once {@link wordsOf} was asked for them. */
  words: Uint16Array | undefined;
  /** Words of the stream. */
  readonly wordCount: number;
  /** Words taken so far; stays at `wordCount + 1` once the stream was too short. */
  position: number;
  /** One state a lane. */
  readonly states: Uint32Array;
}

/** Zeros behind the stream: a position stops one word behind it, and a pair of lanes reads one more. */
const WORD_PADDING = 3;

/**
 * The words of a stream and zeros behind them, so that no read leaves the array. A copy, made when first needed: a kernel that
 * has a memory of its own does without.
 */
export function wordsOf(cursor: Cursor): Uint16Array {
  if (cursor.words === undefined) {
    cursor.words = uint16Array(cursor.wordCount + WORD_PADDING);
    wordsFromBytes(cursor.words, cursor.wordCount, cursor.payload, 4 * cursor.states.length);
  }
  return cursor.words;
}

/**
 * The seam behind which a second implementation of the hot loops may stand. Kernels return, they never throw;
 * all of them give the same words and the same symbols for any input, a hostile one too.
 */
export interface RansKernel {
  readonly name: "ts" | "wasm" | "wasm-scalar";
  /**
   * Encodes `count` intervals, the last one first. `states` holds the start state of each lane and receives the final
   * ones. Words are written to the end of `out`; returns how many.
   */
  encode(intervals: Intervals, count: number, states: Uint32Array, out: Uint16Array): number;
  /**
   * Decodes `out.length` symbols with `model`, by turns on all lanes from the first one on. Returns the number of symbols
   * decoded: fewer than asked if a symbol led into a context of an order-1 model that has no statistics.
   */
  decodeSymbols(cursor: Cursor, model: RansModel, out: Uint8Array): number;
  /** Decodes `widths.length` raw fields of 0 … 16 bits each, on the first lane. */
  decodeFields(cursor: Cursor, widths: Uint8Array, out: Uint16Array): void;
  /**
   * Decodes a row of a frequency table, on the first lane, into `counts`, which are all 0 before. Returns false for a row
   * that no encoder writes.
   */
  decodeRow(
    cursor: Cursor,
    counts: Uint32Array,
    precision: number,
    prior: Uint16Array | undefined,
    priorScaleBits: number,
  ): boolean;
}
