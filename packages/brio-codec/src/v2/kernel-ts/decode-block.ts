/**
 * Decodes a block, in the order of SPEC.md: what the format is may be read from here. The WebAssembly kernel does the same with
 * vectors, and the tests hold one against the other.
 */
import { RAW_CLASS, START_CONTEXT } from "brio-dictionary";
import { copyMatch } from "brio-lz77";
import { BLOCK_LENGTH, KIND_OWN, KIND_STARTS, KIND_STORED, STATE_LOWER_BOUND } from "../format.ts";
import {
  type BlockStatus,
  CORRUPT,
  type ContentDecoding,
  closeBlock,
  DECODED,
  OWN_TABLES,
  TRUNCATED,
} from "../kernel.ts";
import { classRow, firstSpan, memberRow, type TokenTables } from "../tables.ts";
import { SPAN_LENGTH_BITS } from "../tables-layout.ts";
import { type Distances, decodeMatch } from "./decode-match.ts";
import { openStream, type Stream, takeField, takeInterval, takeSymbol } from "./stream.ts";

export function decodeBlock(tables: TokenTables | undefined, decoding: ContentDecoding): BlockStatus {
  const { payload, content, laneCount, decodedLength: start, position: from } = decoding;
  const end = Math.min(start + BLOCK_LENGTH, content.length);
  decoding.position = payload.length;
  const stream = openStream(payload, from, end - start, laneCount);
  if (stream === undefined) return TRUNCATED;

  const status = decodeContent(stream, tables, decoding, from, end);
  decoding.position = Math.min(from + stream.position, payload.length);
  if (status === TRUNCATED || status === CORRUPT) return status;
  return closeBlock(decoding, status, stream.states[0], laneCount === 2 ? stream.states[1] : undefined, end);
}

function decodeContent(
  stream: Stream,
  tables: TokenTables | undefined,
  { payload, content, laneCount, decodedLength: start }: ContentDecoding,
  from: number,
  end: number,
): BlockStatus {
  for (let lane = 0; lane < laneCount; lane++) {
    if (stream.states[lane] < STATE_LOWER_BOUND) return CORRUPT;
  }
  const kind = takeInterval(stream, 0, KIND_STARTS);
  if (stream.position > stream.length) return TRUNCATED;
  if (kind === KIND_OWN) return OWN_TABLES;
  if (kind !== KIND_STORED) {
    return tables === undefined ? CORRUPT : decodeTokens(stream, laneCount - 1, tables, content, start, end);
  }

  const stored = payload.subarray(from + stream.position, from + stream.position + end - start);
  stream.position += end - start;
  if (stored.length < end - start) return TRUNCATED;
  content.set(stored, start);
  return DECODED;
}

/** @param second - the lane of everything but classes */
function decodeTokens(
  stream: Stream,
  second: number,
  tables: TokenTables,
  content: Uint8Array,
  start: number,
  end: number,
): BlockStatus {
  const { spans, bytes } = tables;
  const distances: Distances = { last: 0, second: 0 };
  let tokenClass = START_CONTEXT;
  for (let at = start; at < end; ) {
    tokenClass = takeSymbol(stream, 0, tables, classRow(tokenClass));
    if (tokenClass < RAW_CLASS) {
      const rank = takeSymbol(stream, second, tables, memberRow(tokenClass));
      if (stream.position > stream.length) return TRUNCATED;
      const span = spans[firstSpan(tokenClass) + rank];
      let source = span >> SPAN_LENGTH_BITS;
      const length = span - (source << SPAN_LENGTH_BITS);
      if (length === 0 || length > end - at) return CORRUPT;
      for (const next = at + length; at < next; ) content[at++] = bytes[source++];
    } else if (tokenClass === RAW_CLASS) {
      content[at++] = takeField(stream, second, 8);
      if (stream.position > stream.length) return TRUNCATED;
    } else {
      const length = decodeMatch(stream, second, tables, tokenClass, at, distances);
      if (stream.position > stream.length) return TRUNCATED;
      if (length === 0 || length > end - at) return CORRUPT;
      copyMatch(content, at, distances.last, length);
      at += length;
    }
  }
  return DECODED;
}
