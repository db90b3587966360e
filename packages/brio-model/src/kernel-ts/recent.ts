/**
 * What followed the last decisions of a counter: for each pattern of up to seven of them, the probability of the next, learnt for every
 * context apart. SPEC section 8. (The indirect model of the literature, with patterns as its bit histories.) It takes the place of
 * the lists where there is no prior.
 */
import { STRETCH } from "../fixed-point.ts";

const PATTERNS = 256;
const RATE_BITS = 7;

/** By context × 256 + pattern: probability of bit 1. */
export type Recent = Uint16Array;

export function createRecent(contextCount: number): Recent {
  return new Uint16Array(contextCount * PATTERNS).map((_, index) => startOf(index % PATTERNS));
}

/** (ones + 0.4) / (decisions + 0.8). */
function startOf(pattern: number): number {
  let ones = 0;
  let decisions = 0;
  for (let rest = pattern; rest > 1; rest >>= 1) {
    ones += rest & 1;
    decisions++;
  }
  return Math.floor((65535 * (10 * ones + 4)) / (10 * decisions + 8));
}

/** @param pattern - a leading one and the decisions, the last one lowest; or 0, and then nothing is known */
export function recentLogit(recent: Recent, context: number, pattern: number): number {
  return pattern === 0 ? 0 : STRETCH[recent[context * PATTERNS + pattern] >> 4];
}

export function updateRecent(recent: Recent, context: number, pattern: number, bit: number): void {
  if (pattern === 0) return;
  const at = context * PATTERNS + pattern;
  recent[at] += ((bit === 0 ? 0 : 65535) - recent[at]) >> RATE_BITS;
}
