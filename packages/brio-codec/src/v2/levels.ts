/** How hard a level of the token coder searches. */
export interface Effort {
  /** The cheapest path through a block, or at each position what saves most there. */
  readonly isOptimal: boolean;
  /** Largest distance of a match, in bytes. */
  readonly windowLength: number;
  /** Earlier positions tried at each position. */
  readonly depth: number;
  /** Length of a match, in bytes, that ends a search: it is taken whole, and nothing is looked for inside it. 4 … 256. */
  readonly niceLength: number;
  /**
   * A byte that is reached at a price this much higher than one of the next four is passed over, in price units: no good path goes
   * through it. (Two bits lose 0.04 % of size on chat and nearly halve the time; none would lose 0.5 %.)
   */
  readonly margin: number;
  /**
   * Whether positions inside a token are inserted into the finder too, and not only where tokens start. (A text that comes again
   * is most often cut the same way: 1 % of size for a tenth of the time.) Of an optimal parse always.
   */
  readonly insertsAll: boolean;
}

/** By level, from 1 to 6; those above are as good as the last one. */
const EFFORTS: readonly Effort[] = [
  { isOptimal: false, windowLength: 2 ** 20, depth: 1, niceLength: 32, margin: 0, insertsAll: false },
  { isOptimal: false, windowLength: 2 ** 20, depth: 8, niceLength: 64, margin: 0, insertsAll: true },
  { isOptimal: true, windowLength: 2 ** 21, depth: 1, niceLength: 32, margin: 0, insertsAll: true },
  { isOptimal: true, windowLength: 2 ** 22, depth: 4, niceLength: 64, margin: 16, insertsAll: true },
  { isOptimal: true, windowLength: 2 ** 23, depth: 12, niceLength: 64, margin: 32, insertsAll: true },
  { isOptimal: true, windowLength: 2 ** 24 - 1, depth: 32, niceLength: 128, margin: 32, insertsAll: true },
];

export function effortOf(level: number): Effort {
  return EFFORTS[Math.min(level, EFFORTS.length) - 1];
}
