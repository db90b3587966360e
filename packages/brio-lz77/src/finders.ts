import { createBinaryTree, findBinaryTree, resetBinaryTree, skipBinaryTree } from "./binary-tree.ts";
import { requireBytes, requireInteger } from "./checks.ts";
import { createHashChain, findHashChain, resetHashChain, skipHashChain } from "./hash-chain.ts";
import { type Candidates, MAX_LENGTH, type MatchFinder, MIN_MATCH_LENGTH } from "./types.ts";

const MAX_WINDOW_LENGTH = 2 ** 24;
const MAX_DEPTH = 4096;

/**
 * Largest `niceLength`: lists of strictly increasing lengths from 4 up to it take 253 entries, which leaves half of
 * `CANDIDATE_CAPACITY` to a finder that wraps this one.
 */
const MAX_NICE_LENGTH = 256;

/** Effort and reach of a built-in finder. */
export interface FinderOptions {
  /** Largest distance, in bytes: 1 to 2^24, default 32768. Memory grows with it (4 bytes a position, a tree 8). */
  windowLength?: number;
  /** Earlier positions tried at each position: 1 to 4096, default 32. Time grows with it, up to proportionally. */
  depth?: number;
  /**
   * Length, in bytes, at which a match ends the search and is taken: 4 to 256, default 64. Lower is faster on
   * repetitive input and parses it a little worse.
   */
  niceLength?: number;
}

/**
 * A finder with hash chains: cheap insertion, the first choice for messages and for small depths.
 *
 * It allocates its tables once (256 KiB for a window of 32 KiB); a reset takes constant time, so keep one finder for
 * many inputs. It holds on to the last input until the next reset.
 *
 * @throws {TypeError} an option is not a number
 * @throws {RangeError} an option is out of range
 */
export function createHashChainFinder(options: FinderOptions = {}): MatchFinder {
  const { windowLength, depth, niceLength } = checkedOptions(options);
  const chain = createHashChain(windowLength, depth, niceLength);
  return {
    windowLength,
    niceLength,
    reset(input: Uint8Array, start: number): void {
      checkReset(input, start);
      resetHashChain(chain, input, start);
    },
    find(position: number, candidates: Candidates): number {
      return findHashChain(chain, position, candidates);
    },
    skip(position: number, count: number): void {
      skipHashChain(chain, position, count);
    },
  };
}

/**
 * A finder with binary search trees: longer matches than a chain of the same depth, for large inputs and patient
 * callers. Tables take 384 KiB for a window of 32 KiB; otherwise as {@link createHashChainFinder}.
 *
 * @throws {TypeError} an option is not a number
 * @throws {RangeError} an option is out of range
 */
export function createBinaryTreeFinder(options: FinderOptions = {}): MatchFinder {
  const { windowLength, depth, niceLength } = checkedOptions(options);
  const tree = createBinaryTree(windowLength, depth, niceLength);
  return {
    windowLength,
    niceLength,
    reset(input: Uint8Array, start: number): void {
      checkReset(input, start);
      resetBinaryTree(tree, input, start);
    },
    find(position: number, candidates: Candidates): number {
      return findBinaryTree(tree, position, candidates);
    },
    skip(position: number, count: number): void {
      skipBinaryTree(tree, position, count);
    },
  };
}

function checkedOptions(options: FinderOptions): Required<FinderOptions> {
  const { windowLength = 32768, depth = 32, niceLength = 64 } = options;
  requireInteger("windowLength", windowLength, 1, MAX_WINDOW_LENGTH);
  requireInteger("depth", depth, 1, MAX_DEPTH);
  requireInteger("niceLength", niceLength, MIN_MATCH_LENGTH, MAX_NICE_LENGTH);
  return { windowLength, depth, niceLength };
}

function checkReset(input: Uint8Array, start: number): void {
  requireBytes("input", input);
  requireInteger("input.length", input.length, 0, MAX_LENGTH);
  requireInteger("start", start, 0, input.length);
}
