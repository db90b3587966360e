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

/** By logit + LOGIT_LIMIT: the probability, 1 … 65535. Filled by {@link fillTables}, as the others are. */
export const SQUASH: Uint16Array = /* @__PURE__ */ new Uint16Array(2 * LOGIT_LIMIT + 1);

/** By m: ⌊256 × ln(1 + m / 1024)⌋. */
export const LOG_MANTISSAS: Uint8Array = /* @__PURE__ */ new Uint8Array(MANTISSAS);

/** By the upper twelve bits of a probability: its logit, within the limit of an input. */
export const STRETCH: Int16Array = /* @__PURE__ */ new Int16Array(4096);

let isFilled = false;

/**
 * Fills the tables, once. Not at import, as it takes five milliseconds, of which whoever never meets a model should know nothing. It is for
 * whoever makes a code tree: nobody can predict without one.
 */
export function fillTables(): void {
  if (isFilled) return;
  isFilled = true;
  const powers = exponentials();
  fillSquash(powers);
  fillLogMantissas(powers);
  fillStretch();
}

/** e^(-i / 256) × 2^62, by repeated multiplication. */
function exponentials(): bigint[] {
  // ⌊2^64 × e^(-1/256)⌋
  const ratio = 18374827034086858296n;
  const powers = [1n << 62n];
  for (let i = 1; i <= LOGIT_LIMIT; i++) powers.push((powers[i - 1] * ratio) >> 64n);
  return powers;
}

function fillSquash(powers: readonly bigint[]): void {
  for (let i = 0; i <= LOGIT_LIMIT; i++) {
    const power = powers[i];
    const below = Math.max(1, Number((power << 16n) / (powers[0] + power)));
    SQUASH[LOGIT_LIMIT - i] = below;
    SQUASH[LOGIT_LIMIT + i] = Math.min(PROBABILITY_SCALE - below, PROBABILITY_SCALE - 1);
  }
}

function fillLogMantissas(powers: readonly bigint[]): void {
  let i = 0;
  for (let m = 0; m < MANTISSAS; m++) {
    while (powers[i + 1] * BigInt(MANTISSAS + m) >= 1n << 72n) i++;
    LOG_MANTISSAS[m] = i;
  }
}

/** Of a logit ln(p / (1 - p)), the half below 1/2 is that above with the other sign. */
function fillStretch(): void {
  const half = STRETCH.length / 2;
  for (let i = 0; i < half; i++) {
    const logit = clampInput(logarithm(2 * i + 1) - logarithm(4 * half - 1 - 2 * i));
    STRETCH[i] = logit;
    STRETCH[2 * half - 1 - i] = -logit;
  }
}

/** About 256 × ln x, for x = 1 … 2^31 - 1. */
export function logarithm(x: number): number {
  const octave = 31 - Math.clz32(x);
  const mantissa = octave >= MANTISSA_BITS ? x >> (octave - MANTISSA_BITS) : x << (MANTISSA_BITS - octave);
  return ((octave * OCTAVE) >> 8) + LOG_MANTISSAS[mantissa & (MANTISSAS - 1)];
}

export function clampInput(logit: number): number {
  return Math.max(-INPUT_LIMIT, Math.min(INPUT_LIMIT, logit));
}
