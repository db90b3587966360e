import { bitContext, probabilityOfZero, updateBitContext } from "./adaptive-bit.ts";
import { RansError } from "./errors.ts";
import { modelOfCounts, type RansModel, storedCounts } from "./model.ts";
import { codeRow, type TableCoder, tableContexts } from "./table.ts";

/** What both sides know of a model before it is coded. */
export interface RansModelShape {
  readonly order: 0 | 1;
  /** Size of the alphabet, 1 … 256. */
  readonly symbolCount: number;
  /** 8 … 15. */
  readonly scaleBits: number;
}

/**
 * Codes a model of known shape, in either direction (see {@link codeRow}): when reading, `model` is undefined.
 *
 * Order 0 is one row. Order 1 begins with the row of its marginal, the counts by symbol alone, which then serves as the
 * prior of every row; a bit a context says whether it has a row.
 */
export function codeModel(
  coder: TableCoder,
  shape: RansModelShape,
  model: RansModel | undefined,
  prior: RansModel | undefined,
): RansModel {
  const { order, symbolCount, scaleBits } = shape;
  const precision = coder.field(model?.precision ?? 0, 2);
  const counts = model?.counts.slice() ?? new Uint32Array(order === 0 ? symbolCount : symbolCount ** 2);
  const contexts = tableContexts();
  if (order === 0) {
    codeRow(coder, contexts, counts, precision, prior?.frequencies, prior?.scaleBits ?? 0);
    return model ?? modelOfCounts(0, symbolCount, scaleBits, precision, counts);
  }
  const marginal = model === undefined ? new Uint32Array(symbolCount) : marginalCounts(counts, symbolCount, precision);
  codeRow(coder, contexts, marginal, precision, prior?.frequencies, prior?.scaleBits ?? 0);
  const { frequencies } = modelOfCounts(0, symbolCount, scaleBits, precision, marginal);
  let hasRow = bitContext(2048);
  for (let context = 0; context < symbolCount; context++) {
    const row = counts.subarray(context * symbolCount, (context + 1) * symbolCount);
    const used = coder.bit(row.some((count) => count !== 0) ? 1 : 0, probabilityOfZero(hasRow));
    hasRow = updateBitContext(hasRow, used);
    if (used === 1) codeRow(coder, contexts, row, precision, frequencies, scaleBits);
  }
  if (model !== undefined) return model;
  const expected = marginalCounts(counts, symbolCount, precision);
  if (expected.some((count, symbol) => count !== marginal[symbol])) {
    throw new RansError("corrupt", coder.offset, "rows of an order-1 table do not sum up to its marginal");
  }
  return modelOfCounts(1, symbolCount, scaleBits, precision, counts);
}

function marginalCounts(counts: Uint32Array, symbolCount: number, precision: number): Uint32Array {
  const marginal = new Uint32Array(symbolCount);
  for (let i = 0; i < counts.length; i++) marginal[i % symbolCount] += counts[i];
  return storedCounts(marginal, precision);
}
