import { uint32Array } from "./arena.ts";
import { encodeRow } from "./encode-row.ts";
import type { IntervalList } from "./intervals.ts";
import type { Cursor, RansKernel } from "./kernel.ts";
import { modelOfCounts, type RansModel, type RansModelShape, storedCounts } from "./model.ts";

const PRECISION_WIDTH = 2;
const PRECISION_WIDTHS: Uint8Array = /* @__PURE__ */ Uint8Array.of(PRECISION_WIDTH);
const HAS_ROW_WIDTHS: Uint8Array = /* @__PURE__ */ Uint8Array.of(1);
const field: Uint16Array = /* @__PURE__ */ new Uint16Array(1);

/**
 * Appends a model: its precision, then its rows.
 *
 * Order 0 is one row. Order 1 begins with the row of its marginal, the counts by symbol alone, which then serves as the
 * prior of every row; a bit in front of each context says whether it has a row.
 */
export function encodeModel(intervals: IntervalList, model: RansModel, prior: RansModel | undefined): void {
  const { order, symbolCount, scaleBits, precision, counts } = model;
  intervals.reserve(1);
  intervals.put(precision, 1, PRECISION_WIDTH, 0);
  const marginal = order === 0 ? counts : marginalCounts(counts, symbolCount, precision);
  encodeRow(intervals, marginal, precision, prior?.frequencies, prior?.scaleBits ?? 0);
  if (order === 0) return;
  const { frequencies } = modelOfCounts(0, symbolCount, scaleBits, precision, marginal);
  for (let context = 0; context < symbolCount; context++) {
    const row = counts.subarray(context * symbolCount, (context + 1) * symbolCount);
    const used = row.some((count) => count !== 0);
    intervals.reserve(1);
    intervals.put(used ? 1 : 0, 1, 1, 0);
    if (used) encodeRow(intervals, row, precision, frequencies, scaleBits);
  }
}

/** Reads what {@link encodeModel} appended, or returns undefined if no encoder did. */
export function decodeModel(
  kernel: RansKernel,
  cursor: Cursor,
  { order, symbolCount, scaleBits }: RansModelShape,
  prior: RansModel | undefined,
): RansModel | undefined {
  kernel.decodeFields(cursor, PRECISION_WIDTHS, field);
  const precision = field[0];
  const marginal = uint32Array(symbolCount);
  const isRow = kernel.decodeRow(cursor, marginal, precision, prior?.frequencies, prior?.scaleBits ?? 0);
  if (!isRow) return undefined;
  const marginalModel = modelOfCounts(0, symbolCount, scaleBits, precision, marginal);
  if (order === 0) return marginalModel;
  const counts = new Uint32Array(symbolCount ** 2);
  for (let context = 0; context < symbolCount; context++) {
    kernel.decodeFields(cursor, HAS_ROW_WIDTHS, field);
    if (field[0] === 0) continue;
    const row = counts.subarray(context * symbolCount, (context + 1) * symbolCount);
    if (!kernel.decodeRow(cursor, row, precision, marginalModel.frequencies, scaleBits)) return undefined;
  }
  const expected = marginalCounts(counts, symbolCount, precision);
  if (expected.some((count, symbol) => count !== marginal[symbol])) return undefined;
  return modelOfCounts(1, symbolCount, scaleBits, precision, counts);
}

function marginalCounts(counts: Uint32Array, symbolCount: number, precision: number): Uint32Array {
  const marginal = new Uint32Array(symbolCount);
  for (let i = 0; i < counts.length; i++) marginal[i % symbolCount] += counts[i];
  return storedCounts(marginal, precision);
}
