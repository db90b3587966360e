/** Lists that were made in arrays, in the memory of the kernel; and the guides of all lists. */
import type { Alphabet } from "../alphabet.ts";
import type { ContextLists } from "../context-lists.ts";
import type { Model } from "../model.ts";
import type { Exports } from "./instance.ts";
import * as layout from "./layout.ts";
import { aligned, growTo, type ListRegions, listDirectory, listRegions } from "./list-image.ts";
import { FIRST_LEAVES_AT } from "./prior-layout.ts";

/** @throws {RangeError} there is no memory for the lists */
export function placeLists(
  exports: Exports,
  lists: ContextLists,
  { alphabet, tree }: Pick<Model, "alphabet" | "tree">,
): { regions: ListRegions; end: number } {
  const { keyBits, keys, numbers, starts, escapes, leaves, sums } = lists;
  const regions = listRegions(keyBits.length, keys.length, escapes.length, leaves.length);
  growTo(exports.memory, regions.guidesAt);
  const { buffer } = exports.memory;
  new Uint8Array(buffer).set(keyBits, regions.keyBitsAt);
  const successors = new Uint16Array(buffer, regions.successorsAt);
  for (let i = 0; i < leaves.length; i++) {
    successors[2 * i] = leaves[i];
    successors[2 * i + 1] = sums[i];
  }
  const slots = new Uint32Array(buffer, regions.slotsAt);
  keys.forEach((key, slot) => {
    if (key === 0) return;
    const list = numbers[slot];
    const count = starts[list + 1] - starts[list];
    const word = (slot * layout.LIST_SLOT_STRIDE) / 4;
    slots[word] = key;
    slots[word + 1] = regions.successorsAt + starts[list] * layout.SUCCESSOR_STRIDE;
    slots[word + 2] = escapes[list];
    slots[word + 3] =
      count < layout.GUIDED_LENGTH ? (sums[starts[list + 1] - 1] << 8) | count : layout.GUIDED + count;
  });
  const symbolsOfLeavesAt = regions.guidesAt;
  const classesAt = symbolsOfLeavesAt + tree.symbolOfLeaf.byteLength;
  growTo(exports.memory, classesAt + alphabet.classes.length);
  new Uint16Array(exports.memory.buffer).set(tree.symbolOfLeaf, symbolsOfLeavesAt / 2);
  new Uint8Array(exports.memory.buffer).set(alphabet.classes, classesAt);
  return { regions, end: placeGuides(exports, regions, alphabet, symbolsOfLeavesAt, classesAt) };
}

/**
 * Places the guides behind the lists; returns where they end.
 *
 * @param symbolsOfLeaves - where they are, and so the classes of symbols: maybe where guides come
 */
export function placeGuides(
  exports: Exports,
  regions: ListRegions,
  { classes, classWeights }: Alphabet,
  symbolsOfLeaves: number,
  classesAt: number,
): number {
  const { memory } = exports;
  exports.findFirstLeaves(FIRST_LEAVES_AT, symbolsOfLeaves, classesAt, classes.length);
  const words = new Uint32Array(memory.buffer);
  for (const [offset, value] of [
    ...listDirectory(regions),
    [layout.CLASS_COUNT, classWeights.length],
  ] as const)
    words[(layout.DIRECTORY_AT + offset) / 4] = value;
  const guideBytes = layout.GUIDE_HEADER + 4 * classWeights.length;
  growTo(memory, regions.guidesAt + exports.countGuides() * guideBytes);
  return aligned(exports.placeGuides(regions.guidesAt, FIRST_LEAVES_AT));
}
