import { type Dictionary, findPhrases, PHRASE_CAPACITY, phraseBytes } from "brio-dictionary";
import type { Candidates, MatchFinder } from "brio-lz77";
import { phraseDistance } from "./tokens.ts";

const ids: Uint16Array = /* @__PURE__ */ new Uint16Array(PHRASE_CAPACITY);

/**
 * Adds the phrases of a dictionary to what a match finder lists: each as an exact reference (a candidate with a
 * distance above the window, see `MatchFinder`), merged in by length.
 */
export function createPhraseFinder(matches: MatchFinder, dictionary: Dictionary): MatchFinder {
  const { offsets } = phraseBytes(dictionary);
  let input: Uint8Array = new Uint8Array(0);
  return {
    windowLength: matches.windowLength,
    niceLength: matches.niceLength,
    reset(next: Uint8Array, start: number): void {
      input = next;
      matches.reset(next, start);
    },
    find(position: number, candidates: Candidates): number {
      let match = matches.find(position, candidates) - 1;
      const phraseCount = findPhrases(dictionary, input, position, ids);
      const total = match + 1 + phraseCount;
      // From the back, so that no candidate is overwritten before it was moved.
      const { lengths, distances } = candidates;
      for (let phrase = phraseCount - 1, to = total - 1; phrase >= 0; to--) {
        const length = offsets[ids[phrase] + 1] - offsets[ids[phrase]];
        if (match >= 0 && lengths[match] > length) {
          lengths[to] = lengths[match];
          distances[to] = distances[match--];
        } else {
          lengths[to] = length;
          distances[to] = phraseDistance(ids[phrase--]);
        }
      }
      return total;
    },
    skip(position: number, count: number): void {
      matches.skip(position, count);
    },
  };
}
