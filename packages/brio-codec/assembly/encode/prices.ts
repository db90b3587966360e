/**
 * What tokens cost, in units of PRICE_UNIT a bit: what the coder will charge for them, of which build-tables.ts makes the prices of
 * classes, members and distances.
 *
 * A parser enters a context for each token and then asks for prices in it, many times a byte. So all of this is inlined, and where the
 * row of the context begins is kept in a global and not passed along. A token costs less than 2^11 units, so all of a block
 * less than 2^28.
 */
import { CLASS_PRICES_AT, DISTANCE_PRICES_AT } from "../../src/v2/kernel-wasm/encoder-layout";
import { PRICE_UNIT, RAW_BITS, RAW_CLASS } from "../numbers";
import { baseOf, extraBits, isOpen, lengthSlot, longBits } from "./lengths";
import { classOf, memberPriceOf } from "./phrase-trie";
import { symbols } from "./tables";

const MAX_POSITION: i32 = 0xffffff;

/** Prices of the classes in the context of the token at hand. */
let row: usize = 0;

@inline
export function enterContext(context: u32): void {
  row = <usize>CLASS_PRICES_AT + (<usize>context << 8);
}

@inline
export function classPrice(tokenClass: i32): i32 {
  return load<u8>(row + <usize>tokenClass);
}

@inline
export function symbolPrice(symbol: i32): i32 {
  const entry = load<u64>(symbols + (<usize>symbol << 3));
  return classPrice(<i32>(entry >> 48)) + <i32>((entry >> 32) & 0xffff);
}

/** Of the symbol that ends in a cell of the trie, which saves loading its entry. */
@inline
export function phrasePrice(cell: u64): i32 {
  return classPrice(classOf(cell)) + memberPriceOf(cell);
}

@inline
export function rawPrice(): i32 {
  return classPrice(RAW_CLASS) + RAW_BITS * PRICE_UNIT;
}

/** Of a length with its class, the slots of which begin at `firstClass`: what a match costs but for its distance. */
@inline
export function lengthPrice(length: i32, firstClass: i32, bases: usize): i32 {
  const slot = lengthSlot(bases, length);
  const bits = isOpen(bases, slot) ? longBits(length - baseOf(bases, slot)) : extraBits(bases, slot);
  return classPrice(firstClass + slot) + bits * PRICE_UNIT;
}

/** Of a distance with its extra bits, by the bucket of the position of the content it is used at. */
@inline
export function distancePrice(distance: i32, position: i32): i32 {
  const bucket = 31 - <i32>clz(min(position, MAX_POSITION));
  return load<u16>(<usize>((bucket << 6) | distanceSlot(distance)) << 1, DISTANCE_PRICES_AT);
}

@inline
function distanceSlot(distance: i32): i32 {
  if (distance < 2) return 0;
  const octave = 31 - <i32>clz(distance);
  return 2 * octave - 1 + ((distance >> (octave - 1)) & 1);
}
