/**
 * Decoding through tables of two levels, for models that have no packed table: those of order 1, and those on a scale of more than 12
 * bits.
 *
 * READ ME FIRST
 *
 * 1. A row has 2^scaleBits bytes, the symbol of each slot, at ROWS_AT + (row << scaleBits), and 256 intervals, frequency << 16 |
 *    start, at `intervals` + (row << 10). Packed entries would be four times as large and leave the cache; and of order 1,
 *    the chain from symbol to row to symbol is serial, whatever the number of lanes: it waits for one load a symbol,
 *    that of the byte, while the interval is off the chain.
 * 2. Rows are filled when first needed. Where a row is not filled its intervals are 0, so whatever symbol its bytes name has
 *    frequency 0, as no symbol of a filled row has: the loop stops there, before it touches the state.
 */
import { ROWS_AT, STATES_AT, SYMBOLS_AT } from "../src/kernel-wasm/layout";
import { isLow, refill } from "./step";

/** Symbols decoded by the last call; exported, because a function has one result. */
export let decodedCount: u32 = 0;

/**
 * Decodes symbols `from` to `count`, the first of them in row `row`. `rowMask` is 255 for order 1, and 0 for order 0, which stays
 * in row 0.
 */
export function decodeRows(
  laneMask: u32,
  scaleBits: u32,
  intervals: usize,
  rowMask: u32,
  row: u32,
  from: u32,
  count: u32,
  source: usize,
  limit: usize,
): usize {
  const slotMask: u32 = (1 << scaleBits) - 1;
  let i = from;
  for (; i < count; i++) {
    const lane: usize = (i & laneMask) << 2;
    let state = load<u32>(lane, STATES_AT);
    const slot = state & slotMask;
    const symbol: u32 = load<u8>((row << scaleBits) | slot, ROWS_AT);
    const interval = load<u32>(intervals + (row << 10) + (symbol << 2));
    if (interval == 0) break;
    store<u8>(i, symbol, SYMBOLS_AT);
    state = (interval >> 16) * (state >> scaleBits) + slot - (interval & 0xffff);
    const low = isLow(state);
    store<u32>(lane, refill(state, low, source), STATES_AT);
    source += low << 1;
    source = min(source, limit);
    row = symbol & rowMask;
  }
  decodedCount = i;
  return source;
}
