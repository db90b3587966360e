import type { Dictionary } from "brio-dictionary";
import { STATE_LOWER_BOUND } from "./format.ts";
import type { Effort } from "./levels.ts";
import type { TokenTables } from "./tables.ts";

/** What became of a block. */
export const DECODED = 0;
/** The payload ends within the block. */
export const TRUNCATED = 1;
/** No encoder writes this block. */
export const CORRUPT = 2;
/** The block has tables of its own: the kernel took its states and kind, and another coder has the rest, from `position` on. */
export const OWN_TABLES = 3;
export type BlockStatus = typeof DECODED | typeof TRUNCATED | typeof CORRUPT | typeof OWN_TABLES;

/** A content on its way out of its payload, block by block. */
export interface ContentDecoding {
  /** The streams of all blocks. */
  readonly payload: Uint8Array;
  /** Its length is that of the content. What is decoded of it is the history of the next block. */
  readonly content: Uint8Array;
  readonly laneCount: 1 | 2;
  /** Content bytes decoded so far. */
  decodedLength: number;
  /** Where the stream of the next block begins in the payload; after a fault, the offset of the fault. */
  position: number;
  /** After the last block: the seed of the first lane, and that of the second times 2^16. */
  seeds: number;
}

/** A content on its way into a payload. */
export interface EncodeJob {
  /** At least one byte. */
  readonly content: Uint8Array;
  readonly effort: Effort;
  readonly laneCount: 1 | 2;
  /** What the states of the last block begin with: that of the first lane, and that of the second times 2^16. */
  readonly seeds: number;
  /** Is given the tokens of each block that has some, in order; they are valid until it returns. */
  readonly onTokens?: (start: number, tokens: BlockTokens) => void;
}

/**
 * The tokens of a block, in order. Token `i` covers `lengths[i]` bytes and is
 *
 *     values[i] >= RAW_BYTE   the raw byte values[i] - RAW_BYTE
 *     values[i] >= 0          that symbol
 *     values[i] < 0           a match at distance -values[i]
 *
 * Whether a match repeats one of the last two distances follows from the tokens before it.
 */
export interface BlockTokens {
  readonly count: number;
  readonly lengths: Int32Array;
  readonly values: Int32Array;
}

/** Above every symbol. */
export const RAW_BYTE = 0x10000;

/**
 * The seam behind which a second implementation of the hot loops stands. Kernels return, they never throw but for want of memory;
 * all of them give the same bytes, the same status and the same offset for any payload, a hostile one too.
 */
export interface TokenKernel {
  readonly name: "ts" | "wasm" | "wasm-scalar";
  /**
   * Decodes the next block and moves `decodedLength` and `position` behind it; there must be one. After a fault, content from
   * `decodedLength` on is undefined, and the decoding cannot go on.
   *
   * A block with tables of its own is left to the caller, who decodes it from `position` on and moves both behind it.
   *
   * In whatever order the blocks of several contents come, a kernel keeps nothing between calls that changes a result.
   */
  decodeBlock(tables: TokenTables, decoding: ContentDecoding): BlockStatus;
  /**
   * The streams of all blocks, in order, each in memory of its own: shipped tables or stored, whichever is shorter. It is given the
   * dictionary, which has a model, as a kernel may make its tables in another way than {@link TokenTables}.
   */
  encodeContent(dictionary: Dictionary, job: EncodeJob): Uint8Array[];
}

/**
 * From so many bytes on, content is searched in segments: a match does not reach back from one into another. Memory of an encoder
 * is bounded by it.
 */
export const SEGMENT_LENGTH: number = 2 ** 26;

/**
 * Most bytes of payload that a block of so many content bytes looks at. An interval takes two bytes at most. Two intervals make a
 * symbol or a raw byte; a match takes up to seven, but for five or more its length is 9 or more: so four bytes for every byte of
 * content are enough, six for the states, two for the kind, and fourteen for a last token that turns out to go beyond the block.
 */
export function maxStreamLength(contentLength: number): number {
  return 4 * contentLength + 22;
}

/** Zeros that stand behind a payload, for the reads of a last token beyond its end. */
export const STREAM_PADDING = 32;

/**
 * Ends the stream of a block: its states must be back where the encoder started, which in the last block is the lower bound plus a
 * seed. If the block is `DECODED`, it counts as such.
 *
 * @param second - the state of the second lane, if there is one
 * @returns the status, if the states are right
 */
export function closeBlock(
  decoding: ContentDecoding,
  status: typeof DECODED | typeof OWN_TABLES,
  first: number,
  second: number | undefined,
  end: number,
): BlockStatus {
  const seed = first - STATE_LOWER_BOUND;
  const secondSeed = second === undefined ? 0 : second - STATE_LOWER_BOUND;
  const seedLimit = end === decoding.content.length ? STATE_LOWER_BOUND : 1;
  if (seed >= seedLimit || secondSeed >= seedLimit) return CORRUPT;
  decoding.seeds = ((secondSeed << 16) | seed) >>> 0;
  if (status === DECODED) decoding.decodedLength = end;
  return status;
}
