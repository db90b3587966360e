import { type Frame, frameCheck } from "brio-container";
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

const NO_MODEL_CODER = "the frame is of the model coder, which brio-codec/lite is without: import brio-codec";

/** The content of a frame whose parts were read already, checked. */
export function contentOfFrame(
  opened: Frame,
  frame: Uint8Array,
  maxOutputLength: number,
  options: DecompressOptions,
  modelCoder: ModelCoder | undefined,
): FrameContent {
  const { version, coder, contentLength, payload, payloadOffset, checkBits } = opened;
  if (contentLength > maxOutputLength) {
    throw new BrioError(
      "limit-exceeded",
      lengthOffset(opened),
      `content of ${contentLength} bytes exceeds ${maxOutputLength}`,
    );
  }
  if (coder === "stored") return { content: new Uint8Array(payload), end: payloadOffset + payload.length };
  if (coder === "model" && modelCoder === undefined)
    throw new BrioError("unsupported-version", 1, NO_MODEL_CODER);
  if (contentLength === 0) throw new BrioError("corrupt", payloadOffset, "empty content is always stored");
  const dictionary = requireFrameDictionary(opened, options.dictionary);
  const decode = coder === "model" ? modelCoder!.decode : version === 1 ? decodeTokens1 : decodeTokens2;
  const decoded = decode(payload, payloadOffset, contentLength, checkBits, dictionary);
  // Without a check the start states are all 0, and so is what frameCheck returns.
  if (decoded.check !== frameCheck(frame.subarray(0, payloadOffset), decoded.content)) {
    if (checkBits === 0)
      throw new BrioError("corrupt", payloadOffset, "payload does not end in its start state");
    throw new BrioError("checksum-mismatch", payloadOffset, "content does not match the check of its frame");
  }
  return { content: decoded.content, end: payloadOffset + decoded.payloadLength };
}

/** Where a frame states the length of its content. Stored content of version 1 is as long as it is. */
function lengthOffset({ version, coder, dictionary, payloadOffset }: Frame): number {
  if (version === 2) return 2;
  if (coder === "stored") return payloadOffset;
  return dictionary !== null && dictionary !== "built-in" ? 12 : 4;
}
