/** Encoding of a payload, or of a segment of it: what src/v2/kernel-wasm calls. */
import { placeHashChain, resetHashChain } from "../../../brio-lz77/assembly/hash-chain";
import { BLOCK_LENGTH, KIND_SHIPPED_FREQUENCY, KIND_STORED_FREQUENCY, KIND_STORED_START, STATE_BYTES } from "../numbers";
import { buildTables } from "./build-tables";
import { classify, encodeTokens, finishStream } from "./encode-block";
import { parseGreedy } from "./parse-greedy";
import { parseOptimal } from "./parse-optimal";
import { buildTrie, trieBytes } from "./phrase-trie";
import { STREAM_AT, STREAM_BYTES } from "../../src/v2/kernel-wasm/encoder-layout";
import { input, placeInput, placeSymbols } from "./tables";

export { buildTables, buildTrie, placeHashChain, placeSymbols, trieBytes };

/**
 * Begins an input of `length` bytes at `at`, whose first byte is at `position` of the content.
 */
export function beginInput(at: usize, length: i32, position: i32, windowLength: i32, depth: i32, niceLength: i32): void {
  placeInput(at, position);
  resetHashChain(at, length, windowLength, depth, niceLength);
}

/** Of the block encoded last: how many tokens it has, none if it is stored, and where its stream begins. */
export let tokenCount: i32 = 0;
export let streamStart: usize = 0;

/**
 * Encodes the block from `start` to `end` of the input, `optimal` or greedily, or stores it if that is shorter. Returns the length
 * of the stream.
 */
export function encodeBlock(
  start: i32,
  end: i32,
  optimal: bool,
  niceLength: i32,
  margin: i32,
  insertsAll: bool,
  lanes: i32,
  seed0: u32,
  seed1: u32,
): usize {
  tokenCount = optimal ? parseOptimal(start, end, niceLength, margin) : parseGreedy(start, end, insertsAll);
  classify(tokenCount);
  const limit: usize = STREAM_AT + STREAM_BYTES;
  encodeTokens(end, tokenCount, lanes, seed0, seed1, limit);
  let from = finishStream(0, KIND_SHIPPED_FREQUENCY);
  const length = limit - from;
  const blockLength = <usize>(end - start);
  if (length > blockLength + <usize>(lanes * STATE_BYTES)) {
    tokenCount = 0;
    encodeTokens(end, 0, lanes, seed0, seed1, limit);
    from = finishStream(KIND_STORED_START, KIND_STORED_FREQUENCY);
    streamStart = from - blockLength;
    memory.copy(streamStart, from, limit - from);
    memory.copy(streamStart + (limit - from), input + start, blockLength);
  } else streamStart = from;
  return limit - streamStart;
}
