import type { Dictionary } from "../dictionary.ts";
import { phraseBytes } from "../phrase-bytes.ts";
import { cheapestParser } from "./cheapest.ts";
import { PIECE_BYTES, type PricedParser, pricedParser } from "./priced-parse.ts";
import { pricesOfModel } from "./tables.ts";
import { buildTrie, symbolsOf } from "./trie.ts";

/** Bits that a content takes with more and more of a model, without what a frame adds. */
export interface SizeEstimate {
  /** Each symbol at its own probability, whatever is before it. */
  readonly phrases: number;
  /** And predicted from the symbol before. */
  readonly classes: number;
  /** And with matches: what the token coder of format version 2 charges, but for rounding and adapting. */
  readonly matches: number;
}

const CHAIN_LENGTH = 64;

/**
 * What contents would take with a dictionary that has a model, as a function that is fast to call again: for reports on what
 * training gained. It encodes nothing, and a real frame differs by a percent or so.
 *
 * @throws {TypeError} `dictionary` is not a {@link Dictionary} with a model
 */
export function sizeEstimator(dictionary: Dictionary): (content: string | Uint8Array) => SizeEstimate {
  const { bytes, offsets } = phraseBytes(dictionary);
  const { model } = dictionary;
  if (model === undefined) throw new TypeError("dictionary: expected one with a model (see trainDictionary)");
  const phrases = dictionary.entries.map(({ id }) => bytes.subarray(offsets[id], offsets[id + 1]));
  const trie = buildTrie(symbolsOf(phrases));
  const prices = pricesOfModel(model);
  const alone = cheapestParser(trie, prices.alone);
  const withClasses = pricedParser(trie, model, prices, 0);
  const withMatches = pricedParser(trie, model, prices, CHAIN_LENGTH);
  const encoder = new TextEncoder();

  const aloneBits = (content: Uint8Array, start: number, end: number): number => {
    const count = alone.parse(content, start, end);
    const parsed = alone.parsed();
    let bits = 0;
    for (let i = 0; i < count; i++) bits += prices.alone[parsed[i]!]!;
    return bits;
  };
  const parsedBits = (parser: PricedParser, content: Uint8Array, start: number, end: number): number =>
    parser.parse(content, start, end, 0, undefined);
  return (content) => {
    const text = typeof content === "string" ? encoder.encode(content) : content;
    if (!(text instanceof Uint8Array)) {
      throw new TypeError(`content: expected a string or a Uint8Array, got ${typeof content}`);
    }
    const estimate = { phrases: 0, classes: 0, matches: 0 };
    for (let start = 0; start < text.length; start += PIECE_BYTES) {
      const end = Math.min(text.length, start + PIECE_BYTES);
      estimate.phrases += aloneBits(text, start, end);
      estimate.classes += parsedBits(withClasses, text, start, end);
      estimate.matches += parsedBits(withMatches, text, start, end);
    }
    return estimate;
  };
}
