/** Cutting a content into symbols for the model coder: what src/v2/kernel-wasm/segmenter.ts calls. */
import { buildTrie, trieBytes } from "../encode/phrase-trie";
import { placeSymbols } from "../encode/tables";
import { buildPrices } from "./build-prices";
import { lastClass, segmentBlock } from "./segment-block";

export { buildPrices, buildTrie, lastClass, placeSymbols, segmentBlock, trieBytes };
