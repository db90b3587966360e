/**
 * Frequency tables inside a rANS stream: SPEC section 4.
 *
 * A table is coded against a *prior*, a model that both sides already have (without one: all symbols alike). From the
 * prior and the octave of the table's total follows how often each symbol is expected; the farther that is above one,
 * the surer the symbol occurs, and the nearer its octave is to the expected one. Both are coded as adaptive bits in
 * contexts of the expectation, so that a table which follows its prior costs about three bits a symbol and one
 * without a prior about five.
 */
import { bitContext, probabilityOfZero, updateBitContext } from "./adaptive-bit.ts";
import { RansError } from "./errors.ts";
import { explicitBits, MAX_OCTAVE, mantissaOf, octaveOf, storedCount } from "./levels.ts";

/** What {@link codeRow} needs of a stream; one implementation writes, the other reads. */
export interface TableCoder {
  /** Codes one adaptive bit: writes `bit`, or ignores it and reads one. Returns the bit. */
  bit(bit: number, probabilityOfZero: number): number;
  /** Codes a raw field of `width` bits, likewise. */
  field(value: number, width: number): number;
  /** Position for errors. */
  readonly offset: number;
}

/** Bits of the field that holds the octave of a row's total: totals stay below 2^28. */
const TOTAL_OCTAVE_BITS = 5;

/** Expectations in half octaves; contexts of presence tell -8 … 3 octaves apart. */
const LOWEST_EXPECTATION = -16;
const HIGHEST_EXPECTATION = 6;
/** The expectation of a symbol that the prior does not have. */
const NEVER = LOWEST_EXPECTATION - 1;

/**
 * First guess at the probability (in 1/4096) that a symbol is absent, by expectation from {@link NEVER} on:
 * exp(-0.9 · 2^(expectation / 2)), which is Poisson's with a little room for text that departs from the prior.
 */
const ABSENT: readonly number[] = [
  4064, 4064, 4061, 4054, 4037, 4032, 4010, 3976, 3929, 3861, 3769, 3642, 3472, 3247, 2957, 2617, 2168, 1665, 1147,
  677, 321, 112, 41, 32,
];

/** Contexts of the steps from the expected octave to the true one, by how many steps were made. */
const STEP_CONTEXTS = 8;

// Where each kind of context begins in the array of {@link tableContexts}.
const ABSENT_AT = 0;
const BELOW_AT: number = ABSENT.length;
const UP_AT: number = BELOW_AT + 2;
const DOWN_AT: number = UP_AT + 3 * STEP_CONTEXTS;
const CONTEXT_COUNT: number = DOWN_AT + 2 * STEP_CONTEXTS;

const FRESH_CONTEXTS: Uint16Array = /* @__PURE__ */ Uint16Array.from({ length: CONTEXT_COUNT }, (_, i) =>
  bitContext(i < BELOW_AT ? ABSENT[i] : i < UP_AT ? 2048 : 2300),
);

/** Fresh adaptive state for one table, or for all rows of an order-1 model. */
export function tableContexts(): Uint16Array {
  return FRESH_CONTEXTS.slice();
}

/**
 * Codes one row of counts, in either direction: when writing, `counts` holds them; when reading, it receives them.
 *
 * @param prior - frequencies that sum to 2^priorScaleBits, or undefined for a flat prior
 * @throws {RansError} `corrupt` when reading counts that no writer wrote
 */
export function codeRow(
  coder: TableCoder,
  contexts: Uint16Array,
  counts: Uint32Array,
  precision: number,
  prior: Uint16Array | undefined,
  priorScaleBits: number,
): void {
  const totalOctave = coder.field(octaveOf(sum(counts)), TOTAL_OCTAVE_BITS);
  const surprises = prior === undefined ? 0 : coder.field(hasSurprise(counts, prior) ? 1 : 0, 1);
  // Half octaves of 2^totalOctave · 1.5 / 2^priorScaleBits; a flat prior has frequency 1 of symbolCount.
  const shift = 2 * totalOctave + 1 - (prior === undefined ? halfOctaveOf(counts.length) : 2 * priorScaleBits);
  for (let symbol = 0; symbol < counts.length; symbol++) {
    const priorFrequency = prior === undefined ? 1 : prior[symbol];
    if (priorFrequency === 0 && surprises === 0) continue;
    const expectation = priorFrequency === 0 ? NEVER : Math.max(LOWEST_EXPECTATION, halfOctaveOf(priorFrequency) + shift);
    counts[symbol] = codeCount(coder, contexts, counts[symbol], precision, expectation);
  }
  const total = sum(counts);
  if (total === 0 || octaveOf(total) !== totalOctave) {
    throw new RansError("corrupt", coder.offset, `table does not sum up to its total, 2^${totalOctave}`);
  }
  if (surprises === 1 && prior !== undefined && !hasSurprise(counts, prior)) {
    throw new RansError("corrupt", coder.offset, "table has no symbol beyond its prior, but says so");
  }
}

/** Whether a symbol occurs that the prior does not have. */
function hasSurprise(counts: Uint32Array, prior: Uint16Array): boolean {
  for (let symbol = 0; symbol < counts.length; symbol++) {
    if (prior[symbol] === 0 && counts[symbol] !== 0) return true;
  }
  return false;
}

function codeCount(
  coder: TableCoder,
  contexts: Uint16Array,
  count: number,
  precision: number,
  expectation: number,
): number {
  const absent = ABSENT_AT + Math.min(expectation, HIGHEST_EXPECTATION) - NEVER;
  if (adaptive(coder, contexts, absent, count === 0 ? 0 : 1) === 0) return 0;
  const octave = codeOctave(coder, contexts, octaveOf(count), Math.min(MAX_OCTAVE, Math.max(0, expectation >> 1)));
  const bits = explicitBits(octave, precision);
  return bits === 0
    ? 1 << octave
    : storedCount(octave, coder.field(mantissaOf(count, octave, precision), bits), precision);
}

/** Walks from the expected octave to the true one, a bit a step. */
function codeOctave(coder: TableCoder, contexts: Uint16Array, octave: number, expected: number): number {
  const high = expected > 2 ? 1 : 0;
  let at = expected;
  if (at > 0 && adaptive(coder, contexts, BELOW_AT + high, octave < at ? 1 : 0) === 1) {
    at--;
    for (let context = DOWN_AT + high * STEP_CONTEXTS, step = 0; at > 0; at--) {
      if (adaptive(coder, contexts, context + step, octave < at ? 1 : 0) === 0) break;
      if (step < STEP_CONTEXTS - 1) step++;
    }
    return at;
  }
  for (let context = UP_AT + (expected === 0 ? 2 : high) * STEP_CONTEXTS, step = 0; at < MAX_OCTAVE; at++) {
    if (adaptive(coder, contexts, context + step, octave > at ? 1 : 0) === 0) break;
    if (step < STEP_CONTEXTS - 1) step++;
  }
  return at;
}

function adaptive(coder: TableCoder, contexts: Uint16Array, index: number, bit: number): number {
  const context = contexts[index];
  const coded = coder.bit(bit, probabilityOfZero(context));
  contexts[index] = updateBitContext(context, coded);
  return coded;
}

/** 2 · log2 rounded down to halves, for x ≥ 1: the position of the leading bit and the bit behind it. */
function halfOctaveOf(x: number): number {
  const octave = octaveOf(x);
  return 2 * octave + (octave === 0 ? 0 : (x >>> (octave - 1)) & 1);
}

function sum(counts: Uint32Array): number {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i];
  return total;
}
