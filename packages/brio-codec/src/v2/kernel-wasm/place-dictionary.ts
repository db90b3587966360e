import { type Dictionary, phraseBytes } from "brio-dictionary";
import { BYTES_PADDING, FIRST_PHRASE } from "../symbol-bytes.ts";
import { MODEL_AT, MODEL_STRIDE, VARIABLE_AT } from "./encoder-layout.ts";
import { growMemory, type MemoryViews, viewsOf } from "./host.ts";

/** What a module exports that has the symbols of a dictionary and their trie. */
export interface SymbolExports {
  readonly memory: WebAssembly.Memory;
  placeSymbols(symbolsAt: number, bytesAt: number, offsetsAt: number, count: number): void;
  trieBytes(byteCount: number): number;
  buildTrie(at: number, byteCount: number, scratch: number): void;
}

/** An instance with the tables of one dictionary. */
export interface SymbolInstance<Exports extends SymbolExports> extends MemoryViews {
  readonly exports: Exports;
  /** Where the tables end: memory from here on belongs to the input. */
  readonly workAt: number;
}

/**
 * Puts a dictionary with a model into the memory of a fresh instance, and makes its tables and then the trie there.
 *
 * @param build - makes the tables of the module: the entries of the symbols, of which the trie is made, among them
 * @throws {RangeError} there is no memory for them
 */
export function placeDictionary<Exports extends SymbolExports>(
  exports: Exports,
  dictionary: Dictionary,
  build: () => void,
): SymbolInstance<Exports> {
  const phrases = phraseBytes(dictionary);
  const symbolCount = FIRST_PHRASE + phrases.offsets.length - 1;
  const byteCount = FIRST_PHRASE + phrases.bytes.length;
  const aligned = (length: number): number => (length + 63) & ~63;
  const symbolsAt = VARIABLE_AT;
  const bytesAt = symbolsAt + aligned(8 * symbolCount);
  const offsetsAt = bytesAt + aligned(byteCount + BYTES_PADDING);
  const trieAt = offsetsAt + aligned(4 * (symbolCount + 1));
  const workAt = trieAt + aligned(exports.trieBytes(byteCount));
  const scratchBytes = 12 * byteCount + 2048;
  const instance = { exports, ...viewsOf(exports.memory), workAt };
  if (!growMemory(exports.memory, instance, workAt + scratchBytes))
    throw new RangeError("no memory for the tables");

  putModel(instance.bytes, dictionary);
  instance.bytes.set(phrases.bytes, bytesAt + FIRST_PHRASE);
  instance.words.set(phrases.offsets, offsetsAt / 4 + FIRST_PHRASE);
  exports.placeSymbols(symbolsAt, bytesAt, offsetsAt, symbolCount);
  build();
  exports.buildTrie(trieAt, byteCount, workAt);
  return instance;
}

function putModel(memory: Uint8Array, { model }: Dictionary): void {
  if (model === undefined) throw new TypeError("dictionary: expected one with a model (see trainDictionary)");
  let at = MODEL_AT;
  for (const bySymbol of [model.classes, model.weights]) {
    memory.set(bySymbol, at);
    at += MODEL_STRIDE;
  }
  for (const table of [model.transitions, model.marginals, model.escapes, model.distances]) {
    memory.set(table, at);
    at += table.length;
  }
}
