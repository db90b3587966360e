import { FLAG_BITS, KEY_ENDS } from "../double-array.ts";
import type { Corpus } from "./corpus.ts";
import type { SymbolTrie } from "./trie.ts";

/** In how many samples, and in samples of how many groups, each symbol occurs, wherever it stands. */
export interface Occurrences {
  readonly documents: Uint32Array;
  readonly groups: Uint32Array;
}

/** Counts every symbol at every position: a sample, and a group, once. Groups stand together in a corpus. */
export function countOccurrences(corpus: Corpus, trie: SymbolTrie): Occurrences {
  const { bytes, starts, groups } = corpus;
  const { tops, moves, parents, keys, symbols } = trie;
  const documentCounts = new Uint32Array(symbols.count);
  const groupCounts = new Uint32Array(symbols.count);
  /** By symbol: the last sample, or group, that had it, plus one. */
  const lastDocument = new Uint32Array(symbols.count);
  const lastGroup = new Uint32Array(symbols.count);
  for (let sample = 0; sample < groups.length; sample++) {
    const end = starts[sample + 1]!;
    const group = groups[sample]! + 1;
    for (let start = starts[sample]!; start < end; start++) {
      let node = tops[bytes[start]!]!;
      for (let at = start + 1; ; at++) {
        const move = moves[node]!;
        if ((move & KEY_ENDS) !== 0) {
          const symbol = keys[node]!;
          if (lastDocument[symbol] !== sample + 1) {
            lastDocument[symbol] = sample + 1;
            documentCounts[symbol] = documentCounts[symbol]! + 1;
            if (lastGroup[symbol] !== group) {
              lastGroup[symbol] = group;
              groupCounts[symbol] = groupCounts[symbol]! + 1;
            }
          }
        }
        if (at === end) break;
        const child = (move >> FLAG_BITS) + bytes[at]!;
        if (parents[child] !== node) break;
        node = child;
      }
    }
  }
  return { documents: documentCounts, groups: groupCounts };
}
