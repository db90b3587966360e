/*
 * READ ME FIRST
 *
 * Levels 3 to 6. The block is a road of bytes, and every token that could stand somewhere is a way from its first byte to the byte
 * behind it, which costs what the coder will charge for it. From left to right each byte gets to know the cheapest way to it: what it
 * costs, and the last token on it. At the end the path is read backward.
 *
 * What is approximate. What a token costs depends on the tokens before it, by the context and the last two distances. A search that
 * were exact would keep the best path for each of those at every byte; this one keeps the cheapest alone (one *state* a byte), and
 * the context and the distances which that path leaves. Now and then a path is lost that would have won later by a better
 * context. Prices come from the shipped tables, which are also those that code the block: they are exact but for rounding to 1/16 bit.
 *
 * What bounds the work, at each byte:
 * 1. Phrases: at most one of each length up to 48, found by one walk.
 * 2. Matches: `depth` candidates. Each candidate is offered at the lengths that no nearer one has, so together they make one
 *    pass over the lengths up to `niceLength`; and each of the last two distances makes another.
 * 3. A match of `niceLength` or more is measured to its end, offered at its whole length and taken: the search goes on behind it. So a
 *    run, however long, is compared and offered once, and a byte is measured again only by tokens shorter than `niceLength`.
 *    What is given up is a token that begins inside of the match; it would have to save more than the match costs.
 * 4. A byte is *dominated*, and nothing begins there, if one of the next four is reached for less by more than `margin`. A path
 *    through it would have to gain back what it lags behind with the token that begins there, and the byte ahead has tokens of
 *    its own. Without a dominated byte, part of the road may have no way to it at all; such bytes are dominated too, by the
 *    byte where the way goes on, and the last byte is always reached.
 *
 * Ties. Of two ways of one price the one with the shorter last token is taken, and of two of one length the smaller value, where a
 * match's value is its distance + 2^24, above all symbols and raw bytes. It does not matter which; but the kernels must agree, and the
 * WebAssembly kernel decides it without a branch: it packs price, length and value, in that order, into 64 bits and takes the minimum.
 */
import {
  findPhrases,
  LAST_LENGTH_CLASS,
  LENGTH_CLASS,
  RAW_CLASS,
  SECOND_LENGTH_CLASS,
  START_CONTEXT,
} from "brio-dictionary";
import { BLOCK_LENGTH, MAX_DISTANCE } from "../format.ts";
import { RAW_BYTE } from "../kernel.ts";
import { CLASS_PRICE_ROW, PRICE_UNIT } from "../prices.ts";
import { FIRST_PHRASE } from "../symbol-bytes.ts";
import { distancePrice, lastOfPrice, lengthClass, lengthPrice, matchLength } from "./matches.ts";
import type { Parsing, TokenBuffer } from "./parsing.ts";
import { tokenClass } from "./token-class.ts";

/** A byte is compared with so many that follow. Beyond, the best tokens are matches, which reach most bytes on their way. */
const LOOK_AHEAD = 4;

/** Above the cost of any path: a byte costs 23 bits at most, as a raw byte of the rarest class, so a block less than 2^26. */
const UNREACHED: number = 2 ** 30;

/** What is added to the distance of a match. */
const MATCH_VALUE: number = MAX_DISTANCE + 1;

/** Shortest length of a match at a new distance, and at one of the last two; one byte alone is never worth it. */
const LEAST_NEW_LENGTH = 4;
const LEAST_REPEAT_LENGTH = 2;

/** The cheapest ways to the bytes of a block, by the number of bytes before. */
interface Path {
  /** What the way costs. */
  readonly costs: Int32Array;
  /** Its last token. */
  readonly lengths: Int32Array;
  readonly values: Int32Array;
  /** What it leaves, settled when the search comes there. */
  readonly lastDistances: Int32Array;
  readonly secondDistances: Int32Array;
  readonly contexts: Uint8Array;

  /** The byte at hand, what the way there costs, and where the prices of classes begin in its context. */
  position: number;
  cost: number;
  row: number;
}

/** Of the block at hand; allocated when first needed. */
let path: Path | undefined;

function createPath(): Path {
  const length = BLOCK_LENGTH + 1 + LOOK_AHEAD;
  return {
    costs: new Int32Array(length),
    lengths: new Int32Array(length),
    values: new Int32Array(length),
    lastDistances: new Int32Array(length),
    secondDistances: new Int32Array(length),
    contexts: new Uint8Array(length),
    position: 0,
    cost: 0,
    row: 0,
  };
}

/** Parses the block from `start` to `end` of the content. */
export function parseOptimal(parsing: Parsing, start: number, end: number): void {
  const { effort, finder, segmentStart, tables } = parsing;
  const blockLength = end - start;
  path ??= createPath();
  path.costs.fill(UNREACHED, 0, blockLength + 1 + LOOK_AHEAD);
  path.costs[0] = 0;
  path.lastDistances[0] = 0;
  path.secondDistances[0] = 0;
  path.contexts[0] = START_CONTEXT;
  for (let position = 0; position < blockLength; ) {
    if (isDominated(path, position, effort.margin)) {
      finder.skip(start + position - segmentStart, 1);
      position++;
      continue;
    }
    if (position > 0) arrive(path, position, tables.classes);
    path.position = position;
    path.cost = path.costs[position];
    path.row = path.contexts[position] * CLASS_PRICE_ROW;
    offerSymbols(parsing, path, start + position, end);
    position += offerMatches(parsing, path, start + position, end);
  }
  collect(path, blockLength, parsing.tokens);
}

function isDominated({ costs }: Path, position: number, margin: number): boolean {
  const bound = costs[position] - margin;
  for (let ahead = 1; ahead <= LOOK_AHEAD; ahead++) if (costs[position + ahead] < bound) return true;
  return false;
}

/** Settles what the cheapest way leaves. */
function arrive(
  { lengths, values, lastDistances, secondDistances, contexts }: Path,
  position: number,
  symbolClasses: Uint8Array,
): void {
  const length = lengths[position];
  const from = position - length;
  const value = tokenValue(values[position]);
  let last = lastDistances[from];
  let second = secondDistances[from];
  contexts[position] = tokenClass(symbolClasses, value, length, last, second);
  if (value < 0 && -value !== last) {
    second = last;
    last = -value;
  }
  lastDistances[position] = last;
  secondDistances[position] = second;
}

/** The value of a token as `BlockTokens` have it. */
function tokenValue(value: number): number {
  return value < MATCH_VALUE ? value : MATCH_VALUE - value;
}

/** Offers a token from the byte at hand on; `cost` is that of the whole way. */
function offer(
  { costs, lengths, values, position }: Path,
  cost: number,
  length: number,
  value: number,
): void {
  const end = position + length;
  if (cost > costs[end]) return;
  if (cost === costs[end]) {
    if (length > lengths[end] || (length === lengths[end] && value >= values[end])) return;
  }
  costs[end] = cost;
  lengths[end] = length;
  values[end] = value;
}

/** Offers the byte, as a symbol and raw, and all phrases. */
function offerSymbols(parsing: Parsing, path: Path, at: number, end: number): void {
  const { content, tables, prices, phraseIds } = parsing;
  const { offsets, dictionary } = tables;
  const byte = content[at];
  offerSymbol(parsing, path, 1, byte);
  offer(path, path.cost + prices.classes[path.row + RAW_CLASS] + 8 * PRICE_UNIT, 1, RAW_BYTE + byte);
  const count = findPhrases(dictionary, content, at, phraseIds);
  for (let i = 0; i < count; i++) {
    const symbol = FIRST_PHRASE + phraseIds[i];
    const length = offsets[symbol + 1] - offsets[symbol];
    if (length > end - at) break;
    offerSymbol(parsing, path, length, symbol);
  }
}

function offerSymbol({ tables, prices }: Parsing, path: Path, length: number, symbol: number): void {
  const price = prices.classes[path.row + tables.classes[symbol]] + prices.members[symbol];
  offer(path, path.cost + price, length, symbol);
}

/** Offers matches, passes their bytes to the finder, and returns how many bytes to go on. */
function offerMatches(parsing: Parsing, path: Path, at: number, end: number): number {
  const { finder, segmentStart } = parsing;
  const last = path.lastDistances[path.position];
  const second = path.secondDistances[path.position];
  const repeated =
    offerRepeat(parsing, path, at, end, last, LAST_LENGTH_CLASS) ||
    offerRepeat(parsing, path, at, end, second, SECOND_LENGTH_CLASS);
  if (repeated > 0) {
    finder.skip(at - segmentStart, repeated);
    return repeated;
  }
  const taken = offerNew(parsing, path, at, end, last, second);
  finder.skip(at - segmentStart + 1, taken - 1);
  return Math.max(taken, 1);
}

/** Offers a match at one of the last two distances. Returns its length if it is to be taken whole, else 0. */
function offerRepeat(
  parsing: Parsing,
  path: Path,
  at: number,
  end: number,
  distance: number,
  firstClass: number,
): number {
  if (distance === 0) return 0;
  const length = matchLength(parsing.content, at - distance, at, 0, end - at);
  const isWhole = length >= parsing.effort.niceLength;
  const shortest = isWhole ? length : LEAST_REPEAT_LENGTH;
  offerLengths(parsing, path, firstClass, shortest, length, distance, path.cost);
  return isWhole ? length : 0;
}

/** Offers what the finder has. Returns the length of a match that is to be taken whole, else 0. */
function offerNew(
  parsing: Parsing,
  path: Path,
  at: number,
  end: number,
  last: number,
  second: number,
): number {
  const { content, effort, prices, finder, segmentStart, candidates } = parsing;
  const count = finder.find(at - segmentStart, candidates);
  const available = end - at;
  let shortest = LEAST_NEW_LENGTH;
  for (let i = 0; i < count; i++) {
    const length = Math.min(available, candidates.lengths[i]);
    const distance = candidates.distances[i];
    // The block ends, and a nearer candidate reaches that far.
    if (length < shortest) break;
    // At one of the last two distances it was offered for less.
    if (distance !== last && distance !== second) {
      const cost = path.cost + distancePrice(prices, distance, at);
      if (length >= effort.niceLength) {
        const whole = matchLength(content, at - distance, at, length, available);
        offerLengths(parsing, path, LENGTH_CLASS, whole, whole, distance, cost);
        return whole;
      }
      offerLengths(parsing, path, LENGTH_CLASS, shortest, length, distance, cost);
    }
    shortest = length + 1;
  }
  return 0;
}

/** Offers a match at all lengths from `shortest` to `longest`; `cost` is that of the way with it, but for its length. */
function offerLengths(
  { prices }: Parsing,
  path: Path,
  firstClass: number,
  shortest: number,
  longest: number,
  distance: number,
  cost: number,
): void {
  const value = MATCH_VALUE + distance;
  for (let length = shortest; length <= longest; ) {
    const matchClass = lengthClass(firstClass, length);
    const whole = cost + prices.classes[path.row + matchClass] + lengthPrice(matchClass, length);
    const end = Math.min(longest, lastOfPrice(matchClass, length));
    for (; length <= end; length++) offer(path, whole, length, value);
  }
}

/** Writes the tokens of the cheapest path, from the last to the first, and then each to its place. */
function collect({ lengths, values }: Path, blockLength: number, tokens: TokenBuffer): void {
  let count = 0;
  for (let position = blockLength; position > 0; position -= lengths[position]) count++;
  tokens.count = count;
  for (let position = blockLength; position > 0; position -= lengths[position]) {
    count--;
    tokens.lengths[count] = lengths[position];
    tokens.values[count] = tokenValue(values[position]);
  }
}
