import type { RansModel } from "../model.ts";

/**
 * Symbol of each slot, and (frequency - 1) << 16 | start of each symbol. (Signed, and sums are cut with `| 0`, so that V8
 * keeps everything in 32-bit registers.)
 */
export interface SlotTable {
  readonly symbols: Uint8Array;
  readonly intervals: Int32Array;
}

/** Tables of order-1 models by row, built when first needed. */
const rowTables: WeakMap<RansModel, (SlotTable | undefined)[]> = /* @__PURE__ */ new WeakMap();

/** The table of a row of an order-1 model, or undefined if the row has no statistics. */
export function rowTable(model: RansModel, row: number): SlotTable | undefined {
  let rows = rowTables.get(model);
  if (rows === undefined) {
    rows = [];
    rowTables.set(model, rows);
  }
  const last = (row + 1) * model.symbolCount - 1;
  if (rows[row] === undefined && model.starts[last] + model.frequencies[last] > 0) {
    const table = {
      symbols: new Uint8Array(1 << model.scaleBits),
      intervals: new Int32Array(model.symbolCount),
    };
    fillTable(table, model, row);
    rows[row] = table;
  }
  return rows[row];
}

// One table for all order-0 models: a model of a short message is used once, and filling a table takes a tenth of the time of
// allocating it. Repeated use of one model finds it filled.
let shared: SlotTable | undefined;
let sharedModel: RansModel | undefined;

/** The table of an order-0 model; valid until the next call. */
export function modelTable(model: RansModel): SlotTable {
  if (shared === undefined || shared.symbols.length < 1 << model.scaleBits) {
    shared = { symbols: new Uint8Array(1 << model.scaleBits), intervals: new Int32Array(256) };
    sharedModel = undefined;
  }
  if (model !== sharedModel) fillTable(shared, model, 0);
  sharedModel = model;
  return shared;
}

function fillTable({ symbols, intervals }: SlotTable, model: RansModel, row: number): void {
  const { symbolCount, frequencies, starts } = model;
  const base = row * symbolCount;
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    const frequency = frequencies[base + symbol];
    if (frequency === 0) continue;
    const start = starts[base + symbol];
    intervals[symbol] = ((frequency - 1) << 16) | start;
    // A call costs as much as some ten stores.
    if (frequency > 12) symbols.fill(symbol, start, start + frequency);
    else for (let i = 0; i < frequency; i++) symbols[start + i] = symbol;
  }
}
