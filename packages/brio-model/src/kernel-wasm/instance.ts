import { LOG_MANTISSAS, SQUASH, STRETCH } from "../fixed-point.ts";
import { COUNT_BUCKETS, COUNTER_RATES } from "../kernel-ts/counters.ts";
import { createRecent } from "../kernel-ts/recent.ts";
import type { Model } from "../model.ts";
import { inputCountOf } from "../profile.ts";
import { sizesOf } from "../sizes.ts";
import * as layout from "./layout.ts";
import { aligned, growTo, imageOf, takeInstance } from "./list-image.ts";
import { placeLists } from "./place-lists.ts";
import { modelBytesOf, type PlacedModel, type PlacedProfile, placeModel } from "./place-model.ts";

/** What assembly/index.ts exports. */
export interface Exports {
  readonly memory: WebAssembly.Memory;
  open(contentLength: number): void;
  decodeBlock(
    stream: number,
    length: number,
    output: number,
    outputLength: number,
    laneCount: number,
    isFirst: number,
  ): number;
  predictBlock(input: number, count: number, decisions: number, profile: number): number;
  encodeDecisions(decisions: number, count: number, target: number, laneCount: number): number;
  findFirstLeaves(target: number, symbols: number, classes: number, symbolCount: number): void;
  placeNodes(
    target: number,
    nodeCount: number,
    classNodeCount: number,
    children: number,
    splits: number,
    probabilities: number,
    symbols: number,
    classes: number,
    firstLeaves: number,
  ): void;
  placeSymbols(target: number, symbolCount: number, offsets: number, leaves: number, classes: number): void;
  countGuides(): number;
  placeGuides(target: number, firstLeaves: number): number;
  hashNumbers(hash: number, numbers: number, count: number, width: number): number;
  contentId(bytes: number, length: number): bigint;
  openPrior(): number;
  buildTree(): void;
  takeParameters(values: number, count: number, isSigned: number): number;
  takeLists(): number;
  enterLists(from: number, to: number): number;
  isCrowded(): number;
}

/** An instance with one model in its memory. */
export interface Instance {
  readonly exports: Exports;
  readonly placed: PlacedModel;
  /** Views of its memory as it is now: {@link growMemory} replaces them. */
  bytes: Uint8Array;
  words: Uint32Array;
  /** Where what a content needs ends: memory from here on belongs to the block at hand. */
  blockAt: number;
}

/** @throws {RangeError} there is no memory for the model */
export function instantiate(module: WebAssembly.Module, model: Model): Instance {
  const image = model.lists && imageOf(model.lists);
  const exports =
    image === undefined
      ? (new WebAssembly.Instance(module).exports as unknown as Exports)
      : takeInstance(image, module);
  const lists = image ?? (model.lists && placeLists(exports, model.lists, model));
  const start = lists?.end ?? layout.MODEL_AT;
  growTo(exports.memory, start + modelBytesOf(model));
  const { buffer } = exports.memory;
  const placed = placeModel(model, exports, start, lists?.regions);
  new Uint8Array(buffer, layout.LOGARITHMS_AT).set(LOG_MANTISSAS);
  new Uint8Array(buffer, layout.COUNT_BUCKETS_AT).set(COUNT_BUCKETS);
  new Uint16Array(buffer, layout.COUNTER_RATES_AT).set(COUNTER_RATES);
  new Int16Array(buffer, layout.STRETCH_AT).set(STRETCH);
  new Uint16Array(buffer, layout.SQUASH_AT).set(SQUASH);
  const bytes = new Uint8Array(buffer);
  return { exports, placed, bytes, words: new Uint32Array(buffer), blockAt: placed.end };
}

/**
 * Prepares the memory for a content: everything that learns is as it is at the beginning.
 *
 * @throws {RangeError} there is not enough memory
 */
export function openContent(instance: Instance, profile: number, contentLength: number): void {
  const { placed, exports } = instance;
  const placedProfile = placed.profiles[profile];
  const { trained, learnersAt, learnerBytes } = placedProfile;
  const { contexts, learningRate, finalLearningRate, matchLength } = trained.profile;
  const { groupBits, windowBits, positionBits } = sizesOf(trained.profile, contentLength);
  const workAt = placed.end;
  const recentAt = aligned(workAt + learnerBytes);
  // With lists nobody asks what followed which pattern.
  const recent = createRecent(placed.hasLists ? 0 : contexts.length);
  const positionsAt = aligned(recentAt + 2 * recent.length);
  const countersAt = (positionsAt + 4 * 2 ** positionBits + 63) & -64;
  const windowAt = countersAt + layout.GROUP_STRIDE * 2 ** groupBits;
  instance.blockAt = aligned(windowAt + 2 * 2 ** windowBits);
  growMemory(instance, instance.blockAt);

  const { bytes, words } = instance;
  bytes.copyWithin(workAt, learnersAt, learnersAt + learnerBytes);
  new Uint16Array(bytes.buffer, recentAt).set(recent);
  // Positions and counters. What is in the window before it is written is never looked at.
  bytes.fill(0, positionsAt, windowAt);
  new Uint16Array(bytes.buffer, layout.MATCH_PROBABILITIES_AT).set(trained.parameters.matchProbabilities);
  bytes.set(contexts, layout.CONTEXTS_AT);
  bytes.fill(0, layout.INPUTS_AT, layout.FIXED_WEIGHTS_AT);

  const directory = [
    ...placed.directory,
    ...directoryOf(placedProfile, workAt),
    [layout.RECENT, recentAt],
    [layout.POSITIONS, positionsAt],
    [layout.COUNTERS, countersAt],
    [layout.WINDOW, windowAt],
    [layout.CONTEXT_COUNT, contexts.length],
    [layout.INPUT_COUNT, inputCountOf(trained.profile)],
    [layout.LEARNING_RATE, learningRate],
    [layout.FINAL_LEARNING_RATE, finalLearningRate],
    [layout.MATCH_LENGTH, matchLength],
    [layout.COUNTER_MASK, 2 ** groupBits - 1],
    [layout.WINDOW_MASK, 2 ** windowBits - 1],
    [layout.POSITION_MASK, 2 ** positionBits - 1],
  ] as const;
  for (const [offset, value] of directory) words[(layout.DIRECTORY_AT + offset) / 4] = value;
  exports.open(contentLength);
}

function directoryOf(profile: PlacedProfile, workAt: number): (readonly [number, number])[] {
  return [
    [layout.CONFIDENCES, profile.confidencesAt],
    [layout.NODE_WEIGHTS, workAt],
    [layout.NEIGHBOUR_WEIGHTS, workAt + profile.neighbourWeights],
    [layout.MATCH_WEIGHTS, workAt + profile.matchWeights],
    [layout.REFINEMENTS, workAt + profile.refinements],
  ];
}

/** Makes the memory at least that large. @throws {RangeError} the engine has no more */
export function growMemory(instance: Instance, byteLength: number): void {
  const { memory } = instance.exports;
  growTo(memory, byteLength);
  if (instance.bytes.buffer === memory.buffer) return;
  instance.bytes = new Uint8Array(memory.buffer);
  instance.words = new Uint32Array(memory.buffer);
}
