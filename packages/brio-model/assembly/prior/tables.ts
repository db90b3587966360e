/**
 * Tables of frequencies in the payload of a prior, SPEC sections 3.2 and 4 of brio-rans: what table.ts, normalize.ts and model-code.ts
 * do there, without the choices that a prior does not make.
 */
import {
  COUNTS_AT,
  FREQUENCIES_AT,
  MARGINAL_AT,
  MARGINAL_FREQUENCIES_AT,
  OCTAVE_CODES_AT,
  ORDER1_COUNTS_AT,
  ORDER1_SYMBOLS as SYMBOLS,
} from "../../src/kernel-wasm/prior-layout";
import { fillRow, SCALE_BITS, takeField, takeSymbol } from "./stream";

const SCALE: u32 = 1 << SCALE_BITS;
/** Of a model of order 1. */
const ORDER1_SYMBOLS: u32 = SYMBOLS;

const OCTAVES: u32 = 20;
const OCTAVE_SYMBOLS: u32 = OCTAVES + 1;
const OCTAVE_CODE_BITS: u32 = 10;
const OCTAVE_ROWS: u32 = 24;
const LOWEST_EXPECTATION: i32 = -16;
const HIGHEST_EXPECTATION: i32 = 6;

/** Probability in 1/1024 that a symbol is absent: of one that the prior table has not, then by expectation from the lowest on. */
const ABSENT = memory.data<u16>([
  1008, 1022, 1021, 1019, 1017, 1014, 1011, 1005, 997, 986, 971, 950, 921, 881, 828, 759, 670, 562, 438, 308, 188, 93, 34, 8,
]);
/** By dispersion, in 1/1024: floor of that probability, and factor from octave to octave. */
const FLOORS = memory.data<u16>([0, 102, 410, 768]);
const FACTORS = memory.data<u16>([410, 512, 614, 768]);

@inline
function codeRow(dispersion: u32, row: u32): usize {
  return OCTAVE_CODES_AT + <usize>((dispersion * OCTAVE_ROWS + row) * OCTAVE_SYMBOLS << 1);
}

/** Makes the four octave codes. */
export function makeOctaveCodes(): void {
  for (let dispersion: u32 = 0; dispersion < 4; dispersion++) {
    const floor: u32 = load<u16>(FLOORS + (<usize>dispersion << 1));
    const factor: u32 = load<u16>(FACTORS + (<usize>dispersion << 1));
    for (let row: u32 = 0; row < OCTAVE_ROWS; row++) {
      const probability: u32 = load<u16>(ABSENT + (<usize>row << 1));
      const expected = max(0, i32(row) + LOWEST_EXPECTATION - 1) >> 1;
      const spare: u32 = 1024 - OCTAVE_SYMBOLS;
      const absent = 1 + ((spare * (floor * 1024 + (1024 - floor) * probability)) >> 20);
      makeCodeRow(codeRow(dispersion, row), absent, expected, factor);
    }
  }
}

function makeCodeRow(target: usize, absent: u32, expected: u32, factor: u32): void {
  let total: u32 = 0;
  for (let octave: u32 = 0; octave < OCTAVES; octave++) {
    let weight: u32 = 1 << 14;
    for (let step = abs(i32(octave) - i32(expected)); step > 0; step--) weight = (weight * factor) >> 10;
    store<u16>(target + (<usize>octave << 1), weight, 2);
    total += weight;
  }
  store<u16>(target, absent);
  let missing: u32 = 1024 - absent;
  for (let octave: u32 = 0; octave < OCTAVES; octave++) {
    const at = target + (<usize>octave << 1);
    const frequency: u32 = 1 + (<u32>load<u16>(at, 2) * (1024 - absent - OCTAVES)) / total;
    store<u16>(at, frequency, 2);
    missing -= frequency;
  }
  const likeliest = target + (<usize>expected << 1);
  store<u16>(likeliest, load<u16>(likeliest, 2) + missing, 2);
}

@inline
function octaveOf(count: u32): u32 {
  return 31 - clz(count);
}

function halfOctaveOf(x: u32): i32 {
  const octave = octaveOf(x);
  return octave == 0 ? 0 : i32(2 * octave + ((x >> (octave - 1)) & 1));
}

/**
 * Takes a row of counts.
 *
 * @param prior - frequencies on the scale of 12 bits, u16, or 0: all symbols alike
 * @returns false for a row that no encoder writes
 */
function takeRow(counts: usize, symbolCount: u32, precision: u32, prior: usize): bool {
  const header = takeField(prior == 0 ? 7 : 8);
  const totalOctave = header & 31;
  const dispersion = (header >> 5) & 3;
  const surprises = prior == 0 || header >> 7 != 0;
  const shift = 2 * i32(totalOctave) + 1 - (prior == 0 ? halfOctaveOf(symbolCount) : 2 * i32(SCALE_BITS));
  let total: u32 = 0;
  let surprised = prior == 0 || !surprises;
  for (let symbol: u32 = 0; symbol < symbolCount; symbol++) {
    const priorFrequency: u32 = prior == 0 ? 1 : load<u16>(prior + (<usize>symbol << 1));
    let count: u32 = 0;
    if (priorFrequency != 0 || surprises) {
      const expectation = priorFrequency == 0 ? LOWEST_EXPECTATION - 1 : max(min(halfOctaveOf(priorFrequency) + shift, HIGHEST_EXPECTATION), LOWEST_EXPECTATION);
      const octaveSymbol = takeSymbol(codeRow(dispersion, expectation - LOWEST_EXPECTATION + 1), OCTAVE_CODE_BITS);
      if (octaveSymbol != 0) {
        const octave = octaveSymbol - 1;
        const bits = min(octave, precision);
        count = (1 << octave) | (takeField(bits) << (octave - bits));
        total += count;
        if (priorFrequency == 0) surprised = true;
      }
    }
    store<u32>(counts + (<usize>symbol << 2), count);
  }
  return total != 0 && octaveOf(total) == totalOctave && surprised;
}

/** Counts as a table can hold them: below 2^20 by one common shift, and rounded. */
export function roundCounts(counts: usize, symbolCount: u32, precision: u32): void {
  const end = counts + (<usize>symbolCount << 2);
  let largest: u32 = 1;
  for (let at = counts; at < end; at += 4) largest = max(largest, load<u32>(at));
  const shift = max(0, i32(octaveOf(largest)) + 1 - i32(OCTAVES - 1));
  for (let at = counts; at < end; at += 4) {
    const count = load<u32>(at);
    if (count == 0) continue;
    const shifted = max<u32>(1, count >> shift);
    const dropped = max(0, i32(octaveOf(shifted)) - i32(precision));
    store<u32>(at, ((shifted + ((1 << dropped) >> 1)) >> dropped) << dropped);
  }
}

/** Counts below 2^20 as frequencies that add up to 2^12; all 0 if the counts are. */
export function normalize(counts: usize, frequencies: usize, symbolCount: u32): bool {
  let total: u32 = 0;
  for (let symbol: u32 = 0; symbol < symbolCount; symbol++) total += load<u32>(counts + (<usize>symbol << 2));
  if (total == 0) {
    memory.fill(frequencies, 0, symbolCount << 1);
    return false;
  }
  let missing: i32 = SCALE;
  for (let symbol: u32 = 0; symbol < symbolCount; symbol++) {
    const count = load<u32>(counts + (<usize>symbol << 2));
    const rounded = u32((u64(count) * SCALE + (total >> 1)) / total);
    const frequency = max(rounded, u32(count != 0));
    store<u16>(frequencies + (<usize>symbol << 1), frequency);
    missing -= frequency;
  }
  if (missing > 0) {
    const top = largestOf(frequencies, symbolCount);
    store<u16>(top, load<u16>(top) + missing);
  }
  while (missing < 0) {
    const top = largestOf(frequencies, symbolCount);
    const frequency: i32 = load<u16>(top);
    const taken = min(-missing, (frequency + 7) >> 3);
    store<u16>(top, frequency - taken);
    missing += taken;
  }
  return true;
}

/** The address of the largest frequency, the first of several. */
function largestOf(frequencies: usize, symbolCount: u32): usize {
  let top = frequencies;
  for (let symbol: u32 = 1; symbol < symbolCount; symbol++) {
    const at = frequencies + (<usize>symbol << 1);
    if (load<u16>(at) > load<u16>(top)) top = at;
  }
  return top;
}

/** Takes a table of order 0 to FREQUENCIES_AT. */
export function takeTable(symbolCount: u32): bool {
  const precision = takeField(2);
  return takeRow(COUNTS_AT, symbolCount, precision, 0) && normalize(COUNTS_AT, FREQUENCIES_AT, symbolCount);
}

/** Takes a table of order 1 of ORDER1_SYMBOLS symbols, and fills its rows. */
export function takeOrder1Table(): bool {
  const precision = takeField(2);
  if (!takeRow(MARGINAL_AT, ORDER1_SYMBOLS, precision, 0)) return false;
  normalize(MARGINAL_AT, MARGINAL_FREQUENCIES_AT, ORDER1_SYMBOLS);
  memory.fill(ORDER1_COUNTS_AT, 0, 4 * ORDER1_SYMBOLS * ORDER1_SYMBOLS);
  memory.fill(COUNTS_AT, 0, 4 * ORDER1_SYMBOLS);
  for (let row: u32 = 0; row < ORDER1_SYMBOLS; row++) {
    const counts = ORDER1_COUNTS_AT + 4 * row * ORDER1_SYMBOLS;
    if (takeField(1) != 0 && !takeRow(counts, ORDER1_SYMBOLS, precision, MARGINAL_FREQUENCIES_AT)) return false;
    for (let symbol: usize = 0; symbol < 4 * ORDER1_SYMBOLS; symbol += 4) {
      store<u32>(symbol, load<u32>(symbol, COUNTS_AT) + load<u32>(counts + symbol), COUNTS_AT);
    }
    normalize(counts, FREQUENCIES_AT, ORDER1_SYMBOLS);
    fillRow(row, ORDER1_SYMBOLS, FREQUENCIES_AT);
  }
  roundCounts(COUNTS_AT, ORDER1_SYMBOLS, precision);
  return memory.compare(COUNTS_AT, MARGINAL_AT, 4 * ORDER1_SYMBOLS) == 0;
}
