import type { Dictionary } from "brio-dictionary";
import type { DecodedPayload } from "../decoded-payload.ts";
import { BrioError } from "../errors.ts";
import { BLOCK_LENGTH, laneCountOf, STATE_BYTES } from "./format.ts";
import { type BlockStatus, type ContentDecoding, DECODED, OWN_TABLES, TRUNCATED } from "./kernel.ts";
import { decodeBlock } from "./kernel-ts/decode-block.ts";
import { decodeOwnTables } from "./own-tables.ts";
import { tokenKernel } from "./select-kernel.ts";
import { type TokenTables, tokenTables } from "./tables.ts";

/**
 * Decodes a payload of the token coder of format version 2: SPEC section 6. Whatever follows it is not looked at.
 *
 * Time is linear in `contentLength`, and so is memory: the content itself and a window of 20 MiB at most. Nothing is allocated for
 * a length that a payload of this size cannot have.
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
  // It is the frame that names this dictionary, and no encoder takes one without a model.
  if (dictionary !== null && dictionary.model === undefined) {
    throw new BrioError("corrupt", payloadOffset, `dictionary ${dictionary.id} has no model`);
  }
  const laneCount = laneCountOf(contentLength, checkBits);
  const leastLength = Math.ceil(contentLength / BLOCK_LENGTH) * laneCount * STATE_BYTES;
  if (payload.length < leastLength) {
    const end = payloadOffset + payload.length;
    throw new BrioError("truncated", end, `payload is too short for content of ${contentLength} bytes`);
  }
  const content = new Uint8Array(contentLength);
  const decoding = { payload, content, laneCount, decodedLength: 0, position: 0, seeds: 0 };
  const tables = dictionary === null ? undefined : tokenTables(dictionary);
  while (decoding.decodedLength < contentLength) {
    const status = decodeNextBlock(decoding, tables);
    if (status === DECODED) continue;
    const code = status === TRUNCATED ? "truncated" : "corrupt";
    throw new BrioError(code, payloadOffset + decoding.position, "payload cannot be decoded");
  }
  return { content, check: decoding.seeds, payloadLength: decoding.position };
}

/** Decodes a block with the kernel, or, where the kernel finds one with tables of its own, with their coder. */
function decodeNextBlock(decoding: ContentDecoding, tables: TokenTables | undefined): BlockStatus {
  const status =
    tables === undefined ? decodeBlock(undefined, decoding) : tokenKernel().decodeBlock(tables, decoding);
  if (status !== OWN_TABLES) return status;
  const { payload, content, decodedLength: start } = decoding;
  const end = Math.min(start + BLOCK_LENGTH, content.length);
  const own = decodeOwnTables(payload, decoding.position, content, start, end);
  decoding.position = own.position;
  if (own.status === DECODED) decoding.decodedLength = end;
  return own.status;
}
