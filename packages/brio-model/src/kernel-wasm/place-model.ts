/**
 * A model in the memory of the kernel: written once, then only read. layout.ts says what its records are.
 */
import type { Alphabet } from "../alphabet.ts";
import type { CodeTree } from "../code-tree.ts";
import type { ContextLists } from "../context-lists.ts";
import type { Model, TrainedProfile } from "../model.ts";
import * as layout from "./layout.ts";

/** Regions begin at multiples of this: a vector. */
const ALIGNMENT = 16;

/** What a profile starts from, as the kernel has it: what learns lies in one piece, to be copied for each content. */
export interface PlacedProfile {
  readonly trained: TrainedProfile;
  readonly confidencesAt: number;
  readonly learnersAt: number;
  readonly learnerBytes: number;
  /** Parts of that piece, from its beginning. */
  readonly neighbourWeights: number;
  readonly matchWeights: number;
  readonly refinements: number;
}

export interface PlacedModel {
  readonly profiles: readonly PlacedProfile[];
  /** What the directory says of the model, by offset. */
  readonly directory: readonly (readonly [offset: number, value: number])[];
  /** Where it ends. */
  readonly end: number;
}

export function aligned(address: number): number {
  return (address + ALIGNMENT - 1) & -ALIGNMENT;
}

/** Bytes that {@link placeModel} needs, at most. */
export function modelBytesOf({ alphabet, tree, lists, profiles }: Model): number {
  let total = layout.MODEL_AT + tree.nodeCount * layout.NODE_STRIDE + tree.symbolOfLeaf.length * 2;
  total += alphabet.classes.length * layout.SYMBOL_STRIDE + alphabet.bytes.length;
  total += tree.transitionProbabilities.length * 2;
  if (lists !== undefined) {
    total += lists.keyBits.length + lists.keys.length * layout.LIST_SLOT_STRIDE;
    total += lists.starts.length * layout.LIST_STRIDE + lists.leaves.length * layout.SUCCESSOR_STRIDE;
    const guideBytes = layout.GUIDE_HEADER + 2 * alphabet.classWeights.length + ALIGNMENT;
    total += Math.ceil(lists.leaves.length / layout.GUIDED_LENGTH) * guideBytes;
  }
  for (const { parameters } of profiles) {
    const { confidences, nodeWeights, neighbourWeights, matchWeights, refinements } = parameters;
    total += 4 * (confidences.length + nodeWeights.length + neighbourWeights.length + matchWeights.length);
    total += 2 * refinements.length + 5 * ALIGNMENT;
  }
  return total + 10 * ALIGNMENT;
}

/** @param memory - of at least {@link modelBytesOf} bytes */
export function placeModel(model: Model, memory: ArrayBuffer): PlacedModel {
  const { alphabet, tree, lists } = model;
  const symbolCount = alphabet.classes.length;
  let end = layout.MODEL_AT;
  const take = (byteLength: number): number => {
    const at = aligned(end);
    end = at + byteLength;
    return at;
  };

  const nodesAt = take(tree.nodeCount * layout.NODE_STRIDE);
  writeNodes(model, memory, nodesAt);
  const symbolsAt = take(symbolCount * layout.SYMBOL_STRIDE);
  writeSymbols(model, memory, symbolsAt);
  const bytesAt = take(alphabet.bytes.length);
  new Uint8Array(memory, bytesAt).set(alphabet.bytes);
  const leavesAt = take(2 * symbolCount);
  new Uint16Array(memory, leavesAt).set(tree.symbolOfLeaf);
  const transitionsAt = take(2 * tree.transitionProbabilities.length);
  new Uint16Array(memory, transitionsAt).set(tree.transitionProbabilities);

  const keyBitsAt = take(lists?.keyBits.length ?? 0);
  const slotsAt = take((lists?.keys.length ?? 0) * layout.LIST_SLOT_STRIDE);
  const listsAt = take((lists?.starts.length ?? 0) * layout.LIST_STRIDE);
  const successorsAt = take((lists?.leaves.length ?? 0) * layout.SUCCESSOR_STRIDE);
  if (lists !== undefined) {
    new Uint8Array(memory, keyBitsAt).set(lists.keyBits);
    interleave(new Uint32Array(memory, slotsAt), lists.keys, lists.numbers);
    interleave(new Uint16Array(memory, successorsAt), lists.leaves, lists.sums);
  }
  if (lists !== undefined) writeLists(model, lists, memory, listsAt, successorsAt, take);
  const profiles = model.profiles.map((trained) => placeProfile(trained, memory, take));
  return {
    profiles,
    end: aligned(end),
    directory: [
      [layout.NODES, nodesAt],
      [layout.SYMBOLS, symbolsAt],
      [layout.BYTES, bytesAt],
      [layout.SYMBOLS_OF_LEAVES, leavesAt],
      [layout.TRANSITIONS, transitionsAt],
      [layout.KEY_BITS, keyBitsAt],
      [layout.LIST_SLOTS, slotsAt],
      [layout.LISTS, listsAt],
      [layout.SUCCESSORS, successorsAt],
      [layout.ROOT, tree.root],
      [layout.CLASS_NODE_COUNT, tree.classNodeCount],
      [layout.CLASS_COUNT, alphabet.classWeights.length],
      [layout.HAS_TRANSITIONS, Number(tree.transitionProbabilities.length > 0)],
      [layout.HAS_LISTS, Number(lists !== undefined)],
      [layout.LIST_SLOT_MASK, (lists?.keys.length ?? 1) - 1],
    ],
  };
}

function writeNodes({ alphabet, tree }: Model, memory: ArrayBuffer, at: number): void {
  const firstLeaves = firstLeavesOf(alphabet, tree);
  const words = new Int32Array(memory, at);
  const halves = new Uint16Array(memory, at);
  for (let node = 0; node < tree.nodeCount; node++) {
    const word = (node * layout.NODE_STRIDE) / 4;
    words[word] = tree.children[2 * node];
    words[word + 1] = tree.children[2 * node + 1];
    halves[2 * word + 4] = tree.splits[node];
    halves[2 * word + 5] = tree.probabilities[node];
    halves[2 * word + 6] = alphabet.classes[tree.symbolOfLeaf[tree.splits[node]]];
    if (node < tree.classNodeCount) halves[2 * word + 7] = firstLeaves.indexOf(tree.splits[node]);
  }
}

function writeSymbols({ alphabet, tree }: Model, memory: ArrayBuffer, at: number): void {
  const { offsets, classes } = alphabet;
  const view = new DataView(memory, at);
  for (let symbol = 0; symbol < classes.length; symbol++) {
    const record = symbol * layout.SYMBOL_STRIDE;
    view.setUint32(record, offsets[symbol], true);
    view.setUint16(record + 4, tree.leafOfSymbol[symbol], true);
    view.setUint8(record + 6, classes[symbol]);
    view.setUint8(record + 7, offsets[symbol + 1] - offsets[symbol]);
  }
}

/** The first leaf of each class, in the order of leaves. */
function firstLeavesOf({ classes }: Alphabet, { symbolOfLeaf }: CodeTree): number[] {
  const first: number[] = [];
  symbolOfLeaf.forEach((symbol, leaf) => {
    if (leaf === 0 || classes[symbol] !== classes[symbolOfLeaf[leaf - 1]]) first.push(leaf);
  });
  return first;
}

function writeLists(
  { alphabet, tree }: Model,
  { starts, escapes, leaves }: ContextLists,
  memory: ArrayBuffer,
  at: number,
  successorsAt: number,
  take: (byteLength: number) => number,
): void {
  const words = new Uint32Array(memory, at);
  const firstLeaves = firstLeavesOf(alphabet, tree);
  for (let list = 0; list < escapes.length; list++) {
    const word = (list * layout.LIST_STRIDE) / 4;
    const start = starts[list];
    const end = starts[list + 1];
    words[word] = start;
    words[word + 1] = escapes[list];
    words[word + 2] = 0;
    if (end - start < layout.GUIDED_LENGTH) continue;
    const guide = take(layout.GUIDE_HEADER + 2 * firstLeaves.length);
    words[word + 2] = guide;
    new Uint32Array(memory, guide)[0] = successorsAt + start * layout.SUCCESSOR_STRIDE;
    const left = new Uint16Array(memory, guide + layout.GUIDE_HEADER);
    let successor = start;
    for (let index = 0; index < firstLeaves.length; index++) {
      while (successor < end && leaves[successor] < firstLeaves[index]) successor++;
      left[index] = successor - start;
    }
  }
  words[(escapes.length * layout.LIST_STRIDE) / 4] = starts[escapes.length];
}

function interleave(
  target: Uint16Array | Uint32Array,
  even: Uint16Array | Uint32Array,
  odd: Uint16Array | Uint32Array,
): void {
  for (let i = 0; i < even.length; i++) {
    target[2 * i] = even[i];
    target[2 * i + 1] = odd[i];
  }
}

function placeProfile(
  trained: TrainedProfile,
  memory: ArrayBuffer,
  take: (byteLength: number) => number,
): PlacedProfile {
  const { confidences, nodeWeights, neighbourWeights, matchWeights, refinements } = trained.parameters;
  const placeWeights = (parameters: Int16Array): number => {
    const at = take(4 * parameters.length);
    const weights = new Int32Array(memory, at);
    for (let i = 0; i < parameters.length; i++) weights[i] = parameters[i] << PARAMETER_SHIFT;
    return at;
  };
  const confidencesAt = placeWeights(confidences);
  const learnersAt = placeWeights(nodeWeights);
  const neighbourWeightsAt = placeWeights(neighbourWeights);
  const matchWeightsAt = placeWeights(matchWeights);
  const refinementsAt = take(2 * refinements.length);
  new Uint16Array(memory, refinementsAt).set(refinements);
  return {
    trained,
    confidencesAt,
    learnersAt,
    learnerBytes: refinementsAt + 2 * refinements.length - learnersAt,
    neighbourWeights: neighbourWeightsAt - learnersAt,
    matchWeights: matchWeightsAt - learnersAt,
    refinements: refinementsAt - learnersAt,
  };
}

/** Parameters have 12 fractional bits, weights 16. */
const PARAMETER_SHIFT = 4;
