import { LENGTH_BASES, LENGTH_EXTRA_BITS } from "../format.ts";
import type { TokenTables } from "../tables.ts";
import {
  BYTES_AT,
  CONTEXTS_AT,
  GUESSES_AT,
  LENGTH_BASES_AT,
  LENGTH_EXTRA_BITS_AT,
  ROWS_AT,
  SPANS_AT,
  STARTS_AT,
} from "./decoder-layout.ts";
import { growMemory, type MemoryViews, viewsOf } from "./host.ts";

/** What assembly/decode/index.ts exports. */
export interface Exports {
  readonly memory: WebAssembly.Memory;
  decodeBlock(laneCount: number, length: number, output: number, end: number, origin: number): number;
}

/** An instance with the tables of one dictionary, and views of its memory. */
export interface Instance extends MemoryViews {
  readonly exports: Exports;
  /** Where the tables end, a multiple of 64: memory from here on belongs to whichever call runs. */
  readonly workAt: number;
  /** The content whose bytes from `historyFrom` to `historyEnd` are in memory, from `workAt` on. */
  historyOf: Uint8Array | undefined;
  historyFrom: number;
  historyEnd: number;
}

/** @throws {RangeError} there is no memory for the tables */
export function instantiateDecoder(module: WebAssembly.Module, tables: TokenTables): Instance {
  const exports = new WebAssembly.Instance(module).exports as unknown as Exports;
  const { starts, guesses, rows, spanOfMember, contextOfMember, bytes } = tables;
  const workAt = (BYTES_AT + bytes.length + 63) & ~63;
  const views = viewsOf(exports.memory);
  if (!growMemory(exports.memory, views, workAt)) throw new RangeError("no memory for the tables");
  const { buffer } = exports.memory;
  const addresses = new Uint32Array(buffer, ROWS_AT, rows.length);
  for (let row = 0; row < rows.length; row++) {
    const isEmpty = starts[rows[row]] !== 0;
    addresses[row] = isEmpty ? 0 : STARTS_AT + 2 * rows[row];
  }
  new Uint16Array(buffer, LENGTH_BASES_AT).set(LENGTH_BASES);
  views.bytes.set(LENGTH_EXTRA_BITS, LENGTH_EXTRA_BITS_AT);
  views.bytes.set(guesses, GUESSES_AT);
  new Uint16Array(buffer, STARTS_AT).set(starts);
  views.words.set(spanOfMember, SPANS_AT / 4);
  views.bytes.set(contextOfMember, CONTEXTS_AT);
  views.bytes.set(bytes, BYTES_AT);
  return { exports, ...views, workAt, historyOf: undefined, historyFrom: 0, historyEnd: 0 };
}
