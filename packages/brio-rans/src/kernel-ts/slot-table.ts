import type { RansModel } from "../model.ts";

/**
 * Symbol of each slot, and (frequency - 1) << 16 | start of each symbol. (Signed, and sums are cut with `| 0`, so that V8
 * keeps everything in 32-bit registers: twice as fast as with a Uint32Array, measured.)
 */
export interface SlotTable {
  readonly symbols: Uint8Array;
  readonly intervals: Int32Array;
}

/** Tables by model and row, built when first needed. */
const tables: WeakMap<RansModel, (SlotTable | undefined)[]> = /* @__PURE__ */ new WeakMap();

/** The table of a row, or undefined if the row has no statistics. */
export function slotTable(model: RansModel, row: number): SlotTable | undefined {
  let rows = tables.get(model);
  if (rows === undefined) {
    rows = [];
    tables.set(model, rows);
  }
  rows[row] ??= buildTable(model, row);
  return rows[row];
}

function buildTable(model: RansModel, row: number): SlotTable | undefined {
  const { symbolCount, frequencies, starts } = model;
  const base = row * symbolCount;
  const symbols = new Uint8Array(1 << model.scaleBits);
  const intervals = new Int32Array(symbolCount);
  let filled = 0;
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    const frequency = frequencies[base + symbol];
    if (frequency === 0) continue;
    const start = starts[base + symbol];
    intervals[symbol] = ((frequency - 1) << 16) | start;
    filled = start + frequency;
    if (symbol !== 0) symbols.fill(symbol, start, filled);
  }
  return filled === 0 ? undefined : { symbols, intervals };
}
