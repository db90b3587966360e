/** Shortest match the built-in finders list, and shortest ordinary copy a parser emits, in bytes. */
export const MIN_MATCH_LENGTH = 4;

/** Entries that the arrays of a {@link Candidates} have room for. */
export const CANDIDATE_CAPACITY = 512;

/** Longest input a parser takes and longest output {@link expandSequences} makes, in bytes: 1 GiB. */
export const MAX_LENGTH: number = 2 ** 30;

/**
 * Largest `sequence` price, and largest value `distance` may return. Block costs stay below 2^29, so that with
 * two of these added they still fit a signed 32-bit integer.
 */
export const MAX_PRICE: number = 2 ** 28;

/**
 * A parse: runs of literals and copies by turns, in order, as a struct of arrays with exactly `count` elements each.
 *
 * Sequence `i` stands for `literalLengths[i]` literal bytes followed by a copy of `matchLengths[i]` bytes from
 * `distances[i]` bytes back. What the sequences do not cover at the end is literals. The arrays belong to whoever
 * called the parser: nothing else holds them.
 */
export interface Sequences {
  readonly count: number;
  readonly literalLengths: Uint32Array;
  readonly matchLengths: Uint32Array;
  readonly distances: Uint32Array;
}

/** Where a finder writes what it found; only the first entries, as many as `find` returns, have a meaning. */
export interface Candidates {
  /** Length of each candidate, in bytes. */
  readonly lengths: Uint32Array;
  /** Distance of each candidate, in bytes back from the position. */
  readonly distances: Uint32Array;
}

/**
 * Lists what a position could copy. The parsers call it; {@link createHashChainFinder} and
 * {@link createBinaryTreeFinder} make the built-in ones, and a caller may supply or wrap one.
 *
 * A finder may offer *exact references* of its own: candidates with a distance above `windowLength`, which mean
 * whatever the caller's format says they mean. A parser takes one at exactly its listed length or not at all, and
 * asks `Prices.distance` alone for its price. An exact reference may have any length from 2 on, also one that an
 * ordinary candidate has too.
 */
export interface MatchFinder {
  /** Largest distance of an ordinary match, in bytes. */
  readonly windowLength: number;

  /**
   * Length, in bytes, at which a match is long enough to end the search. An ordinary candidate is listed with at
   * most this length; a parser measures a candidate this long to its real end itself, and takes it.
   */
  readonly niceLength: number;

  /**
   * Begins a new input and forgets the one before. The bytes before `start` are a preset window, which matches may
   * refer to. The finder reads `input` until the next reset: it must not change meanwhile.
   */
  reset(input: Uint8Array, start: number): void;

  /**
   * Inserts `position` and lists what occurs there, by non-decreasing length (ordinary candidates: strictly
   * increasing); returns how many, at most {@link CANDIDATE_CAPACITY}. Every position from `start` on must be passed
   * once, in order, to either `find` or `skip`; with hash chains some may be left out, and are then not found. Nothing
   * is checked: this is the inner loop of a parser.
   */
  find(position: number, candidates: Candidates): number;

  /** Inserts `count` positions from `position` on without listing anything. */
  skip(position: number, count: number): void;
}

/**
 * What the caller's entropy coder will charge, as integers in *price units* of 1/32 bit. A parser emits a copy only
 * where `sequence + lengths[length] + distance(distance)` is strictly less than the prices of the literals it replaces.
 */
export interface Prices {
  /** Price of each literal byte value; 256 entries. */
  readonly literals: Uint16Array;

  /**
   * Price of a copy's length, symbol and extra bits, by length. The last index, at least 4, is the longest ordinary
   * copy that a parser emits. Entries 0 to 3 are not read.
   */
  readonly lengths: Uint16Array;

  /**
   * Price of a distance, 0 to 2^28; for an exact reference (a distance above the finder's `windowLength`) the price
   * of the whole copy but for `sequence`.
   */
  distance(distance: number): number;

  /** Price of opening a sequence, 0 to 2^28: charged once for each copy. */
  readonly sequence: number;
}
