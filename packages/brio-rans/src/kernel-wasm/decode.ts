/**
 * Decoding in WebAssembly: words go through a window into its memory, symbols come out of another, a chunk at a time.
 *
 * READ ME FIRST
 *
 * 1. A chunk of n symbols takes at most n words. So a chunk begins with as many words in the window as it has symbols, or with all
 *    that the stream still has: then zeros follow, and the decoder stops one word behind the last (see Cursor).
 * 2. Chunks are a multiple of 32 symbols, so that each begins on lane 0.
 * 3. Nothing that an earlier call left in the memory can come out: a chunk is read as far as it was written.
 */
import type { Cursor } from "../kernel.ts";
import type { RansModel } from "../model.ts";
import { fillPackedTable, PACKED_SCALE_BITS } from "../packed-table.ts";
import type { Instance } from "./instance.ts";
import {
  PACKED_AT,
  PACKED_BYTES,
  STATES_AT,
  SYMBOLS_AT,
  SYMBOLS_BYTES,
  WORDS_AT,
  WORDS_BYTES,
} from "./layout.ts";

/** Words of zeros behind those of the stream, one of which a decoder may reach and read again and again. */
const PADDING_WORDS = 64;
const WINDOW_WORDS: number = WORDS_BYTES / 2 - PADDING_WORDS;

/** The part of a stream that is in memory. */
export interface Window {
  /** Words of the stream in front of it. */
  start: number;
  /** Words of it taken. */
  position: number;
  /** Words in it; -1 where the stream had already ended too soon. Nothing gets further than one word behind the last. */
  length: number;
}

/** Decodes through the packed table of a model that has one: see {@link fillPackedTable}. */
export function decodeWithPackedTable(
  instance: Instance,
  cursor: Cursor,
  model: RansModel,
  out: Uint8Array,
): number {
  if (instance.packed !== model) {
    instance.packed = undefined;
    const entries = instance.words.subarray(PACKED_AT / 4, (PACKED_AT + PACKED_BYTES) / 4);
    fillPackedTable(entries, model);
    instance.packed = model;
  }
  const lanes = cursor.states.length;
  return decodeChunks(instance, cursor, out, (count, window) => {
    const { position, length } = window;
    window.position = instance.exports.decodePacked(lanes, model.scaleBits, count, position, length + 1);
    return count;
  });
}

/**
 * Fills `out` a chunk at a time.
 *
 * @param decodeChunk - decodes `count` symbols to {@link SYMBOLS_AT} and returns how many it could
 * @returns the number of symbols decoded
 */
export function decodeChunks(
  instance: Instance,
  cursor: Cursor,
  out: Uint8Array,
  decodeChunk: (count: number, window: Window) => number,
): number {
  const { wordCount, states } = cursor;
  instance.words.set(states, STATES_AT / 4);
  const window: Window = { start: cursor.position, position: 0, length: 0 };
  fillWindow(instance, cursor, window, out.length);
  let decoded = 0;
  while (decoded < out.length) {
    const count = Math.min(SYMBOLS_BYTES, out.length - decoded);
    const isLast = window.start + window.length >= wordCount;
    if (!isLast && window.position + count > window.length)
      fillWindow(instance, cursor, window, out.length - decoded);
    const got = decodeChunk(count, window);
    out.set(instance.bytes.subarray(SYMBOLS_AT, SYMBOLS_AT + got), decoded);
    decoded += got;
    if (got < count) break;
  }
  cursor.position = window.start + window.position;
  for (let lane = 0; lane < states.length; lane++) states[lane] = instance.words[STATES_AT / 4 + lane];
  return decoded;
}

/** Moves the window to where the stream goes on, with no more words than that many symbols can take. */
function fillWindow({ bytes, halves }: Instance, cursor: Cursor, window: Window, symbolCount: number): void {
  const { payload, wordCount, states } = cursor;
  const start = window.start + window.position;
  const length = Math.min(WINDOW_WORDS, wordCount - start, symbolCount);
  const count = Math.max(0, length);
  const from = 4 * states.length + 2 * start;
  bytes.set(payload.subarray(from, from + 2 * count), WORDS_AT);
  halves.fill(0, WORDS_AT / 2 + count, WORDS_AT / 2 + count + PADDING_WORDS);
  window.start = start;
  window.position = 0;
  window.length = length;
}

/** Whether a model has a packed table. */
export function isPackable({ order, scaleBits }: RansModel): boolean {
  return order === 0 && scaleBits <= PACKED_SCALE_BITS;
}
