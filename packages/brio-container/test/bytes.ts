import { readFileSync } from "node:fs";
import { type ContainerError, isContainerError } from "../src/index.ts";

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

/** For loops over many frames, where an `expect` each would take most of the time. */
export function assertSameBytes(actual: Uint8Array, expected: Uint8Array): void {
  if (Buffer.compare(actual, expected) !== 0)
    throw new Error(`got ${toHex(actual)}, expected ${toHex(expected)}`);
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** `length` bytes without a visible pattern, the same in every run. */
export function noise(length: number, seed = 1): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state >>> 24;
  });
}

/** What the reading of bad bytes threw. Anything but a ContainerError, or nothing, fails the test. */
export function rejection(read: () => unknown): ContainerError {
  try {
    read();
  } catch (error) {
    if (isContainerError(error)) return error;
    throw error;
  }
  throw new Error("the bytes were accepted");
}

/**
 * Run a loop that has bytes rejected many thousand times. Most of what a rejection takes is the recording of its stack
 * (measured: two thirds), and nobody reads that of an error that was expected.
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

export function readText(relativePath: string): string {
  return readFileSync(new URL(relativePath, import.meta.url), "utf8");
}
