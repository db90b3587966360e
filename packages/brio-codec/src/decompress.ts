import { type Frame, frameCheck } from "brio-container";
import { requireFrameDictionary } from "./dictionaries.ts";
import { BrioError } from "./errors.ts";
import { openFrame } from "./open-frame.ts";
import { type DecompressOptions, outputLimit } from "./options.ts";
import { textOf } from "./text.ts";
import { decodeTokens } from "./v1/decode.ts";

/**
 * The content of a frame.
 *
 * Nothing is returned before the frame's check, if it has one, was verified against content and header. Safe for any
 * bytes: the length that a frame claims is held against `maxOutputLength` before anything is allocated, and the work is linear in it.
 *
 * @param frame - exactly one frame
 * @returns the content in memory of its own
 * @throws {TypeError} `frame` or an option has the wrong type
 * @throws {BrioError} the frame is bad or needs what was not given: see {@link BrioErrorCode}
 */
export function decompress(frame: Uint8Array, options: DecompressOptions = {}): Uint8Array {
  const limit = outputLimit(options);
  return contentOfFrame(openFrame(frame), frame, limit, options);
}

/** {@link decompress} for text. @throws {BrioError} also `not-text`: the content is not UTF-8 */
export function decompressText(frame: Uint8Array, options: DecompressOptions = {}): string {
  const limit = outputLimit(options);
  const opened = openFrame(frame);
  return textOf(contentOfFrame(opened, frame, limit, options), opened.payloadOffset);
}

/** The content of a frame whose parts were read already. */
export function contentOfFrame(
  opened: Frame,
  frame: Uint8Array,
  maxOutputLength: number,
  options: DecompressOptions,
): Uint8Array {
  const { coder, contentLength, payload, payloadOffset, checkBits } = opened;
  if (contentLength > maxOutputLength) {
    // The length stands behind the flags and, if there is one, the hash of a dictionary. Stored content has none.
    const isHash = opened.dictionary !== null && opened.dictionary !== "built-in";
    const offset = coder === "stored" ? payloadOffset : isHash ? 12 : 4;
    throw new BrioError(
      "limit-exceeded",
      offset,
      `content of ${contentLength} bytes exceeds ${maxOutputLength}`,
    );
  }
  if (coder === "stored") return new Uint8Array(payload);
  if (contentLength === 0) throw new BrioError("corrupt", payloadOffset, "empty content is always stored");
  const dictionary = requireFrameDictionary(opened.dictionary, options.dictionary);
  const { content, check } = decodeTokens(payload, payloadOffset, contentLength, checkBits, dictionary);
  // Without a check the start states are all 0, and so is what frameCheck returns.
  if (check !== frameCheck(frame.subarray(0, payloadOffset), content)) {
    if (checkBits === 0)
      throw new BrioError("corrupt", payloadOffset, "payload does not end in its start state");
    throw new BrioError("checksum-mismatch", payloadOffset, "content does not match the check of its frame");
  }
  return content;
}
