/*
 * READ ME FIRST
 *
 * Algorithm. Positions are nodes; a literal is an edge to the next position, a copy of length n one to the position n
 * further on; edges weigh what they cost. The cheapest parse is the shortest path, and as every edge points forward one
 * pass in order of position finds it: when the pass reaches a node, its cost is final. Walking back from the last node
 * along the edges that gave each its cost, and then forward, yields the sequences.
 *
 * Blocks. The pass runs over at most BLOCK_LENGTH positions at a time, so memory and the size of the costs are bounded.
 * A block ends
 * - at a position that no copy from an earlier one reaches across, once it has SOFT_BLOCK_LENGTH positions. Every path
 *   runs through such a node: cutting there loses nothing;
 * - at a copy of `niceLength`: it is taken whole, without search for something better (LZMA calls it a fast byte count);
 * - at BLOCK_LENGTH at the latest. Ordinary copies are then shortened to fit, exact references that would cross are
 *   left out. This alone makes a long parse less than the shortest path through everything.
 *
 * Lengths. Each candidate is weighed at every length above that of the ordinary candidate before it, up to its own. For
 * lengths below, the earlier and nearer candidate is there, which no sensible coder charges more for.
 *
 * Never dearer than literals. A node is reached by a literal last, from the position just before; a literal wins a tie.
 * So a copy stands only if it beats the literals strictly: they had their chance at each node that it jumps over.
 *
 * Range of costs. They count from the start of the block, and no final cost exceeds that of literals alone, less than
 * BLOCK_LENGTH * 2^16 = 2^28. With `sequence`, a distance and a length on top they stay below 2^30, so `Int32Array`
 * and small-integer arithmetic do.
 */

import { ordinaryLength, scratchCandidates } from "./choose-copy.ts";
import { appendCopy, beginSequences, finishSequences, type SequenceWriter } from "./sequence-writer.ts";
import { type MatchFinder, MIN_MATCH_LENGTH, type Prices, type Sequences } from "./types.ts";

/** Longest block, in positions. Its three arrays take 48 KiB, which stay in the second-level cache. */
const BLOCK_LENGTH = 4096;

/** Length from which on a block ends wherever that is free: the first half of the arrays suffices for most input. */
const SOFT_BLOCK_LENGTH = 2048;

const UNREACHED = 2 ** 31 - 1;

/** Cost of the cheapest path to each node of the block, in price units. */
const costs = new Int32Array(BLOCK_LENGTH + 1);
/** Length of the last edge on that path: 1 for a literal. No copy is that short. */
const edgeLengths = new Uint16Array(BLOCK_LENGTH + 1);
/** Distance of that edge; meaningless for a literal. */
const edgeDistances = new Uint32Array(BLOCK_LENGTH + 1);

/** Parse of `input` from `start` on at the least price; the arguments have been checked. */
export function optimalSequences(
  input: Uint8Array,
  finder: MatchFinder,
  prices: Prices,
  start: number,
): Sequences {
  const sequences = beginSequences(start);
  finder.reset(input, start);
  let position = start;
  while (position < input.length) position = parseBlock(input, finder, prices, position, sequences);
  return finishSequences(sequences);
}

/** Parses one block that begins at `start`; returns where the next one begins. */
function parseBlock(
  input: Uint8Array,
  finder: MatchFinder,
  prices: Prices,
  start: number,
  sequences: SequenceWriter,
): number {
  const { literals, lengths: lengthPrices, sequence } = prices;
  const { lengths, distances } = scratchCandidates;
  const { windowLength, niceLength } = finder;
  const maxLength = lengthPrices.length - 1;
  const blockLength = Math.min(BLOCK_LENGTH, input.length - start);

  // Nodes up to `reach` have an entry in the arrays.
  let reach = 0;
  costs[0] = 0;
  for (let node = 0; node < blockLength; node++) {
    if (node === reach && node >= SOFT_BLOCK_LENGTH) {
      appendPath(sequences, start, node);
      return start + node;
    }
    const position = start + node;
    const cost = costs[node]!;
    const count = finder.find(position, scratchCandidates);

    let shorter = MIN_MATCH_LENGTH - 1;
    for (let index = 0; index < count; index++) {
      const distance = distances[index]!;
      const room = blockLength - node;
      const listed = lengths[index]!;
      const copyCost = cost + sequence + prices.distance(distance);
      if (distance > windowLength) {
        if (listed > room) continue;
        for (; reach < node + listed; reach++) costs[reach + 1] = UNREACHED;
        if (copyCost < costs[node + listed]!) setEdge(node + listed, copyCost, listed, distance);
        continue;
      }

      if (listed >= niceLength) {
        const length = ordinaryLength(input, position, distance, listed, niceLength, maxLength);
        const literalCost = cost + literalPrice(input, position, length, literals);
        if (copyCost + lengthPrices[length]! < literalCost) {
          appendPath(sequences, start, node);
          appendCopy(sequences, position, length, distance);
          finder.skip(position + 1, length - 1);
          return position + length;
        }
      }

      const longest = Math.min(listed, maxLength, room);
      for (; reach < node + longest; reach++) costs[reach + 1] = UNREACHED;
      for (let length = shorter + 1; length <= longest; length++) {
        const total = copyCost + lengthPrices[length]!;
        if (total < costs[node + length]!) setEdge(node + length, total, length, distance);
      }
      shorter = longest;
    }

    const literalCost = cost + literals[input[position]!]!;
    if (node === reach) costs[++reach] = UNREACHED;
    if (literalCost <= costs[node + 1]!) {
      costs[node + 1] = literalCost;
      edgeLengths[node + 1] = 1;
    }
  }
  appendPath(sequences, start, blockLength);
  return start + blockLength;
}

function setEdge(node: number, cost: number, length: number, distance: number): void {
  costs[node] = cost;
  edgeLengths[node] = length;
  edgeDistances[node] = distance;
}

/** What the `length` bytes at `position` cost as literals. */
function literalPrice(input: Uint8Array, position: number, length: number, literals: Uint16Array): number {
  let price = 0;
  for (const end = position + length; position < end; position++) price += literals[input[position]!]!;
  return price;
}

/**
 * Appends the copies on the cheapest path from `start` to `node`.
 *
 * The way back is strung together in `costs`, which are not needed any more: the entry of each node on the path becomes
 * the node after it.
 */
function appendPath(sequences: SequenceWriter, start: number, node: number): void {
  for (let at = node; at > 0; ) {
    const previous = at - edgeLengths[at]!;
    costs[previous] = at;
    at = previous;
  }
  for (let at = 0; at < node; ) {
    const to = costs[at]!;
    if (to - at > 1) appendCopy(sequences, start + at, to - at, edgeDistances[to]!);
    at = to;
  }
}
