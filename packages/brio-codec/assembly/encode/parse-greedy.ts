/**
 * Levels 1 and 2: at the start of each token the one that saves most. Explained in src/v2/kernel-ts/parse-greedy.ts; this is
 * the same choice, price for price and tie for tie.
 */
import {
  candidateDistance,
  candidateLength,
  findHashChain,
  matchLength,
  skipHashChain,
} from "../../../brio-lz77/assembly/hash-chain";
import { TOKEN_LENGTHS_AT, TOKEN_VALUES_AT } from "../../src/v2/kernel-wasm/encoder-layout";
import { LAST_LENGTH_CLASS, LENGTH_CLASS, PRICE_UNIT, RAW_BYTE, START_CONTEXT } from "../numbers";
import { lastBases, newBases } from "./lengths";
import { endsHere, isTail, nextCell, symbolOf, tailLength, topCell } from "./phrase-trie";
import { distancePrice, enterContext, lengthPrice, phrasePrice, rawPrice, symbolPrice } from "./prices";
import { input, origin } from "./tables";
import { tokenClass } from "./token-class";

/** What a byte costs on average at these levels: 2.25 bits. */
const AVERAGE_PRICE: i32 = (9 * PRICE_UNIT) / 4;

let bestSaving: i32 = 0;
let bestLength: i32 = 0;
let bestValue: i32 = 0;

@inline
function offer(length: i32, price: i32, value: i32): void {
  const saving = length * AVERAGE_PRICE - price;
  if (saving > bestSaving) {
    bestSaving = saving;
    bestLength = length;
    bestValue = value;
  }
}

@inline
function offerSymbol(length: i32, symbol: i32): void {
  offer(length, symbolPrice(symbol), symbol);
}

/** Offers a match whole; `price` is that of its distance. */
function offerMatch(length: i32, distance: i32, price: i32, firstClass: i32, bases: usize): void {
  offer(length, price + lengthPrice(length, firstClass, bases), -distance);
}

/** Offers the longest phrase that starts at `at`. Returns whether there is one. */
function offerPhrase(at: usize, available: i32): bool {
  let cell = topCell(load<u16>(at));
  let longest: u64 = 0;
  let longestLength = 0;
  let length = 2;
  while (cell != 0) {
    if (isTail(cell)) {
      const whole = tailLength(cell, at, length, available);
      if (whole > 0) {
        offerSymbol(whole, symbolOf(cell));
        return true;
      }
      break;
    }
    const ends = endsHere(cell);
    longest = select<u64>(cell, longest, ends);
    longestLength = select<i32>(length, longestLength, ends);
    if (length == available) break;
    cell = nextCell(cell, load<u8>(at + length));
    length++;
  }
  if (longestLength == 0) return false;
  offer(longestLength, phrasePrice(longest), symbolOf(longest));
  return true;
}

/** Parses the input from `start` to `end`; `insertsAll`: see src/v2/levels.ts. Returns the number of tokens. */
export function parseGreedy(start: i32, end: i32, insertsAll: bool): i32 {
  let count: usize = 0;
  let last = 0;
  let second = 0;
  let context = START_CONTEXT;
  for (let position = start; position < end; ) {
    enterContext(context);
    const here = input + position;
    const available = end - position;
    bestSaving = i32.MIN_VALUE;
    if (available == 1 || !offerPhrase(here, available)) {
      const byte = <i32>load<u8>(here);
      offerSymbol(1, byte);
      offer(1, rawPrice(), RAW_BYTE + byte);
    }
    if (last > 0) {
      const length = matchLength(here - last, here, 0, available);
      if (length > 1) offerMatch(length, last, 0, LAST_LENGTH_CLASS, lastBases());
    }
    const found = findHashChain(position);
    if (found > 0) {
      const distance = candidateDistance(found - 1);
      if (distance != last) {
        const length = matchLength(here - distance, here, min(available, candidateLength(found - 1)), available);
        if (length > 3) {
          const price = distancePrice(distance, origin + position);
          offerMatch(length, distance, price, LENGTH_CLASS, newBases());
        }
      }
    }
    store<i32>(count << 2, bestLength, TOKEN_LENGTHS_AT);
    store<i32>(count << 2, bestValue, TOKEN_VALUES_AT);
    count++;
    if (insertsAll) skipHashChain(position + 1, bestLength - 1);
    position += bestLength;
    context = tokenClass(bestValue, bestLength, last, second);
    if (bestValue < 0 && -bestValue != last) {
      second = last;
      last = -bestValue;
    }
  }
  return <i32>count;
}
