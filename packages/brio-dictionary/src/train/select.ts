// READ ME FIRST
//
// Chooses the phrases: a unigram model fitted by expectation and maximisation on the cheapest parse, and pruned (Kudo,
// "Subword Regularization", 2018, section 3.2, with the single best segmentation in place of all of them).
//
//   repeat: parse everything at the present prices, and set each price to -log2 of the share of the symbol;
//           every other time, take each phrase's loss, which is how much more its occurrences would cost spelled with other
//           symbols, and keep the 70 % that would be missed most
//
// until no more than wanted are left. Several tenths at a time because a phrase that goes makes its parts more frequent,
// and so dearer to drop: losses hold for small changes only.
//
// A phrase of several words saves less than it seems here: what these losses compare it with are words at their average
// price, whereas the coder predicts a word from the one before. So each word after the first takes off MULTI_WORD_BITS.

import { cheapestParser } from "./cheapest.ts";
import type { Corpus } from "./corpus.ts";
import { log2 } from "./log2.ts";
import { buildTrie, type SymbolTrie, symbolsOf } from "./trie.ts";

const BYTE_SYMBOLS = 256;
const KEPT_SHARE = 0.7;
const MULTI_WORD_BITS = 2;
/** Where there are fewer candidates than wanted, those go that no parse uses; but not for a few of them. */
const TOLERABLE_UNUSED = 0.01;
/** Added to every count: a symbol of no occurrence still has a price. */
const PRIOR_COUNT = 0.5;
const FIRST_BYTE_PRICE = 14;
const FIRST_PHRASE_PRICE = 13;
const FIRST_PRICE_PER_BYTE = 0.02;
const SPACE = 0x20;

/** What {@link selectPhrases} found. */
export interface Selection {
  readonly phrases: Uint8Array[];
  /** By symbol, bytes first: price in bits in a unigram model. */
  readonly prices: Float64Array;
}

/**
 * The `count` phrases of `candidates` that save most.
 *
 * @param onRound - called after each pass over the corpus, with the number of candidates left and the bits it takes; the
 *   last pass is a trial with half of those chosen
 */
export function selectPhrases(
  corpus: Corpus,
  candidates: readonly Uint8Array[],
  count: number,
  onRound: (candidatesLeft: number, bits: number) => void,
): Selection {
  let phrases = [...candidates];
  let chosen: Selection | undefined;
  let prices: Float64Array = Float64Array.from({ length: BYTE_SYMBOLS + phrases.length }, (_, symbol) =>
    symbol < BYTE_SYMBOLS
      ? FIRST_BYTE_PRICE
      : FIRST_PHRASE_PRICE + FIRST_PRICE_PER_BYTE * phrases[symbol - BYTE_SYMBOLS]!.length,
  );
  for (let round = 0; ; round++) {
    const trie = buildTrie(symbolsOf(phrases));
    const counts = countSymbols(corpus, trie, prices);
    prices = pricesOf(counts);
    onRound(phrases.length, totalBits(counts, prices));
    if (chosen !== undefined) return chosen;
    if (round === 0 || round % 2 === 1) continue;
    let kept: number[];
    if (phrases.length > count) {
      kept = prune(trie, counts, prices, Math.max(count, Math.floor(phrases.length * KEPT_SHARE)));
    } else {
      kept = Array.from(phrases.keys()).filter((phrase) => counts[BYTE_SYMBOLS + phrase]! > 0);
      if (phrases.length - kept.length <= TOLERABLE_UNUSED * phrases.length) {
        chosen = { phrases, prices };
        kept = prune(trie, counts, prices, phrases.length >>> 1);
      }
    }
    const previous = phrases;
    phrases = kept.map((phrase) => previous[phrase]!);
    const pricesBefore = prices;
    prices = prices.slice(0, BYTE_SYMBOLS + phrases.length);
    kept.forEach((phrase, i) => {
      prices[BYTE_SYMBOLS + i] = pricesBefore[BYTE_SYMBOLS + phrase]!;
    });
  }
}

/** How often each symbol occurs in the cheapest parse. */
function countSymbols(
  { bytes, starts, weights }: Corpus,
  trie: SymbolTrie,
  prices: Float64Array,
): Float64Array {
  const counts = new Float64Array(trie.symbols.count);
  const parser = cheapestParser(trie, prices);
  for (let sample = 0; sample < weights.length; sample++) {
    const count = parser.parse(bytes, starts[sample]!, starts[sample + 1]!);
    const parsed = parser.parsed();
    const weight = weights[sample]!;
    for (let i = 0; i < count; i++) counts[parsed[i]!] = counts[parsed[i]!]! + weight;
  }
  return counts;
}

/** Prices in bits of symbols that occur that often. */
export function pricesOf(counts: Float64Array): Float64Array {
  const total = counts.reduce((sum, count) => sum + count + PRIOR_COUNT, 0);
  const totalBits = log2(total);
  return counts.map((count) => totalBits - log2(count + PRIOR_COUNT));
}

function totalBits(counts: Float64Array, prices: Float64Array): number {
  return counts.reduce((sum, count, symbol) => sum + count * prices[symbol]!, 0);
}

/** The phrases of the greatest losses, by number, in their order. */
function prune(trie: SymbolTrie, counts: Float64Array, prices: Float64Array, count: number): number[] {
  const { bytes, offsets, count: symbolCount } = trie.symbols;
  const losses = new Float64Array(symbolCount - BYTE_SYMBOLS);
  // Without its own price a phrase is spelled with others.
  const others = prices.slice();
  const parser = cheapestParser(trie, others);
  for (let symbol = BYTE_SYMBOLS; symbol < symbolCount; symbol++) {
    others[symbol] = Number.POSITIVE_INFINITY;
    const start = offsets[symbol]!;
    const end = offsets[symbol + 1]!;
    const parsedCount = parser.parse(bytes, start, end);
    const parsed = parser.parsed();
    let spelled = 0;
    for (let i = 0; i < parsedCount; i++) spelled += prices[parsed[i]!]!;
    others[symbol] = prices[symbol]!;
    let words = 0;
    for (let i = start + 1; i < end; i++) if (bytes[i] === SPACE && bytes[i - 1] !== SPACE) words++;
    const saved = spelled - prices[symbol]! - MULTI_WORD_BITS * words;
    losses[symbol - BYTE_SYMBOLS] = counts[symbol]! * Math.max(0, saved);
  }
  // Candidates come best first, so ties are kept in that order, which is by content in the end.
  const order = Array.from(losses.keys()).sort((a, b) => losses[b]! - losses[a]! || a - b);
  return order.slice(0, count).sort((a, b) => a - b);
}
