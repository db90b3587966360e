/** Columns of a prior: numbers below 2^20, SPEC-PRIOR section 4, and the parameters that they stand for, section 6. */
import { FREQUENCIES_AT } from "../../src/kernel-wasm/prior-layout";
import { takeColumn, takeField } from "./stream";
import { takeTable } from "./tables";

const NUMBER_SYMBOLS: u32 = 144;
const MANTISSA_BITS: u32 = 3;
/** Lowest bits of a parameter, which a file leaves out. */
const PARAMETER_SHIFT: u32 = 4;

/** Takes `count` symbols to `target`, a multiple of 16, behind their table. */
export function takeSymbols(symbolCount: u32, target: usize, count: u32): bool {
  if (count == 0) return true;
  if (!takeTable(symbolCount)) return false;
  takeColumn(FREQUENCIES_AT, symbolCount, target, count);
  return true;
}

/** Takes `count` numbers to `target`, u32 each. @param column - room for their symbols, a multiple of 16 */
export function takeNumbers(target: usize, column: usize, count: u32): bool {
  if (!takeSymbols(NUMBER_SYMBOLS, column, count)) return false;
  for (let i: u32 = 0; i < count; i++) {
    const symbol: u32 = load<u8>(column + i);
    const extra = u32(max(0, i32(symbol >> MANTISSA_BITS) - 1));
    const base = (symbol - (extra << MANTISSA_BITS)) << extra;
    store<u32>(target + (<usize>i << 2), base + takeField(extra));
  }
  return true;
}

/**
 * Adds differences to `count` parameters of 16 bits at `values`; false if one has no room there.
 *
 * @param numbers - room for `count` numbers, u32 each
 */
export function addParameters(values: usize, count: u32, isSigned: bool, numbers: usize, column: usize): bool {
  if (!takeNumbers(numbers, column, count)) return false;
  const least = isSigned ? -0x8000 : 0;
  const most = isSigned ? 0x7fff : 0xffff;
  for (let i: u32 = 0; i < count; i++) {
    const number = load<u32>(numbers + (<usize>i << 2));
    const difference = i32(number >> 1) ^ -i32(number & 1);
    const at = values + (<usize>i << 1);
    const origin: i32 = isSigned ? load<i16>(at) : load<u16>(at);
    const value = origin + (difference << PARAMETER_SHIFT);
    if (value < least || value > most) return false;
    store<u16>(at, value);
  }
  return true;
}
