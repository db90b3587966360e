import { assertBytes, rangeMistake } from "./arguments.ts";
import { computeCheck } from "./check.ts";
import type { FrameFields } from "./frame.ts";
import { type SettledFields, settleFields } from "./settle-fields.ts";
import { headerLength1, writeHeader1 } from "./v1/write-header.ts";
import { headerLength2, writeHeader2 } from "./v2/write-header.ts";

function headerLength(fields: SettledFields): number {
  return fields.version === 1 ? headerLength1(fields) : headerLength2(fields);
}

function writeHeader(out: Uint8Array, fields: SettledFields): void {
  if (fields.version === 1) writeHeader1(out, fields);
  else writeHeader2(out, fields);
}

/**
 * Write everything of a frame that precedes check and payload.
 *
 * A coder needs these bytes before it encodes, because its check covers them ({@link frameCheck}); its frame is then
 * this header followed by its payload, with nothing in between. For a stored frame {@link writeFrame} does it all.
 *
 * @throws {TypeError} a field has the wrong type
 * @throws {RangeError} a field is out of range or not of that version or coder, entries or sections are not in order, there
 *   are entries or a signal set although `metadata` is `"none"`, or tags have names or values, or take space, as they cannot
 * @example
 * ```ts
 * import { writeFrameHeader } from "brio-container";
 *
 * const header = writeFrameHeader({
 *   version: 2,
 *   coder: "tokens",
 *   checkBits: 16,
 *   dictionary: "built-in",
 *   contentLength: 800,
 *   metadata: "signals",
 * });
 * header.length; // 4
 * ```
 */
export function writeFrameHeader(fields: FrameFields): Uint8Array {
  const settled = settleFields(fields);
  const header = new Uint8Array(headerLength(settled));
  writeHeader(header, settled);
  return header;
}

/**
 * Write a frame: the inverse of {@link readFrame}.
 *
 * @param parts - the header's fields, and the payload: of a stored frame the content itself, whose check is computed
 *   here; of any other coder its bitstream, which already holds the check
 * @returns the frame, in memory of its own
 * @throws {TypeError} a part has the wrong type
 * @throws {RangeError} as {@link writeFrameHeader}, or `contentLength` is not the length of a stored payload
 * @example
 * ```ts
 * import { readFrameHeader, writeFrame } from "brio-container";
 *
 * const payload = new TextEncoder().encode("I'm sorry, I can't help with that.");
 * const frame = writeFrame({
 *   version: 2,
 *   coder: "stored",
 *   checkBits: 16,
 *   dictionary: "built-in",
 *   contentLength: payload.length,
 *   metadata: "signals",
 *   entries: [{ position: 0, kind: 0, value: 17 }],
 *   payload,
 * });
 * readFrameHeader(frame).entries; // [{ position: 0, kind: 0, value: 17 }]
 * ```
 */
export function writeFrame(parts: FrameFields & { readonly payload: Uint8Array }): Uint8Array {
  const settled = settleFields(parts);
  const { payload } = parts;
  const { version, coder, checkBits, contentLength } = settled;
  assertBytes("payload", payload);
  const stored = coder === "stored";
  if (stored && contentLength !== payload.length) {
    throw rangeMistake("contentLength", `the stored payload's length, ${payload.length}`, contentLength);
  }
  const checkOffset = headerLength(settled);
  const payloadOffset = stored ? checkOffset + (checkBits >>> 3) : checkOffset;
  const frame = new Uint8Array(payloadOffset + payload.length);
  writeHeader(frame, settled);
  if (stored) {
    let check = computeCheck(version, checkBits, frame, checkOffset, payload, 0, payload.length);
    for (let at = checkOffset; at < payloadOffset; at++, check >>>= 8) frame[at] = check;
  }
  frame.set(payload, payloadOffset);
  return frame;
}
