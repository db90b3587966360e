import type { Dictionary } from "brio-dictionary";
import {
  createBinaryTreeFinder,
  createHashChainFinder,
  type MatchFinder,
  type Prices,
  parseGreedy,
  parseLazy,
  parseOptimal,
  type Sequences,
} from "brio-lz77";
import type { Level } from "../options.ts";
import { WINDOW_LENGTH } from "./format.ts";
import { createPhraseFinder } from "./phrase-finder.ts";

/** How hard a level searches. */
interface Effort {
  readonly parse: (input: Uint8Array, finder: MatchFinder, prices: Prices, start?: number) => Sequences;
  readonly finder: typeof createHashChainFinder;
  /** Earlier positions tried at each position. */
  readonly depth: number;
  /** Length that ends a search. */
  readonly niceLength: number;
  /** Parses of a block with prices that follow it, the first from a sample; 0: one with the prices of the latest tables. */
  readonly passes: number;
}

const EFFORTS: Readonly<Record<Level, Effort>> = {
  1: { parse: parseGreedy, finder: createHashChainFinder, depth: 4, niceLength: 16, passes: 0 },
  2: { parse: parseGreedy, finder: createHashChainFinder, depth: 16, niceLength: 32, passes: 0 },
  3: { parse: parseLazy, finder: createHashChainFinder, depth: 8, niceLength: 32, passes: 1 },
  4: { parse: parseOptimal, finder: createHashChainFinder, depth: 2, niceLength: 16, passes: 1 },
  5: { parse: parseOptimal, finder: createHashChainFinder, depth: 4, niceLength: 32, passes: 1 },
  6: { parse: parseOptimal, finder: createHashChainFinder, depth: 8, niceLength: 32, passes: 1 },
  7: { parse: parseOptimal, finder: createHashChainFinder, depth: 32, niceLength: 96, passes: 1 },
  8: { parse: parseOptimal, finder: createHashChainFinder, depth: 32, niceLength: 128, passes: 2 },
  9: { parse: parseOptimal, finder: createBinaryTreeFinder, depth: 64, niceLength: 256, passes: 2 },
};

export interface Parser {
  readonly passes: number;
  parse(input: Uint8Array, start: number, prices: Prices): Sequences;
  /** Lets go of the last input. */
  release(): void;
}

const finders: Map<Level, MatchFinder> = /* @__PURE__ */ new Map();
const NOTHING: Uint8Array = /* @__PURE__ */ new Uint8Array(0);

/** The parser of a level. Its tables, some 300 KiB, are made once and used again by every call of that level. */
export function parserOf(level: Level, dictionary: Dictionary | null): Parser {
  const { parse, finder, depth, niceLength, passes } = EFFORTS[level];
  let matches = finders.get(level);
  if (matches === undefined) {
    matches = finder({ windowLength: WINDOW_LENGTH, depth, niceLength });
    finders.set(level, matches);
  }
  const candidates = dictionary === null ? matches : createPhraseFinder(matches, dictionary);
  return {
    passes,
    parse: (input, start, prices) => parse(input, candidates, prices, start),
    release: () => candidates.reset(NOTHING, 0),
  };
}
