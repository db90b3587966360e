export { copyMatch } from "./copy-match.ts";
export { isLz77Error, Lz77Error, type Lz77ErrorCode } from "./errors.ts";
export { type ExpandOptions, expandSequences, extractLiterals } from "./expand.ts";
export { createBinaryTreeFinder, createHashChainFinder, type FinderOptions } from "./finders.ts";
export { parseGreedy, parseLazy, parseOptimal } from "./parse.ts";
export {
  CANDIDATE_CAPACITY,
  type Candidates,
  type MatchFinder,
  MIN_MATCH_LENGTH,
  type Prices,
  type Sequences,
} from "./types.ts";
