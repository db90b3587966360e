/**
 * Frequency tables inside a rANS stream: what encode-row.ts and kernel-ts/decode-row.ts share. SPEC section 4.
 *
 * A row of counts is coded against a *prior*, frequencies that both sides already have (without one: all symbols alike).
 * From the prior and the octave of the row's total follows how often each symbol is expected. Whether a symbol is absent, and
 * if not the octave of its count, is one symbol of an *octave code*, whose probabilities depend on that expectation: the
 * more often a symbol is expected, the less likely it is absent, and octaves farther from the expected one are less likely
 * by a constant factor each.
 *
 * How far rows depart from their prior differs: there are four such codes, from trusting to distrustful, and the encoder
 * says which one it took. Fixed codes came out smaller than adaptive bits on tables of short messages (44 against 48 bytes
 * for the four tables of a chat reply), as a table is over before anything was learnt, and decode one state step a
 * symbol instead of three.
 */
import { MAX_OCTAVE, octaveOf } from "./levels.ts";

/** What stands in front of a row. */
export interface RowHeader {
  /** Octave of the sum of the row's counts, which is below 2^28. */
  readonly totalOctave: number;
  /** Which of the four codes the row is in. */
  readonly dispersion: number;
  /** Whether symbols occur that the prior does not have; otherwise those are left out. Always so without a prior. */
  readonly surprises: boolean;
}

const TOTAL_OCTAVE_BITS = 5;
const DISPERSION_BITS = 2;

/** Width of the field that a row's header takes: octave, dispersion and, given a prior, one bit for surprises. */
export function rowHeaderBits(prior: Uint16Array | undefined): number {
  return TOTAL_OCTAVE_BITS + DISPERSION_BITS + (prior === undefined ? 0 : 1);
}

export function writeRowHeader(
  { totalOctave, dispersion, surprises }: RowHeader,
  prior: Uint16Array | undefined,
): number {
  const surpriseBit = prior !== undefined && surprises ? 1 << (TOTAL_OCTAVE_BITS + DISPERSION_BITS) : 0;
  return totalOctave | (dispersion << TOTAL_OCTAVE_BITS) | surpriseBit;
}

export function readRowHeader(field: number, prior: Uint16Array | undefined): RowHeader {
  return {
    totalOctave: field & ((1 << TOTAL_OCTAVE_BITS) - 1),
    dispersion: (field >>> TOTAL_OCTAVE_BITS) & ((1 << DISPERSION_BITS) - 1),
    surprises: prior === undefined || field >>> (TOTAL_OCTAVE_BITS + DISPERSION_BITS) === 1,
  };
}

/** Scale of an octave code. */
export const OCTAVE_CODE_BITS = 10;

/** Symbols of an octave code: 0 = absent, otherwise the octave plus one. */
export const OCTAVE_SYMBOLS: number = MAX_OCTAVE + 2;

/** What tells the codes apart, in 1/1024: floor of the probability that a symbol is absent, and factor from octave to octave. */
export const DISPERSIONS: readonly { readonly absentFloor: number; readonly octaveFactor: number }[] = [
  { absentFloor: 0, octaveFactor: 410 },
  { absentFloor: 102, octaveFactor: 512 },
  { absentFloor: 410, octaveFactor: 614 },
  { absentFloor: 768, octaveFactor: 768 },
];

/** Expectations are in half octaves; those beyond -8 … 3 octaves share the code of the last one. */
const LOWEST_EXPECTATION = -16;
const HIGHEST_EXPECTATION = 6;

/**
 * Probability that a symbol is absent, in 1/1024, before the floor is applied: of one that the prior does not have, then by
 * expectation exp(-0.6 · 2^(expectation / 2)), which is Poisson's with room for symbols that come in clusters.
 */
export const ABSENT: readonly number[] = [
  1008, 1022, 1021, 1019, 1017, 1014, 1011, 1005, 997, 986, 971, 950, 921, 881, 828, 759, 670, 562, 438, 308,
  188, 93, 34, 8,
];

/** One of the four codes: a row of {@link OCTAVE_SYMBOLS} entries for each expectation. */
export interface OctaveCode {
  readonly starts: Uint16Array;
  readonly frequencies: Uint16Array;
  /** Symbol of each slot, 1024 a row. */
  readonly slots: Uint8Array;
}

const codes: OctaveCode[] = [];

/** The code of a dispersion, 0 … 3; made when first needed. */
export function octaveCode(dispersion: number): OctaveCode {
  codes[dispersion] ??= makeCode(dispersion);
  return codes[dispersion];
}

function makeCode(dispersion: number): OctaveCode {
  const { absentFloor, octaveFactor } = DISPERSIONS[dispersion];
  const scale = 1 << OCTAVE_CODE_BITS;
  const starts = new Uint16Array(ABSENT.length * OCTAVE_SYMBOLS);
  const frequencies = new Uint16Array(starts.length);
  const slots = new Uint8Array(ABSENT.length * scale);
  ABSENT.forEach((probability, row) => {
    const expected = expectedOctave(row + LOWEST_EXPECTATION - 1);
    // Every octave keeps a slot, so that any table can be written.
    const spare = scale - OCTAVE_SYMBOLS;
    const absent = 1 + ((spare * (absentFloor * 1024 + (1024 - absentFloor) * probability)) >>> 20);
    const weights = Array.from({ length: MAX_OCTAVE + 1 }, (_, octave) => {
      let weight = 1 << 14;
      for (let step = Math.abs(octave - expected); step > 0; step--) weight = (weight * octaveFactor) >>> 10;
      return weight;
    });
    const total = weights.reduce((sum, weight) => sum + weight);
    const present = scale - absent - (MAX_OCTAVE + 1);
    const row0 = row * OCTAVE_SYMBOLS;
    frequencies.set([absent, ...weights.map((weight) => 1 + Math.floor((weight * present) / total))], row0);
    const used = frequencies
      .subarray(row0, row0 + OCTAVE_SYMBOLS)
      .reduce((sum, frequency) => sum + frequency);
    frequencies[row0 + 1 + expected] += scale - used;
    for (let symbol = 0, start = 0; symbol < OCTAVE_SYMBOLS; symbol++) {
      starts[row0 + symbol] = start;
      slots.fill(symbol, row * scale + start, row * scale + start + frequencies[row0 + symbol]);
      start += frequencies[row0 + symbol];
    }
  });
  return { starts, frequencies, slots };
}

/**
 * What turns prior frequencies into expectations: the half octaves of 2^totalOctave · 1.5 over the prior's sum. A flat prior
 * has frequency 1 of symbolCount.
 */
export function expectationShift(totalOctave: number, symbolCount: number, priorScaleBits: number): number {
  return 2 * totalOctave + 1 - (priorScaleBits === 0 ? halfOctaveOf(symbolCount) : 2 * priorScaleBits);
}

/** Row of the octave codes for a symbol of that prior frequency. */
export function codeRowOf(priorFrequency: number, shift: number): number {
  if (priorFrequency === 0) return 0;
  const expectation = halfOctaveOf(priorFrequency) + shift;
  if (expectation <= LOWEST_EXPECTATION) return 1;
  return (expectation < HIGHEST_EXPECTATION ? expectation : HIGHEST_EXPECTATION) - LOWEST_EXPECTATION + 1;
}

/** The likeliest octave of a symbol that occurs. */
function expectedOctave(expectation: number): number {
  return expectation < 2 ? 0 : expectation >> 1;
}

/** Whether a symbol occurs that the prior does not have. */
export function hasSurprise(counts: Uint32Array, prior: Uint16Array): boolean {
  for (let symbol = 0; symbol < counts.length; symbol++) {
    if (prior[symbol] === 0 && counts[symbol] !== 0) return true;
  }
  return false;
}

export function sum(counts: Uint32Array): number {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i];
  return total;
}

/** 2 · log2 rounded down to halves, for x ≥ 1: the position of the leading bit and the bit behind it. */
function halfOctaveOf(x: number): number {
  const octave = octaveOf(x);
  return octave === 0 ? 0 : 2 * octave + ((x >>> (octave - 1)) & 1);
}
