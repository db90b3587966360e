/*
 * READ ME FIRST
 *
 * Levels 1 and 2. At the start of each token everything that could stand there is looked at once, and the token that *saves* most is
 * taken: its length times what a byte costs on average, less its price. Nothing is taken back, so a block is parsed in one pass.
 *
 * 1. Neither the longest token nor the cheapest byte would do. A long match far away costs 30 bits before its first byte, and a
 *    phrase of two letters may cost less a byte than the one of twelve that contains it. Against a fixed price of a byte both are
 *    on one scale.
 * 2. The context is known, because the tokens before are settled: prices are what the coder will charge, to a sixteenth of a bit.
 * 3. Of the phrases only the longest is offered, and single bytes only where there is none: weighing the shorter ones too takes a
 *    fifth more time and does not make the output smaller.
 * 4. A token is taken only if it saves more than all before it. They come in this order: the phrase, or the byte as a symbol and the
 *    raw byte, the match at the last distance, the longest that the finder has. So no choice is left open, and the
 *    WebAssembly kernel makes the same. Matches at the last distance but one are not tried; they are rare.
 * 5. What bounds the work: one search a token. A match is measured to its end and may then lose, but only against a token that
 *    saves more, which is longer or a phrase, so it is not much longer than the token taken; bytes are measured a few times each.
 */
import { findPhrases, LAST_LENGTH_CLASS, LENGTH_CLASS, RAW_CLASS, START_CONTEXT } from "brio-dictionary";
import { RAW_BYTE } from "../kernel.ts";
import { CLASS_PRICE_ROW, PRICE_UNIT } from "../prices.ts";
import { FIRST_PHRASE } from "../symbol-bytes.ts";
import { distancePrice, lengthClass, lengthPrice, matchLength } from "./matches.ts";
import type { Parsing } from "./parsing.ts";
import { tokenClass } from "./token-class.ts";

/** What a byte costs on average at these levels: 2.25 bits. */
const AVERAGE_PRICE: number = (9 * PRICE_UNIT) / 4;

/** Matches at a new distance have at least this length: the finder has none that are shorter, but the block may end. */
const LEAST_NEW_LENGTH = 4;

/** What saves most at the position at hand, and where the prices of the classes begin there. */
interface Choice {
  row: number;
  saving: number;
  length: number;
  value: number;
}

/** Parses the block from `start` to `end` of the content. */
export function parseGreedy(parsing: Parsing, start: number, end: number): void {
  const { effort, finder, segmentStart, tokens, tables } = parsing;
  const choice: Choice = { row: 0, saving: 0, length: 0, value: 0 };
  let context = START_CONTEXT;
  let last = 0;
  let second = 0;
  let count = 0;
  for (let position = start; position < end; ) {
    choice.row = context * CLASS_PRICE_ROW;
    choice.saving = Number.NEGATIVE_INFINITY;
    offerSymbols(parsing, choice, position, end);
    offerMatches(parsing, choice, position, end, last);
    const { length, value } = choice;
    tokens.lengths[count] = length;
    tokens.values[count] = value;
    count++;
    if (effort.insertsAll) finder.skip(position - segmentStart + 1, length - 1);
    position += length;
    context = tokenClass(tables.classes, value, length, last, second);
    if (value < 0 && -value !== last) {
      second = last;
      last = -value;
    }
  }
  tokens.count = count;
}

function offerSymbols(parsing: Parsing, choice: Choice, position: number, end: number): void {
  const { content, tables, prices, phraseIds } = parsing;
  const { offsets, dictionary } = tables;
  for (let i = findPhrases(dictionary, content, position, phraseIds) - 1; i >= 0; i--) {
    const symbol = FIRST_PHRASE + phraseIds[i];
    const length = offsets[symbol + 1] - offsets[symbol];
    if (length > end - position) continue;
    offerSymbol(parsing, choice, length, symbol);
    return;
  }
  const byte = content[position];
  offerSymbol(parsing, choice, 1, byte);
  offer(choice, 1, prices.classes[choice.row + RAW_CLASS] + 8 * PRICE_UNIT, RAW_BYTE + byte);
}

function offerSymbol({ tables, prices }: Parsing, choice: Choice, length: number, symbol: number): void {
  const price = prices.classes[choice.row + tables.classes[symbol]] + prices.members[symbol];
  offer(choice, length, price, symbol);
}

function offerMatches(
  parsing: Parsing,
  choice: Choice,
  position: number,
  end: number,
  lastDistance: number,
): void {
  const { content, prices, finder, segmentStart, candidates } = parsing;
  const available = end - position;
  if (lastDistance > 0) {
    const length = matchLength(content, position - lastDistance, position, 0, available);
    if (length > 1) offerMatch(parsing, choice, LAST_LENGTH_CLASS, length, lastDistance, 0);
  }
  const count = finder.find(position - segmentStart, candidates);
  if (count === 0) return;
  const distance = candidates.distances[count - 1];
  if (distance === lastDistance) return;
  const known = Math.min(available, candidates.lengths[count - 1]);
  const length = matchLength(content, position - distance, position, known, available);
  if (length < LEAST_NEW_LENGTH) return;
  offerMatch(parsing, choice, LENGTH_CLASS, length, distance, distancePrice(prices, distance, position));
}

/** @param price - of the distance */
function offerMatch(
  { prices }: Parsing,
  choice: Choice,
  firstClass: number,
  length: number,
  distance: number,
  price: number,
): void {
  const matchClass = lengthClass(firstClass, length);
  const whole = price + prices.classes[choice.row + matchClass] + lengthPrice(matchClass, length);
  offer(choice, length, whole, -distance);
}

function offer(choice: Choice, length: number, price: number, value: number): void {
  const saving = length * AVERAGE_PRICE - price;
  if (saving <= choice.saving) return;
  choice.saving = saving;
  choice.length = length;
  choice.value = value;
}
