/** What the alphabet says of the successors of lists: src/prior/alphabet-models.ts. */
import {
  CLASS_TRANSITIONS,
  CLASS_WEIGHTS,
  COUNTS_AT,
  FREQUENCIES_AT,
  MEMBER_STARTS,
  MEMBER_SYMBOLS,
  MEMBER_WEIGHTS,
  READING_AT,
  SYMBOL_CLASSES,
  SYMBOL_COUNT,
  SYMBOL_WEIGHTS,
} from "../../src/kernel-wasm/prior-layout";
import { mix } from "../history";
import { classCount } from "../memory";
import { normalize, roundCounts } from "./tables";

const PRECISION: u32 = 3;
/** Symbols of the entropy coder are bytes. */
const MAX_MEMBERS: u32 = 256;

@inline
function word(name: usize): u32 {
  return load<u32>(name, READING_AT);
}

/** Mixes `count` numbers of 1 or 4 bytes into a hash. */
export function hashNumbers(hash: u32, numbers: usize, count: u32, width: u32): u32 {
  const end = numbers + <usize>count * width;
  if (width == 1) for (let at = numbers; at < end; at++) hash = mix(hash, load<u8>(at));
  else for (let at = numbers; at < end; at += 4) hash = mix(hash, load<u32>(at));
  return hash;
}

/** Puts the symbols in the order of their classes; false if a class has more than 256. */
export function orderMembers(): bool {
  const starts: usize = word(MEMBER_STARTS);
  const symbols: usize = word(MEMBER_SYMBOLS);
  const weights: usize = word(MEMBER_WEIGHTS);
  const classes: usize = word(SYMBOL_CLASSES);
  const symbolCount = word(SYMBOL_COUNT);
  // Two entries further: behind the loop that follows, an entry is where the class before it goes on.
  for (let symbol: u32 = 0; symbol < symbolCount; symbol++) {
    const at = starts + (<usize>load<u8>(classes + symbol) << 2);
    store<u32>(at, load<u32>(at, 8) + 1, 8);
  }
  for (let index: u32 = 0; index < classCount; index++) {
    const at = starts + (<usize>index << 2);
    if (load<u32>(at, 8) > MAX_MEMBERS) return false;
    store<u32>(at, load<u32>(at, 8) + load<u32>(at, 4), 8);
  }
  for (let symbol: u32 = 0; symbol < symbolCount; symbol++) {
    const at = starts + (<usize>load<u8>(classes + symbol) << 2);
    const place: usize = load<u32>(at, 4);
    store<u32>(at, u32(place) + 1, 4);
    store<u16>(symbols + (place << 1), symbol);
    store<u32>(weights + (place << 2), load<u32>(<usize>word(SYMBOL_WEIGHTS) + (<usize>symbol << 2)));
  }
  return true;
}

@inline
export function memberStart(index: u32): u32 {
  return load<u32>(<usize>word(MEMBER_STARTS) + (<usize>index << 2));
}

function frequenciesOf(weights: usize, count: u32): bool {
  memory.copy(COUNTS_AT, weights, count << 2);
  roundCounts(COUNTS_AT, count, PRECISION);
  return normalize(COUNTS_AT, FREQUENCIES_AT, count);
}

/** What follows a class, to FREQUENCIES_AT. */
export function classFrequencies(before: u32): bool {
  const transitions: usize = word(CLASS_TRANSITIONS);
  const row = transitions == 0 ? <usize>word(CLASS_WEIGHTS) : transitions + (<usize>(before * classCount) << 2);
  return frequenciesOf(row, classCount);
}

/** The symbols of a class, to FREQUENCIES_AT. */
export function memberFrequencies(index: u32): bool {
  const start = memberStart(index);
  return frequenciesOf(<usize>word(MEMBER_WEIGHTS) + (<usize>start << 2), memberStart(index + 1) - start);
}
