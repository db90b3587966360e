import { type Choice, chooseCopy } from "./choose-copy.ts";
import { appendCopy, beginSequences, finishSequences } from "./sequence-writer.ts";
import type { MatchFinder, Prices, Sequences } from "./types.ts";

const choice: Choice = { saving: 0, length: 0, distance: 0 };

/** Greedy parse of `input` from `start` on; the arguments have been checked. Takes what saves most, wherever it stands. */
export function greedySequences(
  input: Uint8Array,
  finder: MatchFinder,
  prices: Prices,
  start: number,
): Sequences {
  const sequences = beginSequences(start);
  finder.reset(input, start);
  let position = start;
  while (position < input.length) {
    chooseCopy(input, position, finder, prices, choice);
    if (choice.saving > 0) {
      appendCopy(sequences, position, choice.length, choice.distance);
      finder.skip(position + 1, choice.length - 1);
      position += choice.length;
    } else {
      position++;
    }
  }
  return finishSequences(sequences);
}
