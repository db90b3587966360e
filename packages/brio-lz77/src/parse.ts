import { describe, requireBytes, requireInteger } from "./checks.ts";
import { greedySequences } from "./greedy.ts";
import { lazySequences } from "./lazy.ts";
import { optimalSequences } from "./optimal.ts";
import {
  MAX_LENGTH,
  MAX_PRICE,
  type MatchFinder,
  MIN_MATCH_LENGTH,
  type Prices,
  type Sequences,
} from "./types.ts";

/**
 * Greedy parse: at each position the candidate that saves most. The fastest and the loosest of the three.
 *
 * @param input - up to 2^30 bytes
 * @param finder - reset by the call, so its earlier use does not matter
 * @param prices - what the caller's coder will charge
 * @param start - where to begin, 0 to `input.length`, default 0; the bytes before it are a preset window
 * @throws {TypeError} an argument has the wrong type
 * @throws {RangeError} `start`, a price table's length or the price `sequence` is out of range
 */
export function parseGreedy(input: Uint8Array, finder: MatchFinder, prices: Prices, start = 0): Sequences {
  checkArguments(input, finder, prices, start);
  return greedySequences(input, finder, prices, start);
}

/**
 * Lazy parse: as {@link parseGreedy}, but a copy gives way to one that begins a byte later and saves more.
 * Parameters and errors are those of {@link parseGreedy}.
 */
export function parseLazy(input: Uint8Array, finder: MatchFinder, prices: Prices, start = 0): Sequences {
  checkArguments(input, finder, prices, start);
  return lazySequences(input, finder, prices, start);
}

/**
 * Parse of the least total price, given what the finder lists, within blocks of at most 4096 bytes. A match of the
 * finder's `niceLength` is taken without weighing it. Parameters and errors are those of {@link parseGreedy}.
 */
export function parseOptimal(input: Uint8Array, finder: MatchFinder, prices: Prices, start = 0): Sequences {
  checkArguments(input, finder, prices, start);
  return optimalSequences(input, finder, prices, start);
}

function checkArguments(input: Uint8Array, finder: MatchFinder, prices: Prices, start: number): void {
  requireBytes("input", input);
  requireInteger("input.length", input.length, 0, MAX_LENGTH);
  requireInteger("start", start, 0, input.length);
  if (typeof finder?.find !== "function") {
    throw new TypeError(`finder: expected a match finder, got ${describe(finder)}`);
  }
  requirePriceTable("prices.literals", prices?.literals, 256, 256);
  requirePriceTable("prices.lengths", prices.lengths, MIN_MATCH_LENGTH + 1, 2 ** 16);
  requireInteger("prices.sequence", prices.sequence, 0, MAX_PRICE);
  if (typeof prices.distance !== "function") {
    throw new TypeError(`prices.distance: expected a function, got ${describe(prices.distance)}`);
  }
}

function requirePriceTable(name: string, table: Uint16Array, minimum: number, maximum: number): void {
  if (!(table instanceof Uint16Array))
    throw new TypeError(`${name}: expected a Uint16Array, got ${describe(table)}`);
  requireInteger(`${name}.length`, table.length, minimum, maximum);
}
