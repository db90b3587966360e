import { cheapestParser } from "./cheapest.ts";
import type { Corpus } from "./corpus.ts";
import type { SymbolTrie } from "./trie.ts";

/** For each symbol, its distinct neighbours on one side and how often each is there. */
export interface Neighbours {
  /** The neighbours of symbol s are `symbols[starts[s] .. starts[s + 1])`. */
  readonly starts: Uint32Array;
  readonly symbols: Uint32Array;
  readonly counts: Uint32Array;
}

/** Which symbols follow one another in a parse. Symbol `count`, one more than there are, is the start of a sample. */
export interface Bigrams {
  readonly symbolCount: number;
  /** By symbol: how often it occurs. */
  readonly counts: Uint32Array;
  /** By symbol, and the start: what follows. */
  readonly following: Neighbours;
  /** By symbol: what precedes. */
  readonly preceding: Neighbours;
}

/** Parses the whole corpus at prices of single symbols and counts the pairs. */
export function countBigrams(corpus: Corpus, trie: SymbolTrie, prices: Float64Array): Bigrams {
  const { bytes, starts, weights } = corpus;
  const symbolCount = trie.symbols.count;
  const parser = cheapestParser(trie, prices);
  // All tokens, last first in each sample, and where each sample's begin.
  let tokens = new Uint32Array(1024 + (bytes.length >>> 2));
  const tokenStarts = new Uint32Array(weights.length + 1);
  const counts = new Uint32Array(symbolCount);
  let tokenCount = 0;
  for (let sample = 0; sample < weights.length; sample++) {
    const count = parser.parse(bytes, starts[sample]!, starts[sample + 1]!);
    const parsed = parser.parsed();
    if (tokenCount + count > tokens.length) {
      const larger = new Uint32Array(2 * (tokenCount + count));
      larger.set(tokens);
      tokens = larger;
    }
    tokens.set(parsed.subarray(0, count), tokenCount);
    tokenCount += count;
    tokenStarts[sample + 1] = tokenCount;
    const weight = weights[sample]!;
    for (let i = 0; i < count; i++) counts[parsed[i]!] = counts[parsed[i]!]! + weight;
  }

  // Pairs sorted by their first symbol, by counting.
  const firstStarts = new Uint32Array(symbolCount + 2);
  const forEachPair = (visit: (first: number, second: number, weight: number) => void): void => {
    for (let sample = 0; sample < weights.length; sample++) {
      const from = tokenStarts[sample]!;
      for (let i = from, to = tokenStarts[sample + 1]!; i < to; i++) {
        visit(i + 1 < to ? tokens[i + 1]! : symbolCount, tokens[i]!, weights[sample]!);
      }
    }
  };
  forEachPair((first) => {
    firstStarts[first + 1] = firstStarts[first + 1]! + 1;
  });
  for (let first = 0; first <= symbolCount; first++) {
    firstStarts[first + 1] = firstStarts[first + 1]! + firstStarts[first]!;
  }
  const seconds = new Uint32Array(tokenCount);
  const pairWeights = new Uint8Array(tokenCount);
  const next = firstStarts.slice();
  forEachPair((first, second, weight) => {
    const at = next[first]!;
    next[first] = at + 1;
    seconds[at] = second;
    pairWeights[at] = weight;
  });

  // Equal pairs together.
  const following = {
    starts: new Uint32Array(symbolCount + 2),
    symbols: new Uint32Array(tokenCount),
    counts: new Uint32Array(tokenCount),
  };
  const placeOf = new Int32Array(symbolCount).fill(-1);
  let distinct = 0;
  for (let first = 0; first <= symbolCount; first++) {
    const start = distinct;
    for (let at = firstStarts[first]!; at < firstStarts[first + 1]!; at++) {
      const second = seconds[at]!;
      if (placeOf[second]! < start) {
        placeOf[second] = distinct;
        following.symbols[distinct++] = second;
      }
      const place = placeOf[second]!;
      following.counts[place] = following.counts[place]! + pairWeights[at]!;
    }
    following.starts[first + 1] = distinct;
  }
  const trimmed = {
    starts: following.starts,
    symbols: following.symbols.slice(0, distinct),
    counts: following.counts.slice(0, distinct),
  };
  return { symbolCount, counts, following: trimmed, preceding: transpose(trimmed, symbolCount) };
}

/** The same pairs by their second symbol. */
function transpose({ starts, symbols, counts }: Neighbours, symbolCount: number): Neighbours {
  const secondStarts = new Uint32Array(symbolCount + 1);
  for (const second of symbols) secondStarts[second + 1] = secondStarts[second + 1]! + 1;
  for (let second = 0; second < symbolCount; second++) {
    secondStarts[second + 1] = secondStarts[second + 1]! + secondStarts[second]!;
  }
  const firsts = new Uint32Array(symbols.length);
  const transposedCounts = new Uint32Array(symbols.length);
  const next = secondStarts.slice();
  for (let first = 0; first <= symbolCount; first++) {
    for (let i = starts[first]!; i < starts[first + 1]!; i++) {
      const at = next[symbols[i]!]!;
      next[symbols[i]!] = at + 1;
      firsts[at] = first;
      transposedCounts[at] = counts[i]!;
    }
  }
  return { starts: secondStarts, symbols: firsts, counts: transposedCounts };
}
