import { FLAG_BITS, KEY_ENDS } from "../double-array.ts";
import type { SymbolTrie } from "./trie.ts";

/** Finds the cheapest sequence of symbols for a text where each symbol has a price of its own. */
export interface CheapestParser {
  /**
   * Parses `bytes[start .. end)` and leaves the symbols in `parsed`, last first.
   *
   * @returns how many there are
   */
  parse(bytes: Uint8Array, start: number, end: number): number;
  readonly parsed: () => Int32Array;
}

/** @param prices - by symbol, in bits; every byte has a finite one, so that there always is a parse */
export function cheapestParser(trie: SymbolTrie, prices: Float64Array): CheapestParser {
  const { tops, moves, parents, keys, symbols } = trie;
  const { offsets } = symbols;
  let costs = new Float64Array(0);
  let choices = new Int32Array(0);
  let parsed = new Int32Array(0);
  const parse = (bytes: Uint8Array, start: number, end: number): number => {
    const length = end - start;
    if (costs.length <= length) {
      costs = new Float64Array(2 * length + 64);
      choices = new Int32Array(2 * length + 64);
      parsed = new Int32Array(2 * length + 64);
    }
    costs.fill(Number.POSITIVE_INFINITY, 1, length + 1);
    costs[0] = 0;
    for (let i = 0; i < length; i++) {
      const cost = costs[i]!;
      let node = tops[bytes[start + i]!]!;
      for (let j = i + 1; ; j++) {
        const move = moves[node]!;
        if ((move & KEY_ENDS) !== 0) {
          const symbol = keys[node]!;
          const total = cost + prices[symbol]!;
          if (total < costs[j]!) {
            costs[j] = total;
            choices[j] = symbol;
          }
        }
        if (j === length) break;
        const child = (move >> FLAG_BITS) + bytes[start + j]!;
        if (parents[child] !== node) break;
        node = child;
      }
    }
    let count = 0;
    for (let at = length; at > 0; count++) {
      const symbol = choices[at]!;
      parsed[count] = symbol;
      at -= offsets[symbol + 1]! - offsets[symbol]!;
    }
    return count;
  };
  return { parse, parsed: () => parsed };
}
