/*
 * READ ME FIRST
 *
 * Algorithm. Each hash bucket is the root of a binary search tree over the positions in it, ordered by the bytes that
 * follow them, and newest first from the root down. Searching for `position` is inserting it: it becomes the root, and
 * the walk splits the old tree into what sorts below the new string and what sorts above it. Every node on that walk is
 * a candidate. Because the string sought lies between the last smaller and the last greater node seen, every node
 * further down shares with it at least the shorter of the two agreements: comparison starts there, not at 0.
 * (The structure is Igor Pavlov's, of the LZMA SDK: match finder bt4.)
 *
 * What bounds the work. At most `depth` nodes a position; the rest of the tree below is then cut off and forgotten. A
 * node that agrees for `limit` bytes ends the walk: the new position takes over its children and replaces it, as for
 * every later search it is the same string, only nearer.
 *
 * What surprises:
 * 1. `skip` does the same walk as a search and only lists nothing: tree order allows no cheaper insertion. It is what
 *    makes a tree slower than a chain on short or very repetitive inputs.
 * 2. Slots are counted modulo `windowLength + 1`, so that a node at distance exactly `windowLength` does not share the
 *    slot of the position being inserted, whose children are written while the walk still reads the node's.
 * 3. `children` is never cleared, for the reason given in hash-chain.ts. Nodes too old for the window are still linked;
 *    a walk stops at the first it meets, since everything below a node is older than it.
 */

import { createHeads, type Heads, nextGeneration } from "./generation.ts";
import { hashBitsFor, hashWord } from "./hash.ts";
import { matchLength } from "./match-length.ts";
import { type Candidates, MIN_MATCH_LENGTH } from "./types.ts";

/** Tables of one finder. Bytes of memory: 4 a bucket and 8 a slot, 384 KiB for a window of 32 KiB. */
export interface BinaryTree {
  readonly windowLength: number;
  readonly depth: number;
  readonly niceLength: number;
  readonly heads: Heads;
  /** At `2 * slot` the nearest smaller position, at `2 * slot + 1` the nearest greater; negative for none. */
  readonly children: Int32Array;
  readonly slotCount: number;
  view: DataView;
}

/** Allocates the tables; the arguments have been checked. */
export function createBinaryTree(windowLength: number, depth: number, niceLength: number): BinaryTree {
  const hashBits = hashBitsFor(windowLength);
  const slotCount = windowLength + 1;
  return {
    windowLength,
    depth,
    niceLength,
    heads: createHeads(hashBits),
    children: new Int32Array(2 * slotCount),
    slotCount,
    view: new DataView(new ArrayBuffer(0)),
  };
}

/** Begins `input`; what lies before `start` is inserted as far as the window reaches. */
export function resetBinaryTree(tree: BinaryTree, input: Uint8Array, start: number): void {
  nextGeneration(tree.heads, input.length);
  tree.view = new DataView(input.buffer, input.byteOffset, input.length);
  const oldest = Math.max(0, start - tree.windowLength);
  skipBinaryTree(tree, oldest, start - oldest);
}

/** Inserts `count` positions from `position` on. */
export function skipBinaryTree(tree: BinaryTree, position: number, count: number): void {
  for (const end = position + count; position < end; position++) findBinaryTree(tree, position, null);
}

/** Inserts `position` and, unless `candidates` is null, lists what it met; returns how many it listed. */
export function findBinaryTree(tree: BinaryTree, position: number, candidates: Candidates | null): number {
  const { view, children, slotCount, windowLength } = tree;
  const { stamps, base, hashShift } = tree.heads;
  const available = view.byteLength - position;
  if (available < MIN_MATCH_LENGTH) return 0;

  const limit = Math.min(available, tree.niceLength);
  const oldest = position > windowLength ? position - windowLength : 0;
  const bucket = hashWord(view.getInt32(position, true), hashShift);
  let older = stamps[bucket]! - base;
  stamps[bucket] = base + position;

  // The two places in `children` that await the next smaller and the next greater node, and how many bytes the last
  // node on either side had in common with the string sought.
  const slot = position % slotCount;
  let smaller = 2 * slot;
  let greater = smaller + 1;
  let smallerLength = 0;
  let greaterLength = 0;

  let count = 0;
  let longest = MIN_MATCH_LENGTH - 1;
  for (let step = tree.depth; step > 0 && older >= oldest; step--) {
    let olderSlot = slot - (position - older);
    if (olderSlot < 0) olderSlot += slotCount;
    const pair = 2 * olderSlot;

    const shared = Math.min(smallerLength, greaterLength);
    const length = matchLength(view, older, position, shared, limit);
    if (length > longest && candidates !== null) {
      longest = length;
      candidates.lengths[count] = length;
      candidates.distances[count] = position - older;
      count++;
    }
    if (length === limit) {
      children[smaller] = children[pair]!;
      children[greater] = children[pair + 1]!;
      return count;
    }
    if (view.getUint8(older + length) < view.getUint8(position + length)) {
      children[smaller] = older;
      smaller = pair + 1;
      smallerLength = length;
      older = children[smaller]!;
    } else {
      children[greater] = older;
      greater = pair;
      greaterLength = length;
      older = children[greater]!;
    }
  }
  children[smaller] = -1;
  children[greater] = -1;
  return count;
}
