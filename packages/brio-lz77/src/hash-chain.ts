/*
 * READ ME FIRST
 *
 * Algorithm. Positions whose next four bytes hash alike form a chain, newest first: `heads` holds the newest position
 * of each bucket, `links[p & slotMask]` the one before `p`. A search walks the chain and keeps every candidate that is
 * longer than all nearer ones, so lengths and distances both increase along the list, and each length comes with its
 * nearest distance.
 *
 * What bounds the work. At most `depth` chain steps a position, at most `niceLength` byte comparisons a step, and a
 * candidate of `niceLength` ends the walk. A run of one byte would otherwise compare everything with everything.
 *
 * What surprises:
 * 1. `links` holds plain positions and is never cleared. A slot is read only on the way from a newer position of the
 *    same input within the window, so the same input wrote it. `heads` is what keeps inputs apart (generation.ts).
 * 2. The slot of `position` is written after the walk, because a candidate at distance exactly `slotMask + 1` has the
 *    same slot and is still needed.
 * 3. A candidate is first compared at the byte that would make it longer than the best so far: one look rejects most.
 *    Chains mix all four-byte strings of a bucket, so the bytes before that still have to be compared.
 *
 * When to prefer it: short inputs, small depths. A binary tree finds longer matches in the same number of steps but
 * pays for every insertion, also of positions nobody searches from.
 */

import { createHeads, type Heads, nextGeneration } from "./generation.ts";
import { hashBitsFor, hashWord } from "./hash.ts";
import { matchLength } from "./match-length.ts";
import { type Candidates, MIN_MATCH_LENGTH } from "./types.ts";

/** Tables of one finder. Bytes of memory: 4 a bucket and 4 a slot, 256 KiB for a window of 32 KiB. */
export interface HashChain {
  readonly windowLength: number;
  readonly depth: number;
  readonly niceLength: number;
  readonly heads: Heads;
  /** Position before this one in the same bucket, negative for none; slots are positions modulo a power of two. */
  readonly links: Int32Array;
  readonly slotMask: number;
  view: DataView;
}

/** Allocates the tables; the arguments have been checked. */
export function createHashChain(windowLength: number, depth: number, niceLength: number): HashChain {
  const hashBits = hashBitsFor(windowLength);
  const slotCount = 2 ** (32 - Math.clz32(windowLength - 1));
  return {
    windowLength,
    depth,
    niceLength,
    heads: createHeads(hashBits),
    links: new Int32Array(slotCount),
    slotMask: slotCount - 1,
    view: new DataView(new ArrayBuffer(0)),
  };
}

/** Begins `input`; what lies before `start` is inserted as far as the window reaches. */
export function resetHashChain(chain: HashChain, input: Uint8Array, start: number): void {
  nextGeneration(chain.heads, input.length);
  chain.view = new DataView(input.buffer, input.byteOffset, input.length);
  const oldest = Math.max(0, start - chain.windowLength);
  skipHashChain(chain, oldest, start - oldest);
}

/** Lists the candidates at `position` and inserts it. */
export function findHashChain(chain: HashChain, position: number, candidates: Candidates): number {
  const { view, links, slotMask, windowLength } = chain;
  const { stamps, base, hashShift } = chain.heads;
  const { lengths, distances } = candidates;
  const available = view.byteLength - position;
  if (available < MIN_MATCH_LENGTH) return 0;

  const limit = Math.min(available, chain.niceLength);
  const oldest = position > windowLength ? position - windowLength : 0;
  const word = view.getInt32(position, true);
  const bucket = hashWord(word, hashShift);
  const newest = stamps[bucket]! - base;

  let count = 0;
  let longest = MIN_MATCH_LENGTH - 1;
  // The last four bytes of the string a candidate must share to be longer than `longest`.
  let tail = word;
  let older = newest;
  for (let step = chain.depth; step > 0 && older >= oldest; step--) {
    if (view.getInt32(older + longest - 3, true) === tail && view.getInt32(older, true) === word) {
      const length = matchLength(view, older, position, 4, limit);
      if (length > longest) {
        lengths[count] = length;
        distances[count] = position - older;
        count++;
        if (length === limit) break;
        longest = length;
        tail = view.getInt32(position + longest - 3, true);
      }
    }
    older = links[older & slotMask]!;
  }

  links[position & slotMask] = newest;
  stamps[bucket] = base + position;
  return count;
}

/** Inserts `count` positions from `position` on: one hash and two stores each, whatever the data. */
export function skipHashChain(chain: HashChain, position: number, count: number): void {
  const { view, links, slotMask } = chain;
  const { stamps, base, hashShift } = chain.heads;
  const end = Math.min(position + count, view.byteLength - MIN_MATCH_LENGTH + 1);
  for (; position < end; position++) {
    const bucket = hashWord(view.getInt32(position, true), hashShift);
    links[position & slotMask] = stamps[bucket]! - base;
    stamps[bucket] = base + position;
  }
}
