import { buildDoubleArray, type DoubleArray } from "../double-array.ts";

/** Symbols to train with: the 256 bytes, then phrases. */
export interface Symbols {
  /** Symbol s is `bytes[offsets[s] .. offsets[s + 1])`. */
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
  readonly count: number;
}

/** A trie of symbols; a walk is as in double-array.ts, with tries by one first byte and without tails. */
export interface SymbolTrie extends DoubleArray {
  readonly symbols: Symbols;
}

const BYTE_SYMBOLS = 256;

export function symbolsOf(phrases: readonly Uint8Array[]): Symbols {
  const count = BYTE_SYMBOLS + phrases.length;
  const bytes = new Uint8Array(phrases.reduce((sum, phrase) => sum + phrase.length, BYTE_SYMBOLS));
  const offsets = new Uint32Array(count + 1);
  let at = 0;
  for (let symbol = 0; symbol < count; symbol++) {
    if (symbol < BYTE_SYMBOLS) bytes[at++] = symbol;
    else {
      bytes.set(phrases[symbol - BYTE_SYMBOLS]!, at);
      at += phrases[symbol - BYTE_SYMBOLS]!.length;
    }
    offsets[symbol + 1] = at;
  }
  return { bytes, offsets, count };
}

export function buildTrie(symbols: Symbols): SymbolTrie {
  return { ...buildDoubleArray(symbols.bytes, symbols.offsets, 1, false), symbols };
}
