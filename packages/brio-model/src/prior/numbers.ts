/**
 * Columns of numbers below 2^20, SPEC-PRIOR section 4: the leading bits of each as a symbol, of which the column brings the
 * statistics, and the rest as they are. Eight symbols an octave: numbers that fall off evenly within an octave, as gaps between
 * hashes do, come out within a hundredth of a bit of their entropy.
 */
import { buildRansModel, type RansDecoder, type RansEncoder } from "brio-rans";

/** A number has at most so many bits. */
export const NUMBER_BITS = 20;
/** Leading bits that are in the symbol, besides the first. */
const MANTISSA_BITS = 3;
const MANTISSAS: number = 1 << MANTISSA_BITS;
const SYMBOLS: number = MANTISSAS * (NUMBER_BITS - MANTISSA_BITS + 1);
const SCALE_BITS = 12;
const SHAPE = { order: 0, symbolCount: SYMBOLS, scaleBits: SCALE_BITS } as const;

/** Numbers below 8 are their own symbols. */
function symbolOf(number: number): number {
  const extra = extraBitsOf(number);
  return extra === 0 ? number : MANTISSAS * extra + (number >>> extra);
}

function extraBitsOf(number: number): number {
  return Math.max(0, 31 - MANTISSA_BITS - Math.clz32(number));
}

/** By symbol: bits that are as they are; and the least number. */
const EXTRA_BITS: Uint8Array = /* @__PURE__ */ Uint8Array.from({ length: SYMBOLS }, (_, symbol) =>
  Math.max(0, (symbol >> MANTISSA_BITS) - 1),
);
const BASES: Uint32Array = /* @__PURE__ */ Uint32Array.from(
  EXTRA_BITS,
  (extra, symbol) => (symbol - MANTISSAS * extra) << extra,
);

/** Appends a column. An empty one takes nothing. */
export function putNumbers(encoder: RansEncoder, numbers: Uint32Array): void {
  if (numbers.length === 0) return;
  const symbols = Uint8Array.from(numbers, symbolOf);
  const counts = new Uint32Array(SYMBOLS);
  for (const symbol of symbols) counts[symbol]++;
  const model = buildRansModel(counts, { scaleBits: SCALE_BITS });
  encoder.putModel(model);
  encoder.putSymbols(symbols, model);
  encoder.putFields(
    Uint8Array.from(symbols, (symbol) => EXTRA_BITS[symbol]),
    Uint16Array.from(numbers, (number, index) => number - BASES[symbols[index]]),
  );
}

/** Reads a column. @param count - known from elsewhere */
export function getNumbers(decoder: RansDecoder, count: number): Uint32Array {
  const numbers = new Uint32Array(count);
  if (count === 0) return numbers;
  const symbols = new Uint8Array(count);
  decoder.getSymbols(decoder.getModel(SHAPE), symbols);
  const widths = new Uint8Array(count);
  for (let i = 0; i < count; i++) widths[i] = EXTRA_BITS[symbols[i]];
  const rests = new Uint16Array(count);
  decoder.getFields(widths, rests);
  for (let i = 0; i < count; i++) numbers[i] = BASES[symbols[i]] + rests[i];
  return numbers;
}
