/**
 * The model of one payload: what predicts decision after decision, and learns from each, SPEC section 13. It follows the SPEC in
 * its order; the WebAssembly kernel does the same in fewer steps and agrees in every bit.
 *
 * READ ME FIRST
 *
 * 1. For each symbol: `openSymbol`, then for each node on its path `predict` and `update`, then `closeSymbol`. Encoder and decoder do
 *    the same; only where the bit comes from differs.
 * 2. Inputs of the mixer: two for each context (what its list in the prior says, or without prior its recent decisions; and its
 *    counter), then the static probability, a constant, and the match.
 * 3. The model is read and never written. All that a payload changes is in the predictor.
 */

import { findList } from "../context-lists.ts";
import { contextHash, extendHistory, type History, startHistory } from "../contexts.ts";
import { LOGIT_LIMIT, SQUASH, STRETCH } from "../fixed-point.ts";
import type { Model, TrainedProfile } from "../model.ts";
import { BUCKETS, inputCountOf, MAX_MEMBER_DEPTH, matchSetOf } from "../profile.ts";
import { sizesOf } from "../sizes.ts";
import {
  COUNT_BUCKETS,
  type Counters,
  countOf,
  createCounters,
  findGroup,
  nodeHash,
  recentOf,
  updateCounter,
} from "./counters.ts";
import { createListWalk, divideWalk, followWalk, type ListWalk, openWalk } from "./list-walk.ts";
import { createMatch, expectedSymbol, extendMatch, type Match, matchBucket, updateMatch } from "./match.ts";
import { createMixer, type Mixer, mixInputs, updateMixer } from "./mixer.ts";
import { createRecent, type Recent, recentLogit, updateRecent } from "./recent.ts";
import { createRefinement, type Refinement, refine, updateRefinement } from "./refinement.ts";

/** Fractional bits of the learning rate. With every symbol it loses 1/4096 of what it is above its final value. */
const RATE_BITS = 16;
const DECAY_BITS = 12;

/** The constant input: 0.3. */
const BIAS = 77;
/** Probabilities that are coded have 15 bits, as the scale of the stream does. */
const CODED_BITS = 15;
const CODED_SCALE: number = 1 << CODED_BITS;

export interface Predictor {
  readonly model: Model;
  readonly trained: TrainedProfile;
  readonly history: History;
  readonly counters: Counters;
  readonly recent: Recent;
  readonly walks: readonly ListWalk[];
  readonly mixer: Mixer;
  readonly refinement: Refinement;
  readonly match: Match;
  /** By context: its hash, and the place of the group of counters at the node. */
  readonly hashes: Int32Array;
  readonly groups: Int32Array;
  /** Which counter of its group the node has: 1 to 7, or 0 where a group begins. */
  placeInGroup: number;
  /** The symbol that the match expects, by its leaf, or -1; and what it means at the node: bit 0 or 1, or -1. */
  expectedLeaf: number;
  expectedBit: number;
  /** Of the node: number, static probability, whether it tells classes apart, decisions below the class. */
  node: number;
  staticProbability: number;
  isClassNode: boolean;
  memberDepth: number;
  /** Learning rate of the mixer, times 2^16. */
  rate: number;
  /** Mixed probability of bit 1, of 2^16. */
  mixed: number;
}

/** @param contentLength - in bytes: it sizes what a payload needs */
export function createPredictor(model: Model, trained: TrainedProfile, contentLength: number): Predictor {
  const { profile, parameters } = trained;
  const contextCount = profile.contexts.length;
  const sizes = sizesOf(profile, contentLength);
  return {
    model,
    trained,
    history: startHistory(model.alphabet.classWeights.length, contentLength),
    counters: createCounters(sizes.groupBits),
    recent: createRecent(contextCount),
    walks: profile.contexts.map(createListWalk),
    mixer: createMixer(inputCountOf(profile), parameters),
    refinement: createRefinement(parameters.refinements),
    match: createMatch(profile.matchLength, sizes, parameters.matchProbabilities),
    hashes: new Int32Array(contextCount),
    groups: new Int32Array(contextCount),
    placeInGroup: 0,
    expectedLeaf: -1,
    expectedBit: -1,
    node: 0,
    staticProbability: 0,
    isClassNode: false,
    memberDepth: 0,
    rate: profile.learningRate << RATE_BITS,
    mixed: 0,
  };
}

/** Before a symbol. */
export function openSymbol(predictor: Predictor): void {
  const { model, trained, history, hashes, walks } = predictor;
  trained.profile.contexts.forEach((context, i) => {
    hashes[i] = contextHash(history, context);
    if (model.lists !== undefined)
      openWalk(walks[i], model.lists, findList(model.lists, context, history, hashes[i]));
  });
  const expected = expectedSymbol(predictor.match);
  predictor.expectedLeaf = expected < 0 ? -1 : model.tree.leafOfSymbol[expected];
  predictor.memberDepth = 0;
  predictor.placeInGroup = 0;
}

/**
 * The probability that the bit at a node is 1, out of 2^15: 1 … 32767.
 *
 * @param classIndex - below a class: that class
 */
export function predict(predictor: Predictor, node: number, classIndex: number): number {
  const { model, history, counters, recent, walks, mixer, hashes, groups } = predictor;
  const { tree, lists } = model;
  const isClassNode = node < tree.classNodeCount;
  const probability = staticProbability(predictor, node, isClassNode);
  predictor.node = node;
  predictor.isClassNode = isClassNode;
  predictor.staticProbability = probability;

  const { inputs, buckets } = mixer;
  const split = tree.splits[node];
  if (predictor.placeInGroup === 0) {
    // All of them before any is read: a later one may take the place of an earlier one.
    for (let i = 0; i < hashes.length; i++) groups[i] = findGroup(counters, nodeHash(hashes[i], node));
    predictor.placeInGroup = 1;
  }
  let input = 0;
  let knownContexts = 0;
  for (let i = 0; i < hashes.length; i++) {
    const counter = counters.words[groups[i] + predictor.placeInGroup];
    const count = countOf(counter);
    if (lists !== undefined) {
      divideWalk(walks[i], lists, split, probability);
      inputs[input] = walks[i].logit;
      buckets[input] = walks[i].bucket;
      if (walks[i].bucket > 0) knownContexts++;
    } else {
      inputs[input] = recentLogit(recent, i, recentOf(counter));
      buckets[input] = COUNT_BUCKETS[count];
      if (count > 0) knownContexts++;
    }
    input++;
    inputs[input] = count === 0 ? 0 : STRETCH[counter >>> 20];
    buckets[input] = COUNT_BUCKETS[count];
    input++;
  }
  inputs[input++] = STRETCH[probability >> 4];
  inputs[input++] = BIAS;
  const bucket = predictMatch(predictor, split);
  inputs[input] =
    predictor.expectedBit < 0
      ? 0
      : (2 * predictor.expectedBit - 1) *
        STRETCH[predictor.match.probabilities[2 * bucket + Number(isClassNode)] >> 4];

  const { inputCount } = mixer;
  const classCount = model.alphabet.classWeights.length;
  const depth = Math.min(predictor.memberDepth, MAX_MEMBER_DEPTH);
  mixer.confidenceSet = Number(isClassNode) * inputCount * BUCKETS;
  mixer.nodeSet = (isClassNode ? node : tree.classNodeCount + depth) * inputCount;
  mixer.neighbourSet = (isClassNode ? history.classes[0] : classCount + 1 + classIndex) * inputCount;
  mixer.matchSet = (2 * matchSetOf(bucket, knownContexts) + Number(isClassNode)) * inputCount;
  const logit = mixInputs(mixer);
  predictor.mixed = SQUASH[logit + LOGIT_LIMIT];
  let final = predictor.mixed;
  if (isClassNode) {
    const limited = Math.max(-2047, Math.min(2047, logit));
    final = (final + refine(predictor.refinement, node, limited)) >> 1;
  }
  return Math.max(1, Math.min(CODED_SCALE - 1, final >> 1));
}

function staticProbability({ model, history }: Predictor, node: number, isClassNode: boolean): number {
  const { probabilities, transitionProbabilities, classNodeCount } = model.tree;
  if (!isClassNode || transitionProbabilities.length === 0) return probabilities[node];
  return transitionProbabilities[history.classes[0] * classNodeCount + node];
}

/** Sets what the match expects at the node. Returns its bucket, 0 if it expects nothing. */
function predictMatch(predictor: Predictor, split: number): number {
  const { expectedLeaf } = predictor;
  predictor.expectedBit = expectedLeaf < 0 ? -1 : Number(expectedLeaf >= split);
  return expectedLeaf < 0 ? 0 : matchBucket(predictor.match);
}

/** Learns from the decision at the node. */
export function update(predictor: Predictor, bit: number): void {
  const { counters, recent, walks, mixer, groups, staticProbability, isClassNode, mixed } = predictor;
  updateMixer(mixer, (bit << 16) - bit - mixed, predictor.rate >> RATE_BITS);
  if (isClassNode) updateRefinement(predictor.refinement, bit);
  else predictor.memberDepth++;
  for (let i = 0; i < groups.length; i++) {
    const place = groups[i] + predictor.placeInGroup;
    if (predictor.model.lists === undefined) updateRecent(recent, i, recentOf(counters.words[place]), bit);
    else followWalk(walks[i], bit, staticProbability);
    updateCounter(counters, place, bit, staticProbability);
  }
  const next = 2 * predictor.placeInGroup + bit;
  predictor.placeInGroup = next < 8 ? next : 0;
  if (predictor.expectedBit >= 0) {
    const isRight = predictor.expectedBit === bit;
    updateMatch(predictor.match, 2 * matchBucket(predictor.match) + Number(isClassNode), isRight);
    if (!isRight) predictor.expectedLeaf = -1;
  }
}

/** Behind a symbol. */
export function closeSymbol(predictor: Predictor, symbol: number): void {
  extendHistory(predictor.history, predictor.model.alphabet, symbol);
  extendMatch(predictor.match, symbol);
  const { finalLearningRate } = predictor.trained.profile;
  predictor.rate -= (predictor.rate - (finalLearningRate << RATE_BITS)) >> DECAY_BITS;
}
