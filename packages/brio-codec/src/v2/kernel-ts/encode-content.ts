import type { Dictionary } from "brio-dictionary";
import { BLOCK_LENGTH, KIND_STORED } from "../format.ts";
import { type EncodeJob, SEGMENT_LENGTH } from "../kernel.ts";
import { streamOpening } from "../opening.ts";
import { tokenTables } from "../tables.ts";
import { encodeBlock } from "./encode-block.ts";
import { parseGreedy } from "./parse-greedy.ts";
import { parseOptimal } from "./parse-optimal.ts";
import { beginParsing, endParsing, type Parsing } from "./parsing.ts";

/** The streams of all blocks of a content. */
export function encodeContent(dictionary: Dictionary, job: EncodeJob): Uint8Array[] {
  const { content, effort } = job;
  const tables = tokenTables(dictionary);
  const streams: Uint8Array[] = [];
  for (let from = 0; from < content.length; from += SEGMENT_LENGTH) {
    const to = Math.min(from + SEGMENT_LENGTH, content.length);
    const parsing = beginParsing(content, from, effort, tables);
    for (let start = from; start < to; start += BLOCK_LENGTH) {
      streams.push(encodeNext(parsing, job, start, Math.min(start + BLOCK_LENGTH, to)));
    }
    endParsing(parsing);
  }
  return streams;
}

/** The stream of the block from `start` to `end`: its tokens, or its bytes as they are if those would be longer. */
function encodeNext(parsing: Parsing, job: EncodeJob, start: number, end: number): Uint8Array {
  const { content, effort, laneCount, onTokens } = job;
  const { tables, tokens } = parsing;
  const seeds = end === content.length ? job.seeds : 0;
  if (effort.isOptimal) parseOptimal(parsing, start, end);
  else parseGreedy(parsing, start, end);
  const stream = encodeBlock(tables, tokens, end, laneCount, seeds);
  const opening = streamOpening(KIND_STORED, seeds, laneCount);
  if (stream.length <= opening.length + end - start) {
    onTokens?.(start, tokens);
    return stream;
  }
  const stored = new Uint8Array(opening.length + end - start);
  stored.set(opening);
  stored.set(content.subarray(start, end), opening.length);
  return stored;
}
