import { type Frame, frameCheck } from "brio-container";
import type { DecodedPayload } from "../decoded-payload.ts";
import { requireFrameDictionary } from "../dictionaries.ts";
import { BrioError } from "../errors.ts";
import type { ModelCoder } from "../model-coder.ts";
import type { DecompressOptions } from "../options.ts";
import { decodeTokens as decodeTokens1 } from "../v1/decode.ts";
import { decodeTokens as decodeTokens2 } from "../v2/decode.ts";

/** A content, and where its frame ends in the bytes that were given. */
export interface FrameContent {
  readonly content: Uint8Array;
  readonly end: number;
}

const NO_MODEL_CODER = "the frame is of levels 7 to 9, which brio-codec/lite is without: import brio-codec";

/** The content of a frame whose parts were read already, checked. */
export function contentOfFrame(
  opened: Frame,
  frame: Uint8Array,
  maxOutputLength: number,
  options: DecompressOptions,
  modelCoder: ModelCoder | undefined,
): FrameContent {
  const { coder, contentLength, payload, payloadOffset, checkBits } = opened;
  if (contentLength > maxOutputLength) {
    throw new BrioError(
      "limit-exceeded",
      opened.lengthOffset,
      `content of ${contentLength} bytes exceeds ${maxOutputLength}`,
    );
  }
  if (coder === "stored") return { content: new Uint8Array(payload), end: payloadOffset + payload.length };
  if (coder !== "tokens" && modelCoder === undefined)
    throw new BrioError("unsupported-version", opened.lengthOffset - 1, NO_MODEL_CODER);
  if (contentLength === 0) throw new BrioError("corrupt", payloadOffset, "empty content is always stored");
  const decoded = coder === "tokens" ? decodeTokens(opened, options) : modelCoder!.decode(opened, options);
  // Without a check the start states are all 0, and so is what frameCheck returns.
  if (decoded.check !== frameCheck(frame.subarray(0, payloadOffset), decoded.content)) {
    if (checkBits === 0)
      throw new BrioError("corrupt", payloadOffset, "payload does not end in its start state");
    throw new BrioError("checksum-mismatch", payloadOffset, "content does not match the check of its frame");
  }
  return { content: decoded.content, end: payloadOffset + decoded.payloadLength };
}

function decodeTokens(opened: Frame, options: DecompressOptions): DecodedPayload {
  const { version, contentLength, payload, payloadOffset, checkBits } = opened;
  const dictionary = requireFrameDictionary(opened, options.dictionary);
  const decode = version === 1 ? decodeTokens1 : decodeTokens2;
  return decode(payload, payloadOffset, contentLength, checkBits, dictionary);
}
