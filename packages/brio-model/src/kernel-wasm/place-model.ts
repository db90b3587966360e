/**
 * A model in the memory of the kernel: written once, then only read. layout.ts says what its records are.
 */
import type { Model, TrainedProfile } from "../model.ts";
import type { Exports } from "./instance.ts";
import * as layout from "./layout.ts";
import { ALIGNMENT, aligned, type ListRegions, listDirectory } from "./list-image.ts";

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
  readonly hasLists: boolean;
  /** What the directory says of the model, by offset. */
  readonly directory: readonly (readonly [offset: number, value: number])[];
  /** Where it ends. */
  readonly end: number;
}

/** Where the parts of the code tree are, and where all memory is free. */
interface PlacedTree {
  readonly nodesAt: number;
  readonly symbolsAt: number;
  readonly symbolsOfLeavesAt: number;
  readonly end: number;
}

/** Bytes a node and a symbol have in the arrays of which records are made: children, split, probability; offset, leaf, class. */
const NODE_ARRAYS_BYTES = 12;
const SYMBOL_ARRAYS_BYTES = 7;

/** Bytes that {@link placeModel} needs, at most. */
export function modelBytesOf({ alphabet, tree, profiles }: Model): number {
  let total = tree.nodeCount * layout.NODE_STRIDE + tree.symbolOfLeaf.length * 2;
  total += alphabet.classes.length * layout.SYMBOL_STRIDE + alphabet.bytes.length;
  total += tree.transitionProbabilities.length * 2;
  for (const { parameters } of profiles) {
    const { confidences, nodeWeights, neighbourWeights, matchWeights, refinements } = parameters;
    total += 4 * (confidences.length + nodeWeights.length + neighbourWeights.length + matchWeights.length);
    total += 2 * refinements.length + 5 * ALIGNMENT;
  }
  total += tree.nodeCount * NODE_ARRAYS_BYTES + alphabet.classes.length * SYMBOL_ARRAYS_BYTES;
  return total + 2 * alphabet.classWeights.length + 20 * ALIGNMENT;
}

/**
 * Places all of a model but its lists.
 *
 * @param exports - with {@link modelBytesOf} bytes of memory from `start` on
 * @param lists - where they are already
 */
export function placeModel(
  model: Model,
  exports: Exports,
  start: number,
  lists: ListRegions | undefined,
): PlacedModel {
  const { alphabet, tree } = model;
  const memory = exports.memory.buffer;
  const symbolCount = alphabet.classes.length;
  let end = start;
  const take = (byteLength: number): number => {
    const at = aligned(end);
    end = at + byteLength;
    return at;
  };

  const nodesAt = take(tree.nodeCount * layout.NODE_STRIDE);
  const symbolsAt = take(symbolCount * layout.SYMBOL_STRIDE);
  const bytesAt = take(alphabet.bytes.length);
  new Uint8Array(memory, bytesAt).set(alphabet.bytes);
  const symbolsOfLeavesAt = take(2 * symbolCount);
  new Uint16Array(memory, symbolsOfLeavesAt).set(tree.symbolOfLeaf);
  const transitionsAt = take(2 * tree.transitionProbabilities.length);
  new Uint16Array(memory, transitionsAt).set(tree.transitionProbabilities);
  const profiles = model.profiles.map((trained) => placeProfile(trained, memory, take));
  placeRecords(model, exports, { nodesAt, symbolsAt, symbolsOfLeavesAt, end });
  return {
    profiles,
    hasLists: lists !== undefined,
    end: aligned(end),
    directory: [
      [layout.NODES, nodesAt],
      [layout.SYMBOLS, symbolsAt],
      [layout.BYTES, bytesAt],
      [layout.SYMBOLS_OF_LEAVES, symbolsOfLeavesAt],
      [layout.TRANSITIONS, transitionsAt],
      ...(lists === undefined ? [] : listDirectory(lists)),
      [layout.ROOT, tree.root],
      [layout.CLASS_NODE_COUNT, tree.classNodeCount],
      [layout.CLASS_COUNT, alphabet.classWeights.length],
      [layout.HAS_TRANSITIONS, Number(tree.transitionProbabilities.length > 0)],
      [layout.HAS_LISTS, Number(lists !== undefined)],
    ],
  };
}

/** Records of nodes and symbols, which the kernel makes of the arrays: they are put behind the model for as long as that takes. */
function placeRecords({ alphabet, tree }: Model, exports: Exports, at: PlacedTree): void {
  const { classes, offsets, classWeights } = alphabet;
  const { buffer } = exports.memory;
  let end = at.end;
  const put = (source: Uint8Array | Uint16Array | Uint32Array | Int32Array): number => {
    const target = aligned(end);
    end = target + source.byteLength;
    new Uint8Array(buffer).set(new Uint8Array(source.buffer, source.byteOffset, source.byteLength), target);
    return target;
  };
  const classesAt = put(classes);
  const firstLeavesAt = put(new Uint16Array(classWeights.length));
  exports.findFirstLeaves(firstLeavesAt, at.symbolsOfLeavesAt, classesAt, classes.length);
  exports.placeNodes(
    at.nodesAt,
    tree.nodeCount,
    tree.classNodeCount,
    put(tree.children),
    put(tree.splits),
    put(tree.probabilities),
    at.symbolsOfLeavesAt,
    classesAt,
    firstLeavesAt,
  );
  exports.placeSymbols(at.symbolsAt, classes.length, put(offsets), put(tree.leafOfSymbol), classesAt);
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
