import type { Cursor } from "../kernel.ts";
import { fillTable, hasRow } from "../kernel-ts/slot-table.ts";
import type { RansModel } from "../model.ts";
import { decodeChunks } from "./decode.ts";
import { growMemory, type Instance } from "./instance.ts";
import { ROWS_AT, SYMBOLS_AT } from "./layout.ts";

/** Bytes of the intervals of a row: 256 of four. */
const INTERVALS_BYTES = 1024;

/**
 * Decodes through tables of two levels, see assembly/decode-rows.ts. The rows of the model used last stay in memory; a row is
 * filled when a symbol first leads into it.
 *
 * @returns the number of symbols decoded, fewer than asked if one of them led to a row without statistics; or undefined, if there
 * is not enough memory for the rows
 */
export function decodeWithRows(
  instance: Instance,
  cursor: Cursor,
  model: RansModel,
  out: Uint8Array,
): number | undefined {
  const { order, symbolCount, scaleBits } = model;
  const rowCount = order === 1 ? symbolCount : 1;
  const intervals = ROWS_AT + (rowCount << scaleBits);
  const end = intervals + rowCount * INTERVALS_BYTES;
  if (!growMemory(instance, end)) return undefined;
  if (instance.rows !== model) {
    // What the bytes of a row say before it is filled does not matter: no symbol has an interval there.
    instance.rows = undefined;
    instance.bytes.fill(0, intervals, end);
    instance.rows = model;
  }
  const lanes = cursor.states.length;
  const rowMask = order === 1 ? 255 : 0;
  let row = 0;
  return decodeChunks(instance, cursor, out, (count, window) => {
    let decoded = 0;
    for (;;) {
      const { position, length } = window;
      window.position = instance.exports.decodeByRows(
        lanes,
        scaleBits,
        intervals,
        rowMask,
        row,
        decoded,
        count,
        position,
        length + 1,
      );
      decoded = instance.exports.decodedCount.value;
      if (decoded > 0) row = instance.bytes[SYMBOLS_AT + decoded - 1] & rowMask;
      if (decoded === count || !hasRow(model, row)) return decoded;
      fillRow(instance, model, row, intervals);
    }
  });
}

function fillRow({ bytes, words }: Instance, model: RansModel, row: number, intervals: number): void {
  const symbolsAt = ROWS_AT + (row << model.scaleBits);
  const intervalsAt = (intervals + row * INTERVALS_BYTES) / 4;
  const table = {
    symbols: bytes.subarray(symbolsAt, symbolsAt + (1 << model.scaleBits)),
    intervals: words.subarray(intervalsAt, intervalsAt + INTERVALS_BYTES / 4),
  };
  fillTable(table, model, row);
}
