import { readFileSync } from "node:fs";
import { type BrioError, isBrioError } from "../src/index.ts";

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Hex digits, white space allowed, to bytes. */
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

export function readText(relativePath: string): string {
  return readFileSync(new URL(relativePath, import.meta.url), "utf8");
}

/** Numbers below `bound` without a visible pattern, the same in every run. */
export function generator(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

/** `length` bytes without a visible pattern. */
export function noise(length: number, seed = 1): Uint8Array {
  const next = generator(seed);
  return Uint8Array.from({ length }, () => next(256));
}

/** For loops over many frames, where an `expect` each would take most of the time. */
export function assertSameBytes(actual: Uint8Array, expected: Uint8Array, what: string): void {
  if (Buffer.compare(actual, expected) === 0) return;
  throw new Error(`${what}: got ${actual.length} bytes, expected ${expected.length} others`);
}

/** What the reading of bad bytes threw. Anything but a BrioError, or nothing, fails the test. */
export function rejection(read: () => unknown): BrioError {
  const error = rejectionOf(read);
  if (error === undefined) throw new Error("the bytes were accepted");
  return error;
}

/** The same, or undefined if the bytes were accepted. */
export function rejectionOf(read: () => unknown): BrioError | undefined {
  try {
    read();
  } catch (error) {
    if (isBrioError(error)) return error;
    throw error;
  }
  return undefined;
}

/**
 * Runs a loop that has bytes rejected many thousand times. Most of what a rejection takes is the recording of its stack, and
 * nobody reads that of an error that was expected.
 */
export function withoutStacks<Result>(run: () => Result): Result {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = limit;
  }
}
