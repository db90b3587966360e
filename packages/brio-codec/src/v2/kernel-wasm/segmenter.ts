import { type Dictionary, START_CONTEXT } from "brio-dictionary";
import { BLOCK_LENGTH } from "../format.ts";
import { WAYS_AT } from "./encoder-layout.ts";
import { growMemory } from "./host.ts";
import { placeDictionary, type SymbolExports, type SymbolInstance } from "./place-dictionary.ts";

/** What assembly/segment/index.ts exports. */
export interface SegmenterExports extends SymbolExports {
  readonly lastClass: WebAssembly.Global<"i32">;
  buildPrices(): void;
  segmentBlock(at: number, length: number, before: number): number;
}

export type Segmenter = SymbolInstance<SegmenterExports>;

/** Bytes behind a block that may be read: what they hold changes nothing. */
const BLOCK_PADDING = 16;

/**
 * The symbols of a content, block by block as brio-dictionary has them, whose blocks are as long as the token coder's. Returns undefined if
 * there is not enough memory.
 */
export function segmentWithInstance(segmenter: Segmenter, content: Uint8Array): Uint16Array | undefined {
  const parts: Uint16Array[] = [];
  let symbolCount = 0;
  let before = START_CONTEXT;
  for (let start = 0; start < content.length; start += BLOCK_LENGTH) {
    const part = segmentBlock(segmenter, content.subarray(start, start + BLOCK_LENGTH), before);
    if (part === undefined) return undefined;
    parts.push(part);
    symbolCount += part.length;
    before = segmenter.exports.lastClass.value;
  }
  if (parts.length === 1) return parts[0];
  const symbols = new Uint16Array(symbolCount);
  let at = 0;
  for (const part of parts) {
    symbols.set(part, at);
    at += part.length;
  }
  return symbols;
}

/** The symbols of a block, of which `before` is the context. */
function segmentBlock(segmenter: Segmenter, block: Uint8Array, before: number): Uint16Array | undefined {
  const { exports, workAt } = segmenter;
  if (!growMemory(exports.memory, segmenter, workAt + block.length + BLOCK_PADDING)) return undefined;
  segmenter.bytes.set(block, workAt);
  const count = exports.segmentBlock(workAt, block.length, before);
  const end = WAYS_AT + 8 * (block.length + 1);
  return new Uint16Array(exports.memory.buffer, end - 2 * count, count).slice();
}

/**
 * Makes an instance, and in it the prices and the trie of a dictionary with a model.
 *
 * @throws {RangeError} there is no memory for them
 */
export function instantiateSegmenter(module: WebAssembly.Module, dictionary: Dictionary): Segmenter {
  const exports = new WebAssembly.Instance(module).exports as unknown as SegmenterExports;
  return placeDictionary(exports, dictionary, () => exports.buildPrices());
}
