import type { RansModel } from "../model.ts";

/**
 * Symbol of each slot, and frequency << 16 | start of each symbol. (Signed, and sums are cut with `| 0`, so that V8
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
  if (rows[row] === undefined && hasRow(model, row)) {
    const table = createTable(model.scaleBits, model.symbolCount);
    fillTable(table, model, row);
    rows[row] = table;
  }
  return rows[row];
}

/** Whether a row of a model has statistics. */
export function hasRow({ frequencies, symbolCount }: RansModel, row: number): boolean {
  return frequencies
    .subarray(row * symbolCount, (row + 1) * symbolCount)
    .some((frequency) => frequency !== 0);
}

/**
 * Tables of the order-0 models used last, the latest first. A short message brings models that are used once, and filling a table
 * anew takes a tenth of the time of allocating it; models that are used again and again stay in front.
 */
const recentTables: { model: RansModel; table: SlotTable }[] = [];
const RECENT_TABLES = 8;

/** The table of an order-0 model; valid until the next call. */
export function modelTable(model: RansModel): SlotTable {
  let at = 0;
  while (at < recentTables.length && recentTables[at].model !== model) at++;
  if (at === 0 && recentTables.length > 0) return recentTables[0].table;
  let entry = recentTables[at];
  if (entry === undefined) {
    at = Math.min(at, RECENT_TABLES - 1);
    const table = reusableTable(at, model.scaleBits);
    fillTable(table, model, 0);
    entry = { model, table };
  }
  for (; at > 0; at--) recentTables[at] = recentTables[at - 1];
  recentTables[0] = entry;
  return entry.table;
}

/** The table that falls out at the end of the list, if it has the right size, or a new one. */
function reusableTable(at: number, scaleBits: number): SlotTable {
  const table = recentTables[at]?.table;
  return table !== undefined && table.symbols.length === 1 << scaleBits ? table : createTable(scaleBits, 256);
}

/** Fills in the row of a model; what belongs to no symbol of it stays as it is. */
export function fillTable({ symbols, intervals }: SlotTable, model: RansModel, row: number): void {
  const { symbolCount, frequencies, starts } = model;
  const base = row * symbolCount;
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    const frequency = frequencies[base + symbol];
    if (frequency === 0) continue;
    const start = starts[base + symbol];
    intervals[symbol] = (frequency << 16) | start;
    // A call costs as much as some ten stores.
    if (frequency > 12) symbols.fill(symbol, start, start + frequency);
    else for (let i = 0; i < frequency; i++) symbols[start + i] = symbol;
  }
}

function createTable(scaleBits: number, symbolCount: number): SlotTable {
  return { symbols: new Uint8Array(1 << scaleBits), intervals: new Int32Array(symbolCount) };
}
