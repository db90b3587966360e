/** The match model of src/kernel-ts/match.ts. */
import { MATCH_PROBABILITIES_AT, STRETCH_AT } from "../src/kernel-wasm/layout";
import { mix } from "./history";
import { matchLength, positionMask, positions, window, windowMask } from "./memory";

const MAX_VERIFIED: u32 = 32;

let position: u32 = 0;
let source: u32 = 0;
let matched: u32 = 0;

export function startMatch(): void {
  position = 0;
  source = 0;
}

@inline
function symbolAt(at: u32): u32 {
  return load<u16>(window + (<usize>(at & windowMask) << 1));
}

/** The symbol that is expected, or -1. */
@inline
export function expectedSymbol(): i32 {
  return source == 0 ? -1 : i32(symbolAt(source));
}

@inline
export function matchBucket(): u32 {
  return matched < 8 ? matched : min<u32>(15, 8 + ((matched - 8) >> 2));
}

/** @param at - 2 × bucket + (is a class node) */
@inline
export function matchLogit(at: u32, expectedBit: u32): i32 {
  const probability: u32 = load<u16>(<usize>at << 1, MATCH_PROBABILITIES_AT);
  const logit: i32 = load<i16>(<usize>(probability >> 4) << 1, STRETCH_AT);
  return expectedBit ? logit : -logit;
}

@inline
export function updateMatch(at: u32, isRight: bool): void {
  const probability: i32 = load<u16>(<usize>at << 1, MATCH_PROBABILITIES_AT);
  store<u16>(<usize>at << 1, probability + (((isRight ? 65535 : 0) - probability) >> 6), MATCH_PROBABILITIES_AT);
}

export function extendMatch(symbol: u32): void {
  if (source != 0) {
    if (symbolAt(source) == symbol) {
      source++;
      matched++;
    } else source = 0;
  }
  store<u16>(window + (<usize>(position & windowMask) << 1), symbol);
  position++;
  if (position < matchLength) return;
  let hash: u32 = 0;
  for (let back: u32 = 1; back <= matchLength; back++) hash = mix(hash, symbolAt(position - back));
  const slot = positions + (<usize>(hash & positionMask) << 2);
  const candidate = load<u32>(slot);
  store<u32>(slot, position);
  const reach = (windowMask + 1) >> 1;
  if (source != 0 && position - source < reach) return;
  source = 0;
  if (candidate == 0 || position - candidate >= reach) return;
  let agreed: u32 = 0;
  while (
    agreed < MAX_VERIFIED &&
    agreed < candidate &&
    symbolAt(candidate - 1 - agreed) == symbolAt(position - 1 - agreed)
  ) {
    agreed++;
  }
  if (agreed < matchLength) return;
  source = candidate;
  matched = agreed;
}
