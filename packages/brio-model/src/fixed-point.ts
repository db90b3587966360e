/**
 * The numbers of the model and the tables between them, SPEC section 3. Integers only: a decoder must predict what the encoder did,
 * on whatever engine.
 *
 * - A *probability* is that of bit 1, out of 2^16.
 * - A *logit* is ln(p / (1 - p)) in units of 1/256: the domain in which predictions are mixed.
 */

export const PROBABILITY_SCALE = 65536;

/** No input of the mixer is beyond ±INPUT_LIMIT: 8 nats, one in 2981. */
export const INPUT_LIMIT = 2047;

/** The mixed logit goes further, to ±11 nats, so that what is certain costs next to nothing. */
export const LOGIT_LIMIT = 2815;

/** ln 2 in units of 1/256, times 256. */
const OCTAVE = 45426;
const MANTISSA_BITS = 10;
const MANTISSAS: number = 1 << MANTISSA_BITS;

/** e^(-i / 256) × 2^62, by repeated multiplication. */
const EXPONENTIALS: readonly bigint[] = /* @__PURE__ */ exponentials();

function exponentials(): bigint[] {
  // ⌊2^64 × e^(-1/256)⌋
  const ratio = 18374827034086858296n;
  const powers = [1n << 62n];
  for (let i = 1; i <= LOGIT_LIMIT; i++) powers.push((powers[i - 1] * ratio) >> 64n);
  return powers;
}

/** By logit + LOGIT_LIMIT: the probability, 1 … 65535. */
export const SQUASH: Uint16Array = /* @__PURE__ */ squashTable();

function squashTable(): Uint16Array {
  const table = new Uint16Array(2 * LOGIT_LIMIT + 1);
  for (let i = 0; i <= LOGIT_LIMIT; i++) {
    const power = EXPONENTIALS[i];
    const below = Math.max(1, Number((power << 16n) / ((1n << 62n) + power)));
    table[LOGIT_LIMIT - i] = below;
    table[LOGIT_LIMIT + i] = Math.min(PROBABILITY_SCALE - below, PROBABILITY_SCALE - 1);
  }
  return table;
}

/** By m: ⌊256 × ln(1 + m / 1024)⌋. */
export const LOG_MANTISSAS: Uint8Array = /* @__PURE__ */ logMantissas();

function logMantissas(): Uint8Array {
  const table = new Uint8Array(MANTISSAS);
  let i = 0;
  for (let m = 0; m < MANTISSAS; m++) {
    while (EXPONENTIALS[i + 1] * BigInt(MANTISSAS + m) >= 1n << 72n) i++;
    table[m] = i;
  }
  return table;
}

/** About 256 × ln x, for x = 1 … 2^31 - 1. */
export function logarithm(x: number): number {
  const octave = 31 - Math.clz32(x);
  const mantissa = octave >= MANTISSA_BITS ? x >> (octave - MANTISSA_BITS) : x << (MANTISSA_BITS - octave);
  return ((octave * OCTAVE) >> 8) + LOG_MANTISSAS[mantissa & (MANTISSAS - 1)];
}

/** By the upper twelve bits of a probability: its logit, within the limit of an input. */
export const STRETCH: Int16Array = /* @__PURE__ */ stretchTable();

function stretchTable(): Int16Array {
  const table = new Int16Array(4096);
  for (let i = 0; i < 4096; i++) table[i] = clampInput(logarithm(2 * i + 1) - logarithm(8191 - 2 * i));
  return table;
}

export function clampInput(logit: number): number {
  return Math.max(-INPUT_LIMIT, Math.min(INPUT_LIMIT, logit));
}
