import {
  CLASS_COUNT,
  CONTEXT_COUNT,
  LENGTH_CLASS,
  type PhraseModel,
  RAW_CLASS,
  START_CONTEXT,
} from "../model.ts";
import type { Bigrams } from "./bigrams.ts";
import type { Corpus } from "./corpus.ts";
import { PIECE_BYTES, pricedParser } from "./priced-parse.ts";
import { modelOf, noCounts, pricesOfModel, type TokenCounts } from "./tables.ts";
import type { SymbolTrie } from "./trie.ts";

/** Each pass takes one sample in so many: enough of tens of megabytes, and the parse is the slowest part of it all. */
const PASS_STRIDES = [4, 4, 2] as const;
/** Of fewer bytes every pass takes every sample. */
const WHOLE_BELOW = 1 << 20;
const CHAIN_LENGTH = 24;

/** A first guess, before any match was seen: every kind of match, once in a thousand tokens. */
const FIRST_MATCH_SHARE = 0.001;
/** Raw bytes are always possible: once in so many tokens of every context, and likely after another. */
const RAW_SHARE = 0.0003;
const RAW_AFTER_RAW = 20;

/**
 * The model of such classes of the symbols: parse with matches, count, set the prices, and again.
 *
 * @param onPass - called after each pass with the bytes it parsed and the bits they took
 */
export function fitModel(
  corpus: Corpus,
  trie: SymbolTrie,
  bigrams: Bigrams,
  classes: Uint8Array,
  onPass: (bytes: number, bits: number) => void,
): PhraseModel {
  let model = modelOf(firstCounts(bigrams, classes), classes);
  for (let pass = 0; pass < PASS_STRIDES.length; pass++) {
    const stride = corpus.bytes.length < WHOLE_BELOW ? 1 : PASS_STRIDES[pass]!;
    const counts = noCounts(trie.symbols.count);
    const parser = pricedParser(trie, model, pricesOfModel(model), CHAIN_LENGTH);
    let bytes = 0;
    let bits = 0;
    for (let sample = pass % stride; sample < corpus.weights.length; sample += stride) {
      const end = corpus.starts[sample + 1]!;
      const weight = corpus.weights[sample]!;
      for (let start = corpus.starts[sample]!; start < end; start += PIECE_BYTES) {
        const pieceEnd = Math.min(end, start + PIECE_BYTES);
        bits += weight * parser.parse(corpus.bytes, start, pieceEnd, weight, counts);
      }
      bytes += weight * (end - corpus.starts[sample]!);
    }
    addRawBytes(counts.transitions);
    model = modelOf(counts, classes);
    onPass(bytes, bits);
  }
  return model;
}

/** From the pairs of a parse without matches. */
function firstCounts(bigrams: Bigrams, classes: Uint8Array): TokenCounts {
  const { symbolCount, following } = bigrams;
  const counts = noCounts(symbolCount);
  const { transitions } = counts;
  counts.symbols.set(bigrams.counts);
  const marginal = new Float64Array(CLASS_COUNT);
  for (let symbol = 0; symbol <= symbolCount; symbol++) {
    const context = symbol === symbolCount ? START_CONTEXT : classes[symbol]!;
    for (let i = following.starts[symbol]!; i < following.starts[symbol + 1]!; i++) {
      const next = classes[following.symbols[i]!]!;
      const cell = context * CLASS_COUNT + next;
      transitions[cell] = transitions[cell]! + following.counts[i]!;
      marginal[next] = marginal[next]! + following.counts[i]!;
    }
  }
  // After a match as after nothing in particular.
  for (let context = LENGTH_CLASS; context < CLASS_COUNT; context++) {
    transitions.set(
      marginal.map((count) => count * FIRST_MATCH_SHARE),
      context * CLASS_COUNT,
    );
  }
  for (let context = 0; context < CONTEXT_COUNT; context++) {
    const row = transitions.subarray(context * CLASS_COUNT, (context + 1) * CLASS_COUNT);
    const total = row.reduce((sum, count) => sum + count, 0);
    row.fill(total * FIRST_MATCH_SHARE, LENGTH_CLASS);
  }
  addRawBytes(transitions);
  return counts;
}

function addRawBytes(transitions: Float64Array): void {
  for (let context = 0; context < CONTEXT_COUNT; context++) {
    const row = transitions.subarray(context * CLASS_COUNT, (context + 1) * CLASS_COUNT);
    const total = row.reduce((sum, count) => sum + count, 0);
    row[RAW_CLASS] = row[RAW_CLASS]! + total * RAW_SHARE;
  }
  const afterRaw = RAW_CLASS * CLASS_COUNT + RAW_CLASS;
  transitions[afterRaw] = transitions[afterRaw]! + RAW_AFTER_RAW;
}
