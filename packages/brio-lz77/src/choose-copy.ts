import { CANDIDATE_CAPACITY, type Candidates, type MatchFinder, type Prices } from "./types.ts";

/** The copy that pays best at a position, written by {@link chooseCopy}. */
export interface Choice {
  /** Price of the literals it replaces less its own, in price units; 0 when no copy pays. */
  saving: number;
  length: number;
  distance: number;
}

/** Room for one list of candidates, shared by the parsers: a list is used up before the next is made. */
export const scratchCandidates: Candidates = {
  lengths: new Uint32Array(CANDIDATE_CAPACITY),
  distances: new Uint32Array(CANDIDATE_CAPACITY),
};

/**
 * Puts into `choice` the copy at `position` that saves most, of those the finder lists there, each at its full length.
 *
 * Lengths do not decrease along the list, so the price of the literals replaced is one running sum: the work is one
 * step a candidate and one a byte of the longest, no more than the finder spent on comparing. On equal savings the
 * earlier candidate stays, the shorter and nearer one.
 */
export function chooseCopy(
  input: Uint8Array,
  position: number,
  finder: MatchFinder,
  prices: Prices,
  choice: Choice,
): void {
  const { lengths, distances } = scratchCandidates;
  const { windowLength, niceLength } = finder;
  const { literals, sequence } = prices;
  choice.saving = 0;
  const count = finder.find(position, scratchCandidates);

  let covered = 0;
  let literalPrice = 0;
  for (let index = 0; index < count; index++) {
    const distance = distances[index]!;
    let length = lengths[index]!;
    let copyPrice = sequence + prices.distance(distance);
    if (distance <= windowLength) {
      length = ordinaryLength(input, position, distance, length, niceLength, prices.lengths.length - 1);
      copyPrice += prices.lengths[length]!;
    }
    // A cap on ordinary lengths may put a length below that of an exact reference before it.
    while (covered > length) literalPrice -= literals[input[position + --covered]!]!;
    while (covered < length) literalPrice += literals[input[position + covered++]!]!;
    if (literalPrice - copyPrice > choice.saving) {
      choice.saving = literalPrice - copyPrice;
      choice.length = length;
      choice.distance = distance;
    }
  }
}

/**
 * The length at which an ordinary candidate may be taken: as listed, to its real end if the finder stopped measuring at
 * `niceLength`, and no more than `maxLength`.
 */
export function ordinaryLength(
  input: Uint8Array,
  position: number,
  distance: number,
  length: number,
  niceLength: number,
  maxLength: number,
): number {
  if (length >= niceLength) {
    const limit = Math.min(maxLength, input.length - position);
    while (length < limit && input[position - distance + length] === input[position + length]) length++;
  }
  return Math.min(length, maxLength);
}
