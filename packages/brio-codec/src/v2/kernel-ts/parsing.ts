import { PHRASE_CAPACITY } from "brio-dictionary";
import { CANDIDATE_CAPACITY, type Candidates, createHashChainFinder, type MatchFinder } from "brio-lz77";
import { BLOCK_LENGTH } from "../format.ts";
import { type BlockTokens, SEGMENT_LENGTH } from "../kernel.ts";
import type { Effort } from "../levels.ts";
import { type TokenPrices, tokenPrices } from "../prices.ts";
import type { TokenTables } from "../tables.ts";

/** The tokens of a block as a parser writes them: room for as many as a block has bytes. */
export interface TokenBuffer extends BlockTokens {
  count: number;
}

/** A segment of a content on its way through a parser, block by block. */
export interface Parsing {
  readonly content: Uint8Array;
  readonly effort: Effort;
  readonly tables: TokenTables;
  readonly prices: TokenPrices;
  /** Its positions count from `segmentStart`. They are passed in order; what is left out will not be found. */
  readonly finder: MatchFinder;
  readonly segmentStart: number;
  /** What the finder, and what the dictionary, has at the position at hand. */
  readonly candidates: Candidates;
  readonly phraseIds: Uint16Array;
  /** Those of the block that was parsed last. */
  readonly tokens: TokenBuffer;
}

type Buffers = Pick<Parsing, "candidates" | "phraseIds" | "tokens">;

/** Working memory of all parsings: no two of them run at a time. Allocated when first needed. */
let buffers: Buffers | undefined;

function createBuffers(): Buffers {
  return {
    candidates: {
      lengths: new Uint32Array(CANDIDATE_CAPACITY),
      distances: new Uint32Array(CANDIDATE_CAPACITY),
    },
    phraseIds: new Uint16Array(PHRASE_CAPACITY),
    tokens: { count: 0, lengths: new Int32Array(BLOCK_LENGTH), values: new Int32Array(BLOCK_LENGTH) },
  };
}

/**
 * The least window of a finder. From here on all have the same number of buckets, whatever their window is, and so they find the
 * same as long as the content is no longer than it.
 */
const LEAST_WINDOW_LENGTH = 2 ** 18;

/** The finder used last, by effort: it takes 4 bytes a byte of its window, 64 MiB for the largest. */
const finders: WeakMap<Effort, MatchFinder> = /* @__PURE__ */ new WeakMap();

/** A finder whose window is that of the effort, or smaller where no match can tell the difference. */
function finderOf(effort: Effort, length: number): MatchFinder {
  const enough = Math.max(LEAST_WINDOW_LENGTH, 2 ** (32 - Math.clz32(length - 1)));
  const windowLength = Math.min(effort.windowLength, enough);
  let finder = finders.get(effort);
  if (finder === undefined || finder.windowLength < windowLength) {
    finder = createHashChainFinder({ ...effort, windowLength });
    finders.set(effort, finder);
  }
  return finder;
}

/** Begins the segment of a content that starts at `segmentStart`. End it with {@link endParsing}. */
export function beginParsing(
  content: Uint8Array,
  segmentStart: number,
  effort: Effort,
  tables: TokenTables,
): Parsing {
  buffers ??= createBuffers();
  const segment = content.subarray(segmentStart, segmentStart + SEGMENT_LENGTH);
  const finder = finderOf(effort, segment.length);
  finder.reset(segment, 0);
  return { content, effort, tables, prices: tokenPrices(tables), finder, segmentStart, ...buffers };
}

/** Lets go of the content. */
export function endParsing({ finder }: Parsing): void {
  finder.reset(new Uint8Array(0), 0);
}
