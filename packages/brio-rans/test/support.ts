import { readFileSync } from "node:fs";
import { isRansError, type RansError, type RansModel } from "../src/index.ts";

export function fromHex(hex: string): Uint8Array {
  const digits = hex.replace(/\s/g, "");
  if (!/^([0-9a-fA-F]{2})*$/.test(digits)) throw new Error(`not hex: ${hex}`);
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) =>
    Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16),
  );
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function readText(relativePath: string): string {
  return readFileSync(new URL(relativePath, import.meta.url), "utf8");
}

/** A generator of numbers below its argument, the same in every run. */
export function pseudoRandom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Counts of `symbols`; with order 1, of pairs, the first symbol following symbol 0. */
export function countsOf(symbols: Uint8Array, symbolCount: number, order: 0 | 1 = 0): Uint32Array {
  const counts = new Uint32Array(order === 0 ? symbolCount : symbolCount ** 2);
  let row = 0;
  for (const symbol of symbols) {
    counts[row + symbol]!++;
    if (order === 1) row = symbol * symbolCount;
  }
  return counts;
}

/** What the reading of bad bytes threw. Anything but a RansError, or nothing, fails the test. */
export function rejection(read: () => unknown): RansError {
  const error = outcome(read);
  if (error === undefined) throw new Error("the bytes were accepted");
  return error;
}

/** The RansError that reading threw, or undefined if it succeeded. Any other exception fails the test. */
export function outcome(read: () => unknown): RansError | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (isRansError(error)) return error;
    throw error;
  }
}

/** Runs a loop that has bytes rejected many thousand times without recording stacks, which would take most of its time. */
export function withoutStacks<Result>(run: () => Result): Result {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** For loops over many arrays, where an `expect` each would take most of the time. */
export function assertSame(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  let same = actual.length === expected.length;
  for (let i = 0; same && i < actual.length; i++) same = actual[i] === expected[i];
  if (!same) throw new Error(`got ${Array.from(actual)}, expected ${Array.from(expected)}`);
}

/**
 * `length` symbols that occur as often as `model` says. Of order 1, fewer if the walk comes to a context of which nothing is
 * known.
 */
export function typicalSymbols(model: RansModel, length: number, seed: number): Uint8Array {
  const random = pseudoRandom(seed);
  const { order, symbolCount, scaleBits, frequencies } = model;
  const symbols: number[] = [];
  let row = 0;
  while (symbols.length < length) {
    const known = frequencies.subarray(row, row + symbolCount).some((frequency) => frequency !== 0);
    if (!known) break;
    let slot = random(2 ** scaleBits);
    let symbol = 0;
    while (slot >= frequencies[row + symbol]!) slot -= frequencies[row + symbol++]!;
    symbols.push(symbol);
    if (order === 1) row = symbol * symbolCount;
  }
  return Uint8Array.from(symbols);
}
