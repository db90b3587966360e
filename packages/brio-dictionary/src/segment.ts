// READ ME FIRST
//
// The cheapest way to write a text with the symbols of a dictionary alone, bytes and phrases, each at what the model charges:
//
//   price(symbol) = (40 - exponent of its class after the class before) + (40 - exponent of the symbol in its class)
//
// in half bits, SPEC.md section 6. Rows of a model sum to 1 but for rounding, and are taken as they are: in integers, so that
// every engine finds the same way. (Prices made to sum to 1 find nothing better: 0.01 % worse on chat, measured.)
//
// From left to right, each position gets to know the cheapest way to it: what it costs, and the last symbol on it. The last
// position is that of the whole text, and its way is read backward.
//
// What is approximate. What a symbol costs depends on the class before it, so a search that were exact would keep the cheapest
// way to a position for each class that may end there. This one keeps the cheapest alone, with its class: one state a
// position. That loses 0.3 % of the price on chat (measured), for half the work. Nothing else is left out.
//
// Ties. Of the ways to a position that cost the same, the one whose last symbol is the longest is kept. There is one for each
// length, so this leaves no choice; and since ways are offered in the order in which their last symbols begin, it means
// that the first offered stays. Text in shorter symbols would cost 0.03 % less by the model, but have 0.5 % more of them to
// code (measured).
//
// Bounds. At most 48 symbols begin at a position, one of each length, found by one walk. A symbol costs 68 half bits at most
// (exponents are 6 or more), so the ways through a block of 2^17 bytes stay below 2^24. Longer contents are cut into such
// blocks, hence the working memory is six bytes a byte of a block, 768 KiB, whatever the content.

import { requireInteger } from "./checks.ts";
import type { Dictionary } from "./dictionary.ts";
import { FLAG_BITS, KEY_ENDS, TAIL } from "./double-array.ts";
import { CERTAIN, CONTEXT_COUNT, START_CONTEXT, SYMBOL_CLASS_COUNT, transitionExponent } from "./model.ts";
import { phraseBytes } from "./phrase-bytes.ts";
import { type PhraseIndex, phraseIndex, startsWithTail } from "./phrase-index.ts";

/** No symbol reaches from one block of a content into the next. */
export const SEGMENT_BLOCK_BYTES: number = 1 << 17;

/** Symbols below are bytes; this one is the first phrase. */
const FIRST_PHRASE = 256;
/** Above the price of any way through a block. */
const UNREACHED: number = 1 << 30;

/** What segmenting takes from a dictionary. */
export interface SymbolPrices {
  readonly index: PhraseIndex;
  /** By context × 256 + class: price of the class, in half bits. */
  readonly classes: Uint8Array;
  /** By symbol: its class, plus 256 times its price within the class. */
  readonly members: Uint16Array;
}

const pricesOf: WeakMap<Dictionary, SymbolPrices> = /* @__PURE__ */ new WeakMap();

/** By position of the block: the cheapest way there. */
interface Ways {
  readonly costs: Int32Array;
  readonly lastSymbols: Uint16Array;
}

/** Kept from call to call, which do not overlap. Allocated when first needed. */
let ways: Ways | undefined;

/**
 * Cuts a content into symbols of a dictionary such that the sum of their prices by its model is small: the least, but for
 * what comes of keeping only the cheapest way to every position. Symbols 0 … 255 are the bytes, 256 + i is entry i, and
 * their bytes one after the other are exactly the content.
 *
 * For coders that have no matches, or find them elsewhere. The result is a function of the dictionary's entries and model, the
 * bytes and `before`, the same on every engine. It is that of blocks of 128 KiB, counted from `start`, one after the other:
 * whoever passes such blocks, each with the class of the last symbol before it, gets the same symbols. Time is linear.
 *
 * @param start - where to begin in `content`; default 0
 * @param end - where to stop; default `content.length`
 * @param before - context of the first symbol: the class of the symbol before it, 0 … 254, or the default 255 if there is none
 * @throws {TypeError} an argument has the wrong type
 * @throws {RangeError} `dictionary` has no model, or a number is out of range
 * @example
 * ```ts
 * import { chatDictionary, segmentText } from "brio-dictionary";
 *
 * const chat = chatDictionary();
 * const symbols = segmentText(chat, new TextEncoder().encode("Let me know if you need a hand, Zoe!"));
 * const shown = Array.from(symbols, (symbol) => chat.entries[symbol - 256]?.phrase ?? symbol);
 * shown; // ["Let me know if", " you need", " a", " hand", 44, " Z", "oe", 33]
 * ```
 */
export function segmentText(
  dictionary: Dictionary,
  content: Uint8Array,
  start?: number,
  end?: number,
  before: number = START_CONTEXT,
): Uint16Array {
  const prices = symbolPrices(dictionary);
  if (!(content instanceof Uint8Array)) {
    throw new TypeError(`content: expected a Uint8Array, got ${typeof content}`);
  }
  const from = start ?? 0;
  const to = end ?? content.length;
  requireInteger("start", from, 0, content.length);
  requireInteger("end", to, from, content.length);
  requireInteger("before", before, 0, CONTEXT_COUNT - 1);
  const parts: Uint16Array[] = [];
  let symbolCount = 0;
  for (let at = from; at < to; at += SEGMENT_BLOCK_BYTES) {
    const length = Math.min(SEGMENT_BLOCK_BYTES, to - at);
    // A plain array, whatever was given: of a Buffer too V8 would make slower code for both.
    const block = new Uint8Array(content.buffer, content.byteOffset + at, length);
    const part = segmentBlock(prices, block, before);
    parts.push(part);
    symbolCount += part.length;
    before = prices.members[part[part.length - 1]!]! & 0xff;
  }
  if (parts.length === 1) return parts[0]!;
  const symbols = new Uint16Array(symbolCount);
  let at = 0;
  for (const part of parts) {
    symbols.set(part, at);
    at += part.length;
  }
  return symbols;
}

/** The prices of a dictionary, made on the first call. */
export function symbolPrices(dictionary: Dictionary): SymbolPrices {
  let prices = pricesOf.get(dictionary);
  if (prices === undefined) {
    prices = buildPrices(dictionary);
    pricesOf.set(dictionary, prices);
  }
  return prices;
}

function buildPrices(dictionary: Dictionary): SymbolPrices {
  const symbolCount = FIRST_PHRASE + phraseBytes(dictionary).offsets.length - 1;
  const { model } = dictionary;
  if (model === undefined) {
    throw new RangeError("dictionary: expected one with a model (see trainDictionary)");
  }
  const classes = new Uint8Array(CONTEXT_COUNT << 8);
  for (let context = 0; context < CONTEXT_COUNT; context++) {
    for (let symbolClass = 0; symbolClass < SYMBOL_CLASS_COUNT; symbolClass++) {
      classes[(context << 8) | symbolClass] = CERTAIN - transitionExponent(model, context, symbolClass);
    }
  }
  const members = new Uint16Array(symbolCount);
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    members[symbol] = model.classes[symbol]! | ((CERTAIN - model.weights[symbol]!) << 8);
  }
  return { index: phraseIndex(dictionary), classes, members };
}

/** Segments a block, of at most {@link SEGMENT_BLOCK_BYTES}, of which `before` is the context. */
export function segmentBlock(
  { index, classes, members }: SymbolPrices,
  block: Uint8Array,
  before: number,
): Uint16Array {
  const { tops, moves, parents, keys, phrases } = index;
  const { offsets } = phrases;
  const length = block.length;
  const { costs, lastSymbols } = clearedWays(length);
  let context = before;
  for (let position = 0; position < length; position++) {
    if (position > 0) context = members[lastSymbols[position]!]! & 0xff;
    const row = context << 8;
    const cost = costs[position]!;
    const byte = block[position]!;
    let at = position + 1;
    offer(costs, lastSymbols, at, cost + priceOf(classes, members, row, byte), byte);
    // The walk of findPhrases: with a call for every position it would take a fifth longer.
    let node = at < length ? tops[byte | (block[at++]! << 8)]! : 0;
    while (node !== 0) {
      const move = moves[node]!;
      if ((move & (KEY_ENDS | TAIL)) !== 0) {
        const id = keys[node]!;
        let phraseEnd = at;
        if ((move & TAIL) !== 0) {
          if (!startsWithTail(phrases, id, block, position, at)) break;
          phraseEnd = position + offsets[id + 1]! - offsets[id]!;
        }
        const symbol = FIRST_PHRASE + id;
        offer(costs, lastSymbols, phraseEnd, cost + priceOf(classes, members, row, symbol), symbol);
      }
      if (at === length) break;
      const child = (move >> FLAG_BITS) + block[at++]!;
      node = parents[child] === node ? child : 0;
    }
  }

  // The symbols take the place of the ways, from the end: a symbol has a byte or more, so what is overwritten was read.
  let first = length + 1;
  for (let to = length; to > 0; ) {
    const symbol = lastSymbols[to]!;
    lastSymbols[--first] = symbol;
    to -= symbol < FIRST_PHRASE ? 1 : offsets[symbol - FIRST_PHRASE + 1]! - offsets[symbol - FIRST_PHRASE]!;
  }
  return lastSymbols.slice(first, length + 1);
}

/** Room for the ways to the positions of a block, none of them known but that to its start. */
function clearedWays(length: number): Ways {
  if (ways === undefined || ways.costs.length <= length) {
    const room = Math.min(SEGMENT_BLOCK_BYTES, Math.max(4096, 2 * length)) + 1;
    ways = { costs: new Int32Array(room), lastSymbols: new Uint16Array(room) };
  }
  ways.costs.fill(UNREACHED, 1, length + 1);
  ways.costs[0] = 0;
  return ways;
}

/** Price of a symbol in the context whose row of classes begins at `row`. */
function priceOf(classes: Uint8Array, members: Uint16Array, row: number, symbol: number): number {
  const member = members[symbol]!;
  return classes[row | (member & 0xff)]! + (member >> 8);
}

/** Offers a way to a position. */
function offer(costs: Int32Array, lastSymbols: Uint16Array, to: number, cost: number, symbol: number): void {
  if (cost >= costs[to]!) return;
  costs[to] = cost;
  lastSymbols[to] = symbol;
}
