/*
 * Blocks with tables of their own (SPEC section 7): text that the dictionary knows nothing of, and all content without one. They
 * are coded as blocks of format version 1, whose tables travel with them: the stream, begun by states and kind as any stream of
 * version 2, ends there, and behind it come the size of a version 1 stream, u24, and that stream.
 */
import { isRansError, RansDecoder, RansEncoder } from "brio-rans";
import { priorModels } from "../v1/block-models.ts";
import { BlockError, decodeBlock } from "../v1/decode-block.ts";
import { encodeBlock } from "../v1/encode-block.ts";
import { laneCountOf, WINDOW_LENGTH } from "../v1/format.ts";
import { parserOf } from "../v1/parse.ts";
import { phraseTable } from "../v1/phrase-table.ts";
import { expectedModels, pricesOf } from "../v1/prices.ts";
import { tokenize } from "../v1/tokens.ts";
import { KIND_OWN } from "./format.ts";
import { type BlockStatus, CORRUPT, DECODED, TRUNCATED } from "./kernel.ts";
import { putU24, streamOpening } from "./opening.ts";

const SIZE_BYTES = 3;

/** Effort of the parse, as a level of version 1. */
const PARSE_LEVEL = 6;

const encoder: RansEncoder = /* @__PURE__ */ new RansEncoder();

/**
 * The stream of the block of `content` from `start` to `end`.
 *
 * @param seeds - of both lanes, the second one's times 2^16
 */
export function encodeOwnTables(
  content: Uint8Array,
  start: number,
  end: number,
  laneCount: 1 | 2,
  seeds: number,
): Uint8Array {
  const windowStart = Math.max(0, start - WINDOW_LENGTH);
  const input = content.subarray(windowStart, end);
  const parser = parserOf(PARSE_LEVEL, null);
  const models = { ...priorModels() };
  encoder.reset();
  let coded: Uint8Array;
  try {
    const prices = pricesOf(expectedModels(models, content.subarray(start, end)));
    const sequences = parser.parse(input, start - windowStart, prices);
    encodeBlock(encoder, tokenize(input, start - windowStart, sequences), models);
    coded = encoder.finish({ lanes: laneCountOf(end - start, 0) });
  } finally {
    parser.release();
  }
  const opening = streamOpening(KIND_OWN, seeds, laneCount);
  const stream = new Uint8Array(opening.length + SIZE_BYTES + coded.length);
  stream.set(opening);
  putU24(stream, opening.length, coded.length);
  stream.set(coded, opening.length + SIZE_BYTES);
  return stream;
}

/**
 * Decodes what stands behind states and kind, from `position` of the payload on, to `content`.
 *
 * @returns also the position behind it, or the offset of the fault
 */
export function decodeOwnTables(
  payload: Uint8Array,
  position: number,
  content: Uint8Array,
  start: number,
  end: number,
): { status: BlockStatus; position: number } {
  const from = position + SIZE_BYTES;
  if (from > payload.length) return { status: TRUNCATED, position: payload.length };
  const size = payload[position] | (payload[position + 1] << 8) | (payload[position + 2] << 16);
  if (from + size > payload.length) return { status: TRUNCATED, position: payload.length };
  let decoder: RansDecoder | undefined;
  try {
    decoder = new RansDecoder(payload.subarray(from, from + size), laneCountOf(end - start, 0));
    decodeBlock(decoder, { ...priorModels() }, phraseTable(null), content, start, end);
    if (decoder.finish().some((seed) => seed !== 0)) return { status: CORRUPT, position: from + size };
  } catch (error) {
    // The size of the stream is given, so one that ends too soon is no encoder's either.
    if (isRansError(error)) return { status: CORRUPT, position: from + error.offset };
    if (error instanceof BlockError) return { status: CORRUPT, position: from + (decoder?.offset ?? 0) };
    throw error;
  }
  return { status: DECODED, position: from + size };
}
