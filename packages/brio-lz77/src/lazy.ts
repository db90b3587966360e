/*
 * READ ME FIRST
 *
 * Before it takes a copy, the lazy parser looks one position ahead, and leaves a byte as a literal if the copy there
 * saves more. It repeats that from the new position, so a chain of ever better copies is followed to its end.
 *
 * Savings are comparable as they stand: both parses pay the same price up to the first position, so postponing costs
 * nothing beyond the literal that the saving of the later copy already leaves uncounted.
 *
 * A copy of `niceLength` is taken at once. Apart from speed this keeps the work linear: only such a copy is measured
 * beyond what the finder compared, and it is measured once.
 */

import { type Choice, chooseCopy } from "./choose-copy.ts";
import { appendCopy, beginSequences, finishSequences } from "./sequence-writer.ts";
import type { MatchFinder, Prices, Sequences } from "./types.ts";

const first: Choice = { saving: 0, length: 0, distance: 0 };
const second: Choice = { saving: 0, length: 0, distance: 0 };

/** Lazy parse of `input` from `start` on; the arguments have been checked. */
export function lazySequences(
  input: Uint8Array,
  finder: MatchFinder,
  prices: Prices,
  start: number,
): Sequences {
  const { niceLength } = finder;
  const end = input.length;
  let best = first;
  let next = second;
  const sequences = beginSequences(start);
  finder.reset(input, start);

  let position = start;
  while (position < end) {
    chooseCopy(input, position, finder, prices, best);
    if (best.saving === 0) {
      position++;
      continue;
    }
    // Positions below `inserted` have been passed to the finder.
    let inserted = position + 1;
    while (best.length < niceLength && inserted < end) {
      chooseCopy(input, inserted++, finder, prices, next);
      if (next.saving <= best.saving) break;
      position++;
      const better = next;
      next = best;
      best = better;
    }
    appendCopy(sequences, position, best.length, best.distance);
    position += best.length;
    finder.skip(inserted, position - inserted);
  }
  return finishSequences(sequences);
}
