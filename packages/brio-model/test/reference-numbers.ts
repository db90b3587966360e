/** Section 3 of SPEC.md and the hash of section 5, in big integers and in the words of the document. */

const FACTOR = 18374827034086858296n;

const powers: bigint[] = [1n << 62n];
for (let i = 1; i <= 2816; i++) powers.push((powers[i - 1]! * FACTOR) >> 64n);

export function squash(logit: number): number {
  const power = powers[Math.abs(logit)]!;
  const below = Math.max(1, Number((power * 65536n) / ((1n << 62n) + power)));
  return logit <= 0 ? below : Math.min(65536 - below, 65535);
}

/** By the ten bits behind the leading one. */
const mantissas: number[] = [];
for (let mantissa = 0; mantissa < 1024; mantissa++) {
  let largest = mantissas[mantissa - 1] ?? 0;
  while (powers[largest + 1]! * BigInt(1024 + mantissa) >= 1n << 72n) largest++;
  mantissas.push(largest);
}

export function logarithm(x: number): number {
  const octave = Math.floor(Math.log2(x));
  return Math.floor((octave * 45426) / 256) + mantissas[Math.floor((x * 1024) / 2 ** octave) - 1024]!;
}

export function clamp(x: number, least: number, most: number): number {
  return x < least ? least : x > most ? most : x;
}

export function stretch(probability: number): number {
  const i = Math.floor(probability / 16);
  return clamp(logarithm(2 * i + 1) - logarithm(8191 - 2 * i), -2047, 2047);
}

function times(a: bigint, b: bigint): bigint {
  return (a * b) % 2n ** 32n;
}

/** `mix(… mix(mix(start, first), second) …)` */
export function mixed(start: number, ...values: readonly number[]): number {
  let hash = BigInt(start);
  for (const value of values) {
    const product = times((hash + times(BigInt(value), 0x9e3779b1n)) % 2n ** 32n, 0x85ebca6bn);
    hash = product ^ (product >> 15n);
  }
  return Number(hash);
}

/** The hash of a context at a node: section 8. */
export function hashAtNode(hash: number, node: number): number {
  const first = times(BigInt(hash) ^ times(BigInt(node + 1), 0x9e3779b1n), 0x85ebca6bn);
  const second = times(first ^ (first >> 15n), 0x2c1b3c6dn);
  return Number(second ^ (second >> 13n));
}

/** The number of 32 bits or less whose bytes these are, the last one lowest. */
export function fromBytes(...bytes: readonly number[]): number {
  return bytes.reduce((number, byte) => 256 * number + byte, 0);
}
