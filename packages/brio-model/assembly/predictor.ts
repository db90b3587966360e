/**
 * The predictor of src/kernel-ts/predictor.ts, which says in what order all of this happens and why.
 *
 * READ ME FIRST
 *
 * 1. What a node needs between `predict` and `update` stays in globals; what a context needs, in its walk.
 * 2. Most time goes into waiting for memory. So what all contexts will look up, lists and groups of counters, is sought first, without
 *    a branch or a dependency in between: the processor waits for all of it at once, and finds it near when it comes to look. Nobody
 *    takes what these loads give; no optimiser leaves them out, since a load may trap.
 */
import {
  CONTEXTS_AT,
  COUNT_BUCKETS_AT,
  FIXED_WEIGHTS_AT,
  INPUTS_AT,
  NODE_STRIDE,
  SQUASH_AT,
  STRETCH_AT,
  SYMBOL_STRIDE,
  WALK_STRIDE,
  WALKS_AT,
} from "../src/kernel-wasm/layout";
import { findGroup, nodeHash, seekGroup, recentLogit, updateCounter, updateRecent } from "./counters";
import { classBefore, contextHash, extendHistory } from "./history";
import { BUCKET, divideWalk, followWalk, openWalk, seekWalk } from "./lists";
import { expectedSymbol, extendMatch, matchBucket, matchLogit, updateMatch } from "./match";
import {
  classCount,
  classNodeCount,
  confidences,
  contextCount,
  hasLists,
  hasTransitions,
  inputCount,
  matchWeights,
  neighbourWeights,
  nodes,
  nodeWeights,
  root,
  symbols,
  transitions,
} from "./memory";
import { decayRate, mixInputs, updateMixer } from "./mixer";
import { refine, updateRefinement } from "./refinement";

const BIAS: i32 = 77;
const BUCKETS: u32 = 10;
const MAX_MEMBER_DEPTH: u32 = 15;
const MATCH_BUCKETS: u32 = 16;
const LOGIT_LIMIT: i32 = 2815;

let expectedLeaf: i32 = -1;
let expectedBit: i32 = -1;
let memberDepth: u32 = 0;
/** Which counter of its group a node has: 1 to 7, or 0 where a group begins. */
let placeInGroup: usize = 0;
let staticProbability: u32 = 0;
let isClassNode: bool = false;
let mixed: i32 = 0;
let matchProbability: u32 = 0;
let nodeSetAt: usize = 0;
let neighbourSetAt: usize = 0;
let matchSetAt: usize = 0;

export function openSymbol(): void {
  const before = classBefore();
  const walksEnd: usize = WALKS_AT + <usize>contextCount * WALK_STRIDE;
  let walk: usize = WALKS_AT;
  for (let i: usize = 0; i < contextCount; i++) {
    const context: u32 = load<u8>(i, CONTEXTS_AT);
    const hash = contextHash(context);
    store<u32>(walk, hash);
    seekGroup(nodeHash(hash, root));
    if (hasLists) seekWalk(walk, context, before, hash);
    walk += WALK_STRIDE;
  }
  if (hasLists) for (walk = WALKS_AT; walk < walksEnd; walk += WALK_STRIDE) openWalk(walk);
  const expected = expectedSymbol();
  expectedLeaf = expected < 0 ? -1 : load<u16>(symbols + <usize>expected * SYMBOL_STRIDE, 4);
  memberDepth = 0;
  placeInGroup = 0;
}

/** The probability of bit 1 at a node, out of 2^15. */
export function predict(node: u32): u32 {
  const record = nodes + <usize>node * NODE_STRIDE;
  const split: u32 = load<u16>(record, 8);
  const before = classBefore();
  isClassNode = node < classNodeCount;
  const probability: u32 =
    isClassNode && hasTransitions
      ? load<u16>(transitions + (<usize>(before * classNodeCount + node) << 1))
      : load<u16>(record, 10);

  staticProbability = probability;
  const walksEnd: usize = WALKS_AT + <usize>contextCount * WALK_STRIDE;
  if (placeInGroup == 0) {
    for (let walk: usize = WALKS_AT; walk < walksEnd; walk += WALK_STRIDE) {
      const hash = nodeHash(load<u32>(walk), node);
      store<u32>(walk, hash, 4);
      seekGroup(hash);
    }
    for (let walk: usize = WALKS_AT; walk < walksEnd; walk += WALK_STRIDE) {
      store<u32>(walk, u32(findGroup(load<u32>(walk, 4))), 4);
    }
    placeInGroup = 1;
  }
  const place = placeInGroup << 2;
  let input: usize = 0;
  let context: u32 = 0;
  let knownContexts: u32 = 0;
  let fixed = confidences + (isClassNode ? <usize>(inputCount * BUCKETS) << 2 : 0);
  for (let walk: usize = WALKS_AT; walk < walksEnd; walk += WALK_STRIDE) {
    const state = load<u32>(<usize>load<u32>(walk, 4) + place);
    const count: u32 = (state >> 8) & 0xff;
    const countBucket: u32 = load<u8>(count, COUNT_BUCKETS_AT);
    let bucket = countBucket;
    if (hasLists) {
      store<i32>(input, divideWalk(walk, split, probability, record, isClassNode), INPUTS_AT);
      bucket = load<u32>(walk, BUCKET);
    } else store<i32>(input, recentLogit(context, state & 0xff), INPUTS_AT);
    // Of either kind, bucket 0 is that of nothing known.
    knownContexts += u32(bucket > 0);
    store<i32>(input, load<i32>(fixed + (<usize>bucket << 2)), FIXED_WEIGHTS_AT);
    const logit: i32 = count == 0 ? 0 : load<i16>(<usize>(state >> 20) << 1, STRETCH_AT);
    store<i32>(input, logit, INPUTS_AT + 4);
    store<i32>(input, load<i32>(fixed + (<usize>(BUCKETS + countBucket) << 2)), FIXED_WEIGHTS_AT + 4);
    fixed += 2 * BUCKETS << 2;
    input += 8;
    context++;
  }
  store<i32>(input, load<i16>(<usize>(probability >> 4) << 1, STRETCH_AT), INPUTS_AT);
  store<i32>(input, BIAS, INPUTS_AT + 4);
  let bucket: u32 = 0;
  expectedBit = -1;
  if (expectedLeaf >= 0) {
    expectedBit = i32(expectedLeaf >= i32(split));
    bucket = matchBucket();
  }
  matchProbability = 2 * bucket + u32(isClassNode);
  store<i32>(input, expectedBit < 0 ? 0 : matchLogit(matchProbability, expectedBit), INPUTS_AT + 8);
  for (let i: usize = 0; i < 3; i++) {
    store<i32>(input + 4 * i, load<i32>(fixed + (<usize>BUCKETS << 2) * i), FIXED_WEIGHTS_AT);
  }

  const nodeSet = isClassNode ? node : classNodeCount + min(memberDepth, MAX_MEMBER_DEPTH);
  const neighbourSet = isClassNode ? before : classCount + 1 + load<u16>(record, 12);
  const setBytes = <usize>inputCount << 2;
  nodeSetAt = nodeWeights + nodeSet * setBytes;
  neighbourSetAt = neighbourWeights + neighbourSet * setBytes;
  const matchSet = bucket > 0 ? bucket : knownContexts > 0 ? MATCH_BUCKETS - 1 + knownContexts : 0;
  matchSetAt = matchWeights + (2 * matchSet + u32(isClassNode)) * setBytes;
  const logit = mixInputs(nodeSetAt, neighbourSetAt, matchSetAt);
  mixed = load<u16>(<usize>(logit + LOGIT_LIMIT) << 1, SQUASH_AT);
  const final: u32 = isClassNode ? (u32(mixed) + refine(node, logit)) >> 1 : mixed;
  return min(max(final >> 1, 1), 32767);
}

export function update(bit: u32): void {
  updateMixer(nodeSetAt, neighbourSetAt, matchSetAt, i32(bit << 16) - i32(bit) - mixed);
  if (isClassNode) updateRefinement(bit);
  else memberDepth++;
  const place = placeInGroup << 2;
  let walk: usize = WALKS_AT;
  for (let i: u32 = 0; i < contextCount; i++) {
    const counter: usize = <usize>load<u32>(walk, 4) + place;
    if (hasLists) followWalk(walk, bit);
    else updateRecent(i, load<u32>(counter) & 0xff, bit);
    updateCounter(counter, bit, staticProbability);
    walk += WALK_STRIDE;
  }
  placeInGroup = (placeInGroup << 1) | bit;
  if (placeInGroup >= 8) placeInGroup = 0;
  if (expectedBit >= 0) {
    const isRight = expectedBit == i32(bit);
    updateMatch(matchProbability, isRight);
    if (!isRight) expectedLeaf = -1;
  }
}

export function closeSymbol(symbol: u32): void {
  extendHistory(symbol);
  extendMatch(symbol);
  decayRate();
}
