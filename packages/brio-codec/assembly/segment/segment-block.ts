/**
 * READ ME FIRST
 *
 * The cheapest way through a block with symbols alone. src/segment.ts of brio-dictionary says what is sought, what is approximate about
 * it and why a way is kept or not; this is the same search, price for price and tie for tie. What differs is what it waits for.
 *
 * A position has two nodes of the trie on average, so the work is small. But from one message to the next the model coder goes
 * through megabytes, and what is left of the trie in a cache is little: each node is a wait for memory, and a walk that asks for
 * one node after the other, at one position after the other, mostly waits. So nodes are looked up ahead, for AHEAD_POSITIONS at
 * once: first all nodes of two bytes, then all of three, then all of four. No lookup needs the result of another of its round,
 * and none decides a branch, so a processor has many of them under way together. One position in four goes on below four bytes,
 * and asks as it goes. Without looking ahead the search takes a sixth more time within level 7 on short messages; looking up all
 * depths in rounds, with a list of the walks that go on, is no faster than that, as each round waits for the list; touching the bytes
 * of tails and the prices of classes ahead as well costs more than it saves (all measured).
 *
 * A way in 64 bits, so that of two ways the one to keep is their minimum:
 *
 *      0 … 15   the last symbol
 *     16 … 23   its class
 *     24 … 29   48 less its length: of ways that cost the same, the one with the longest last symbol is kept
 *     32 … 63   the price in half bits, below 2^24
 *
 * Beyond the end of the block nodes are looked up, but not offered: what the three bytes behind it are does not matter.
 */
import { AHEAD_AT, CLASS_PRICES_AT, WAYS_AT } from "../../src/v2/kernel-wasm/encoder-layout";
import { cellBelow, endsHere, isTail, nextCell, symbolOf, tailLength, topCell } from "../encode/phrase-trie";
import { symbols } from "../encode/tables";

const LONGEST: i32 = 48;
const CLASS_SHIFT: u32 = 16;
const LENGTH_SHIFT: u32 = 24;
const LENGTH_MASK: u32 = 63;
const PRICE_SHIFT: u32 = 32;

const AHEAD_POSITIONS: i32 = 64;
/** Of the nodes that are looked up ahead. */
const LAST_DEPTH: i32 = 4;
/** Bytes for the cells of one depth. */
const DEPTH_STRIDE: i32 = 8 * AHEAD_POSITIONS;

/** Price of the way to the position at hand, and prices of the classes in its context. */
let cost: u32 = 0;
let row: usize = 0;

/** Offers a symbol of so many bytes, which lead to the position whose way is at `to`. */
@inline
function offer(to: usize, length: i32, symbol: u32, symbolClass: u32, memberPrice: u32): void {
  const price = cost + load<u8>(row + symbolClass) + memberPrice;
  const last = (<u32>(LONGEST - length) << LENGTH_SHIFT) | (symbolClass << CLASS_SHIFT) | symbol;
  const way = (<u64>price << PRICE_SHIFT) | last;
  const best = load<u64>(to);
  store<u64>(to, select<u64>(way, best, way < best));
}

/** Of a byte or of the end of a tail: class and price are in the entry of the symbol. */
@inline
function offerSymbol(to: usize, length: i32, symbol: u32): void {
  const entry = load<u32>(symbols + (<usize>symbol << 3), 4);
  offer(to, length, symbol, entry >> 16, entry & 0xffff);
}

/** Looks up the nodes of two to four bytes that begin at `count` positions from `from` on. */
function lookAhead(from: usize, count: i32): void {
  for (let i = 0; i < count; i++) store<u64>(<usize>i << 3, topCell(load<u16>(from + i)), AHEAD_AT);
  for (let depth = 2; depth < LAST_DEPTH; depth++) {
    let at = AHEAD_AT + (depth - 2) * DEPTH_STRIDE;
    for (let i = 0; i < count; i++) {
      store<u64>(at, cellBelow(load<u64>(at), load<u8>(from + i + depth)), DEPTH_STRIDE);
      at += 8;
    }
  }
}

/** Offers the phrases that begin at `at`; the cells that were looked up for it are at `ahead`, by depth. */
@inline
function offerPhrases(at: usize, wayAt: usize, ahead: usize, available: i32): void {
  let cell = load<u64>(ahead);
  for (let length = 2; cell != 0; length++) {
    const to = wayAt + (<usize>length << 3);
    if (endsHere(cell)) {
      offer(to, length, symbolOf(cell), <u32>(cell >> 48) & 0xff, <u32>(cell >> 56));
    } else if (isTail(cell)) {
      const whole = tailLength(cell, at, length, available);
      if (whole > 0) offerSymbol(wayAt + (<usize>whole << 3), whole, symbolOf(cell));
      return;
    }
    if (length == available) return;
    if (length < LAST_DEPTH) {
      ahead += DEPTH_STRIDE;
      cell = load<u64>(ahead);
    } else cell = nextCell(cell, load<u8>(at + length));
  }
}

/** Class of the last symbol of the block segmented last: the context of what follows. */
export let lastClass: u32 = 0;

/**
 * Segments the block of `length` bytes at `block`, `before` being the context of its first symbol. Returns how many symbols it has:
 * they are u16, in order, and end where the ways do, at WAYS_AT + 8 · (length + 1).
 */
export function segmentBlock(block: usize, length: i32, before: u32): i32 {
  memory.fill(WAYS_AT, 0xff, <usize>(length + 1) << 3);
  store<u64>(WAYS_AT, before << CLASS_SHIFT);
  for (let start = 0; start < length; start += AHEAD_POSITIONS) {
    const count = min(AHEAD_POSITIONS, length - start);
    lookAhead(block + start, count);
    for (let i = 0; i < count; i++) {
      const position = start + i;
      const at = block + position;
      const wayAt = WAYS_AT + (<usize>position << 3);
      const way = load<u64>(wayAt);
      cost = <u32>(way >> PRICE_SHIFT);
      row = CLASS_PRICES_AT + ((<usize>(way >> CLASS_SHIFT) & 0xff) << 8);
      offerSymbol(wayAt + 8, 1, load<u8>(at));
      if (position + 1 < length) offerPhrases(at, wayAt, AHEAD_AT + (<usize>i << 3), length - position);
    }
  }
  return collect(length);
}

/** Puts the symbols in the place of the ways, from the end: a symbol has a byte or more, so what is overwritten was read. */
function collect(length: i32): i32 {
  const end = WAYS_AT + (<usize>(length + 1) << 3);
  lastClass = (load<u32>(end - 8) >> CLASS_SHIFT) & 0xff;
  let symbolAt = end;
  for (let position = length; position > 0; ) {
    const last = load<u32>(WAYS_AT + (<usize>position << 3));
    symbolAt -= 2;
    store<u16>(symbolAt, last);
    position -= LONGEST - <i32>((last >> LENGTH_SHIFT) & LENGTH_MASK);
  }
  return <i32>((end - symbolAt) >> 1);
}
