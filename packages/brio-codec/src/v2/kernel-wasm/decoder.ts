import { LENGTH_BASES, LENGTH_EXTRA_BITS } from "../format.ts";
import type { TokenTables } from "../tables.ts";
import { BYTES_AT, LENGTH_BASES_AT, LENGTH_EXTRA_BITS_AT, TABLES_AT } from "./decoder-layout.ts";
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
  const workAt = (BYTES_AT + tables.bytes.length + 63) & ~63;
  const views = viewsOf(exports.memory);
  if (!growMemory(exports.memory, views, workAt)) throw new RangeError("no memory for the tables");
  new Uint16Array(exports.memory.buffer, LENGTH_BASES_AT).set(LENGTH_BASES);
  views.bytes.set(LENGTH_EXTRA_BITS, LENGTH_EXTRA_BITS_AT);
  views.bytes.set(tables.guesses, TABLES_AT);
  views.bytes.set(tables.bytes, BYTES_AT);
  return { exports, ...views, workAt, historyOf: undefined, historyFrom: 0, historyEnd: 0 };
}
