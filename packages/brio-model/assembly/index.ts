/** What src/kernel-wasm calls. */
import {
  NODE_STRIDE,
  OUTPUT_LENGTH_AT,
  POSITION_AT,
  STATES_AT,
  SYMBOL_STRIDE,
} from "../src/kernel-wasm/layout";
import {
  advance,
  bitOf,
  encodeBit,
  missingBits,
  refill,
  STATE_LOWER_BOUND,
} from "../../brio-rans/assembly/binary";
import { startHistory } from "./history";
import { startMatch } from "./match";
import { bytes, nodes, readDirectory, root, symbols, symbolsOfLeaves } from "./memory";
import { startRate } from "./mixer";
import { closeSymbol, openSymbol, predict, update } from "./predictor";

export { findFirstLeaves, placeNodes, placeSymbols } from "./place";
export { buildTree, contentId, enterLists, hashNumbers, isCrowded, openPrior, placeList, takeLists, takeParameters } from "./prior/index";
export { countGuides, placeGuides } from "./prior/guides";

const STATE_BYTES: usize = 3;
const BLOCK_SYMBOLS: u32 = 65536;
const PROFILE_PROBABILITY: u32 = 4096;

/** Numbers of DecodeStatus in src/kernel.ts. */
const DECODED: u32 = 0;
const TRUNCATED: u32 = 1;
const CORRUPT: u32 = 2;

/** Begins a content, whose memory is as it should be. @param contentLength - in bytes */
export function open(contentLength: u32): void {
  readDirectory();
  startHistory(contentLength);
  startMatch();
  startRate();
}

/** The states of a stream whose turn it is to be decoded: they change places. */
let state: u32 = 0;
let other: u32 = 0;
let source: usize = 0;

@inline
function takeBit(probability: u32, twoLanes: bool, limit: usize): u32 {
  const bit = bitOf(state, probability);
  const advanced = advance(state, probability, bit);
  const bits = missingBits(advanced);
  const next = refill(advanced, bits, source);
  // One byte behind the end at most, and zeros are there.
  source = min(source + (bits >> 3), limit + 1);
  if (twoLanes) {
    state = other;
    other = next;
  } else state = next;
  return bit;
}

/**
 * Decodes a block from the stream at `stream`, of which there are `length` bytes with all states, and zeros behind them: 2^16 symbols,
 * or as many as make `outputLength` bytes.
 *
 * Leaves the final states at STATES_AT, at POSITION_AT how far it got, beyond the length if that was too short, and at
 * OUTPUT_LENGTH_AT how much content it made.
 *
 * @returns a DecodeStatus
 */
export function decodeBlock(
  stream: usize,
  length: u32,
  output: usize,
  outputLength: u32,
  laneCount: u32,
  isFirst: bool,
): u32 {
  const twoLanes = laneCount == 2;
  const limit = stream + length;
  source = stream + STATE_BYTES * laneCount;
  state = load<u32>(stream) & 0xffffff;
  other = twoLanes ? load<u32>(stream + STATE_BYTES) & 0xffffff : STATE_LOWER_BOUND;
  if (state < STATE_LOWER_BOUND || other < STATE_LOWER_BOUND) {
    store<u32>(POSITION_AT, state < STATE_LOWER_BOUND ? 0 : STATE_BYTES);
    return CORRUPT;
  }
  let turns: u32 = u32(isFirst);
  if (isFirst) takeBit(PROFILE_PROBABILITY, twoLanes, limit);
  const start = output;
  const end = output + outputLength;
  let status = DECODED;
  for (let count: u32 = 0; count < BLOCK_SYMBOLS && output < end; count++) {
    openSymbol();
    let node = root;
    while (node >= 0) {
      const bit = takeBit(predict(node), twoLanes, limit);
      turns++;
      update(bit);
      node = load<i32>(nodes + <usize>node * NODE_STRIDE + (<usize>bit << 2));
    }
    if (source > limit) {
      status = TRUNCATED;
      break;
    }
    const symbol: u32 = load<u16>(symbolsOfLeaves + (<usize>~node << 1));
    const record = symbols + <usize>symbol * SYMBOL_STRIDE;
    const symbolLength: u32 = load<u8>(record, 7);
    if (symbolLength > u32(end - output)) {
      status = CORRUPT;
      break;
    }
    memory.copy(output, bytes + load<u32>(record), symbolLength);
    output += symbolLength;
    closeSymbol(symbol);
  }
  const isTurned = twoLanes && (turns & 1) == 1;
  store<u32>(STATES_AT, isTurned ? other : state);
  store<u32>(STATES_AT, isTurned ? state : other, 4);
  store<u32>(POSITION_AT, u32(source - stream));
  store<u32>(OUTPUT_LENGTH_AT, u32(output - start));
  return status;
}

/**
 * Predicts the decisions of the `count` symbols at `input`, u16 each, and notes them at `decisions`, u16 each: the probability and, in
 * bit 15, the bit.
 *
 * @param profile - of the first block of a content; -1 in others
 * @returns the number of decisions
 */
export function predictBlock(input: usize, count: u32, decisions: usize, profile: i32): u32 {
  const first = decisions;
  if (profile >= 0) {
    store<u16>(decisions, PROFILE_PROBABILITY | (profile << 15));
    decisions += 2;
  }
  for (const end = input + (<usize>count << 1); input < end; input += 2) {
    const symbol: u32 = load<u16>(input);
    const leaf: u32 = load<u16>(symbols + <usize>symbol * SYMBOL_STRIDE, 4);
    openSymbol();
    let node = root;
    while (node >= 0) {
      const record = nodes + <usize>node * NODE_STRIDE;
      const bit = u32(leaf >= load<u16>(record, 8));
      store<u16>(decisions, predict(node) | (bit << 15));
      decisions += 2;
      update(bit);
      node = load<i32>(record + (<usize>bit << 2));
    }
    closeSymbol(symbol);
  }
  return u32(decisions - first) >> 1;
}

/**
 * Encodes decisions from the last to the first; the stream ends at `target`.
 *
 * The states at STATES_AT are those that the encoder starts with, and become those of the stream.
 *
 * @returns where it begins, without its states
 */
export function encodeDecisions(decisions: usize, count: u32, target: usize, laneCount: u32): usize {
  for (let i = count; i > 0; ) {
    i--;
    const decision: u32 = load<u16>(decisions + (<usize>i << 1));
    target = encodeBit(STATES_AT + (<usize>(i & (laneCount - 1)) << 2), decision >> 15, decision & 0x7fff, target);
  }
  return target;
}
