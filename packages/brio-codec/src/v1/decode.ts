import type { Dictionary } from "brio-dictionary";
import { isRansError, RansDecoder } from "brio-rans";
import type { DecodedPayload } from "../decoded-payload.ts";
import { BrioError, reasonOf } from "../errors.ts";
import { priorModels } from "./block-models.ts";
import { BlockError, decodeBlock } from "./decode-block.ts";
import { BLOCK_LENGTH, BLOCK_SIZE_BYTES, laneCountOf, minPayloadLength } from "./format.ts";
import { phraseTable } from "./phrase-table.ts";

/**
 * Decodes a payload of the token coder of format version 1: SPEC-1 section 3.
 *
 * Time is linear in `contentLength`, and so is memory: the content itself and some 3 MiB. Nothing is allocated for a
 * length that a payload of this size cannot have.
 *
 * @param payloadOffset - where the payload begins in its frame, for the offsets of errors
 * @param contentLength - at least 1; already held against the caller's limit
 * @throws {BrioError} `truncated` or `corrupt`
 */
export function decodeTokens(
  payload: Uint8Array,
  payloadOffset: number,
  contentLength: number,
  checkBits: number,
  dictionary: Dictionary | null,
): DecodedPayload {
  if (payload.length < minPayloadLength(contentLength)) {
    const end = payloadOffset + payload.length;
    throw new BrioError("truncated", end, `payload is too short for content of ${contentLength} bytes`);
  }
  const content = new Uint8Array(contentLength);
  const models = { ...priorModels() };
  const phrases = phraseTable(dictionary);
  let check = 0;
  let at = 0;
  for (let start = 0; start < contentLength; start += BLOCK_LENGTH) {
    const end = Math.min(start + BLOCK_LENGTH, contentLength);
    const stream = blockStream(payload, at, end === contentLength, payloadOffset);
    at = stream.byteOffset - payload.byteOffset + stream.length;
    const streamOffset = payloadOffset + at - stream.length;
    let decoder: RansDecoder | undefined;
    try {
      decoder = new RansDecoder(stream, laneCountOf(end - start, start === 0 ? checkBits : 0));
      decodeBlock(decoder, models, phrases, content, start, end);
      const seeds = decoder.finish();
      if (start === 0) check = checkOf(seeds);
      else if (seeds.some((seed) => seed !== 0))
        throw new BlockError("block does not end in its start states");
    } catch (error) {
      throw blockError(error, streamOffset, decoder);
    }
  }
  return { content, check, payloadLength: payload.length };
}

/** The stream of a block: all that is left for the last one, otherwise as many bytes as it says. */
function blockStream(payload: Uint8Array, at: number, isLast: boolean, payloadOffset: number): Uint8Array {
  if (isLast) return payload.subarray(at);
  const from = at + BLOCK_SIZE_BYTES;
  const size = payload[at] | (payload[at + 1] << 8) | (payload[at + 2] << 16);
  if (from > payload.length || from + size > payload.length) {
    throw new BrioError("truncated", payloadOffset + payload.length, "payload ends within a block");
  }
  return payload.subarray(from, from + size);
}

function checkOf(seeds: readonly number[]): number {
  return (seeds[0] | ((seeds[1] ?? 0) << 16)) >>> 0;
}

function blockError(error: unknown, streamOffset: number, decoder: RansDecoder | undefined): unknown {
  if (isRansError(error)) {
    const code = error.code === "truncated" ? "truncated" : "corrupt";
    return new BrioError(
      code,
      streamOffset + error.offset,
      `payload cannot be decoded: ${reasonOf(error)}`,
      error,
    );
  }
  if (error instanceof BlockError) {
    return new BrioError("corrupt", streamOffset + (decoder?.offset ?? 0), error.message, error);
  }
  return error;
}
