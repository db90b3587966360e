/**
 * The cheapest path through a block, levels 3 to 6. The algorithm, its bounds and what is surprising about it are explained in
 * src/v2/kernel-ts/parse-optimal.ts; this is the same search, price for price and tie for tie.
 */
import {
  candidateDistance,
  candidateLength,
  findHashChain,
  matchLength,
  skipHashChain,
} from "../../../brio-lz77/assembly/hash-chain";
import {
  LAST_DISTANCES_AT,
  LONG_LENGTHS_AT,
  PATH_CONTEXTS_AT,
  SECOND_DISTANCES_AT,
  TOKEN_LENGTHS_AT,
  TOKEN_VALUES_AT,
  WAYS_AT,
} from "../../src/v2/kernel-wasm/encoder-layout";
import { LAST_LENGTH_CLASS, LENGTH_CLASS, PRICE_UNIT, RAW_BYTE, SECOND_LENGTH_CLASS, START_CONTEXT } from "../numbers";
import { baseOf, extraBits, isOpen, lastBases, longBits, newBases, secondBases } from "./lengths";
import { endsHere, isTail, nextCell, symbolOf, tailLength, topCell } from "./phrase-trie";
import {
  classPrice,
  distancePrice,
  enterContext,
  lengthPrice,
  phrasePrice,
  rawPrice,
  symbolPrice,
} from "./prices";
import { input, origin } from "./tables";
import { tokenClass } from "./token-class";

/** Price of the path up to the position at hand. */
let cost: i32 = 0;

/**
 * A way to a byte in 64 bits, so that the cheaper of two is their minimum and taking it needs no branch, which would be as good as
 * random: the price in the upper 30, then the length of the last token in 9, then its value (a distance with MATCH_FLAG). A
 * token of LONG_LENGTH bytes or more has its length in `longLengths` of its end. Of two ways of one price the shorter token is
 * taken, and of two of one length the smaller value.
 */
const LENGTH_SHIFT: u64 = 25;
const PRICE_SHIFT: u64 = 34;
const PRICE_MASK: u64 = ~((1 << PRICE_SHIFT) - 1);
const MATCH_FLAG: u64 = 1 << 24;
const LONG_LENGTH: i32 = 511;

@inline
function way(price: i32, length: i32, value: u64): u64 {
  return (<u64>price << PRICE_SHIFT) | (<u64>length << LENGTH_SHIFT) | value;
}

@inline
function offer(end: i32, candidate: u64): void {
  const at = <usize>end << 3;
  const best = load<u64>(at, WAYS_AT);
  store<u64>(at, select<u64>(candidate, best, candidate < best), WAYS_AT);
}

@inline
function offerSymbol(position: i32, length: i32, symbol: i32): void {
  offer(position + length, way(cost + symbolPrice(symbol), length, symbol));
}

@inline
function offerPhrase(position: i32, length: i32, cell: u64): void {
  offer(position + length, way(cost + phrasePrice(cell), length, symbolOf(cell)));
}

/** Offers the phrases that start at `position`, of at most `available` bytes. */
function offerPhrases(block: usize, position: i32, available: i32): void {
  const at = block + position;
  let cell = topCell(load<u16>(at));
  let length = 2;
  while (cell != 0) {
    if (endsHere(cell)) offerPhrase(position, length, cell);
    else if (isTail(cell)) {
      const whole = tailLength(cell, at, length, available);
      if (whole > 0) offerSymbol(position, whole, symbolOf(cell));
      return;
    }
    if (length == available) return;
    cell = nextCell(cell, load<u8>(at + length));
    length++;
  }
}

/** Offers a match at all lengths above `above` up to `length`; `price` is what it costs but for its length. */
function offerLengths(
  position: i32,
  above: i32,
  length: i32,
  distance: i32,
  price: i32,
  firstClass: i32,
  bases: usize,
): void {
  const match = MATCH_FLAG | <u64>distance;
  let slot = 0;
  while (baseOf(bases, slot + 1) <= above + 1) slot++;
  for (let k = max(above + 1, baseOf(bases, 0)); k <= length; slot++) {
    const last = min(length, baseOf(bases, slot + 1) - 1);
    const slotPrice = price + classPrice(firstClass + slot);
    if (isOpen(bases, slot)) {
      const base = baseOf(bases, slot);
      for (; k <= last; k++) {
        offer(position + k, way(slotPrice + longBits(k - base) * PRICE_UNIT, k, match));
      }
    } else {
      const whole = slotPrice + extraBits(bases, slot) * PRICE_UNIT;
      for (; k <= last; k++) offer(position + k, way(whole, k, match));
    }
  }
}

/** Offers a match whole; `price` as above. */
function offerWhole(position: i32, length: i32, distance: i32, price: i32, firstClass: i32, bases: usize): void {
  const whole = price + lengthPrice(length, firstClass, bases);
  const candidate = way(whole, min(length, LONG_LENGTH), MATCH_FLAG | <u64>distance);
  const end = position + length;
  if (candidate >= load<u64>(<usize>end << 3, WAYS_AT)) return;
  store<u64>(<usize>end << 3, candidate, WAYS_AT);
  store<i32>(<usize>end << 2, length, LONG_LENGTHS_AT);
}

/** Whether one of the next four bytes is reached at a price that is lower by more than `margin`, shifted to its place. */
function isDominated(position: i32, arrival: u64, margin: u64): bool {
  const at = <usize>position << 3;
  if (arrival < margin) return false;
  // Of the price alone: what its last token is does not count.
  const bound = (arrival - margin) & PRICE_MASK;
  return (
    load<u64>(at, WAYS_AT + 8) < bound ||
    load<u64>(at, WAYS_AT + 16) < bound ||
    load<u64>(at, WAYS_AT + 24) < bound ||
    load<u64>(at, WAYS_AT + 32) < bound
  );
}

/** Parses the input from `start` to `end`; `niceLength` as the finder has it, `margin` in price units. Returns the number of tokens. */
export function parseOptimal(start: i32, end: i32, niceLength: i32, margin: i32): i32 {
  const blockLength = end - start;
  const block = input + start;
  memory.fill(WAYS_AT, 0xff, <usize>(blockLength + 5) << 3);
  store<u64>(WAYS_AT, 0);
  store<i32>(LAST_DISTANCES_AT, 0);
  store<i32>(SECOND_DISTANCES_AT, 0);
  store<u8>(PATH_CONTEXTS_AT, START_CONTEXT);
  for (let position = 0; position < blockLength; ) {
    const at = <usize>position << 2;
    const arrival = load<u64>(<usize>position << 3, WAYS_AT);
    if (isDominated(position, arrival, <u64>margin << PRICE_SHIFT)) {
      skipHashChain(start + position, 1);
      position++;
      continue;
    }
    cost = <i32>(arrival >> PRICE_SHIFT);
    if (position > 0) arrive(position, arrival);
    const last = load<i32>(at, LAST_DISTANCES_AT);
    const second = load<i32>(at, SECOND_DISTANCES_AT);
    enterContext(load<u8>(position, PATH_CONTEXTS_AT));
    const available = blockLength - position;
    const byte = <i32>load<u8>(block + position);

    offerSymbol(position, 1, byte);
    offer(position + 1, way(cost + rawPrice(), 1, RAW_BYTE + byte));
    if (available > 1) offerPhrases(block, position, available);

    let taken = 0;
    const here = block + position;
    if (last > 0) {
      const length = matchLength(here - last, here, 0, available);
      if (length >= niceLength) {
        offerWhole(position, length, last, cost, LAST_LENGTH_CLASS, lastBases());
        taken = length;
      } else if (length > 1) {
        offerLengths(position, 1, length, last, cost, LAST_LENGTH_CLASS, lastBases());
      }
    }
    if (second > 0 && taken == 0) {
      const length = matchLength(here - second, here, 0, available);
      if (length >= niceLength) {
        offerWhole(position, length, second, cost, SECOND_LENGTH_CLASS, secondBases());
        taken = length;
      } else if (length > 1) {
        offerLengths(position, 1, length, second, cost, SECOND_LENGTH_CLASS, secondBases());
      }
    }
    if (taken == 0) {
      const count = findHashChain(start + position);
      let above = 3;
      for (let i = 0; i < count; i++) {
        let length = min(available, candidateLength(i));
        const distance = candidateDistance(i);
        if (length <= above) break;
        if (distance != last && distance != second) {
          const price = cost + distancePrice(distance, origin + start + position);
          if (length >= niceLength) {
            length = matchLength(here - distance, here, length, available);
            offerWhole(position, length, distance, price, LENGTH_CLASS, newBases());
            taken = length;
          } else offerLengths(position, above, length, distance, price, LENGTH_CLASS, newBases());
        }
        above = length;
      }
      if (taken > 0) skipHashChain(start + position + 1, taken - 1);
    } else skipHashChain(start + position, taken);
    position += max(1, taken);
  }
  return collect(blockLength);
}

@inline
function lengthOf(arrival: u64, position: i32): i32 {
  const length = <i32>(arrival >> LENGTH_SHIFT) & LONG_LENGTH;
  return length == LONG_LENGTH ? load<i32>(<usize>position << 2, LONG_LENGTHS_AT) : length;
}

/** The value of a token as encode-block.ts wants it: the distance of a match is negative. */
@inline
function valueOf(arrival: u64): i32 {
  const value = <i32>(arrival & (MATCH_FLAG - 1));
  return (arrival & MATCH_FLAG) == 0 ? value : -value;
}

/** Settles what the cheapest path leaves at `position`. */
function arrive(position: i32, arrival: u64): void {
  const value = valueOf(arrival);
  const length = lengthOf(arrival, position);
  const from = <usize>(position - length) << 2;
  let last = load<i32>(from, LAST_DISTANCES_AT);
  let second = load<i32>(from, SECOND_DISTANCES_AT);
  store<u8>(position, tokenClass(value, length, last, second), PATH_CONTEXTS_AT);
  if (value < 0 && -value != last) {
    second = last;
    last = -value;
  }
  store<i32>(<usize>position << 2, last, LAST_DISTANCES_AT);
  store<i32>(<usize>position << 2, second, SECOND_DISTANCES_AT);
}

/** Writes the tokens of the cheapest path in order, and returns how many there are. */
function collect(blockLength: i32): i32 {
  let count = 0;
  for (let position = blockLength; position > 0; count++) {
    position -= lengthOf(load<u64>(<usize>position << 3, WAYS_AT), position);
  }
  let at = <usize>count << 2;
  for (let position = blockLength; position > 0; ) {
    at -= 4;
    const arrival = load<u64>(<usize>position << 3, WAYS_AT);
    const length = lengthOf(arrival, position);
    store<i32>(at, length, TOKEN_LENGTHS_AT);
    store<i32>(at, valueOf(arrival), TOKEN_VALUES_AT);
    position -= length;
  }
  return count;
}
