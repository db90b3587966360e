/**
 * The match model, SPEC section 11: where the last symbols occurred before, what followed then is expected again. It sees whole
 * conversations and logs, far beyond what the contexts hold.
 */
import { mix } from "../contexts.ts";
import { MATCH_BUCKETS } from "../profile.ts";
import type { Sizes } from "../sizes.ts";

/** A candidate is compared so many symbols back. */
const MAX_VERIFIED = 32;
const RATE_BITS = 6;

export interface Match {
  /** The last 2^n symbols, by position modulo 2^n. */
  readonly window: Uint16Array;
  /** By hash of the last symbols: the position behind them, or 0. */
  readonly positions: Int32Array;
  readonly length: number;
  /** Symbols so far. */
  position: number;
  /** Where the next symbol is expected from, or 0: none is. */
  source: number;
  /** Symbols that agreed before it. */
  matched: number;
  /** By 2 × bucket + (is a class node). */
  readonly probabilities: Uint16Array;
}

export function createMatch(length: number, sizes: Sizes, probabilities: Uint16Array): Match {
  return {
    window: new Uint16Array(2 ** sizes.windowBits),
    positions: new Int32Array(2 ** sizes.positionBits),
    length,
    position: 0,
    source: 0,
    matched: 0,
    probabilities: probabilities.slice(),
  };
}

/** The symbol that is expected, or -1. */
export function expectedSymbol({ window, source }: Match): number {
  return source === 0 ? -1 : window[source & (window.length - 1)];
}

/** Bucket of the length of the match: 1 to 15; 0 without one. */
export function matchBucket({ source, matched }: Match): number {
  if (source === 0) return 0;
  return matched < 8 ? matched : Math.min(MATCH_BUCKETS - 1, 8 + ((matched - 8) >> 2));
}

/** Learns whether what was expected came. @param at - 2 × bucket + (is a class node) */
export function updateMatch({ probabilities }: Match, at: number, isRight: boolean): void {
  probabilities[at] += ((isRight ? 65535 : 0) - probabilities[at]) >> RATE_BITS;
}

/** Appends a symbol, and looks for a match if there is none now. */
export function extendMatch(match: Match, symbol: number): void {
  const { window, positions, length } = match;
  const mask = window.length - 1;
  if (match.source !== 0) {
    if (window[match.source & mask] === symbol) {
      match.source++;
      match.matched++;
    } else match.source = 0;
  }
  window[match.position & mask] = symbol;
  match.position++;
  const { position } = match;
  if (position < length) return;
  let hash = 0;
  for (let back = 1; back <= length; back++) hash = mix(hash, window[(position - back) & mask]);
  const slot = hash & (positions.length - 1);
  const candidate = positions[slot];
  positions[slot] = position;
  // What is half a window back or more would be overwritten while it is read.
  if (match.source !== 0 && position - match.source < window.length >> 1) return;
  match.source = 0;
  if (candidate === 0 || position - candidate >= window.length >> 1) return;
  let matched = 0;
  while (
    matched < MAX_VERIFIED &&
    matched < candidate &&
    window[(candidate - 1 - matched) & mask] === window[(position - 1 - matched) & mask]
  ) {
    matched++;
  }
  if (matched < length) return;
  match.source = candidate;
  match.matched = matched;
}
