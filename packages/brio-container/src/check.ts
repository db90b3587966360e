import { assertBytes, rangeMistake } from "./arguments.ts";
import {
  CHECK_SHIFT,
  CHECK_WIDTHS,
  type CheckBits,
  FIELD_MASK,
  FIXED_LENGTH,
  FLAGS_OFFSET,
  VERSION_OFFSET,
} from "./layout.ts";
import { xxh32 } from "./xxh32.ts";

/** The check as a writer and a reader of stored frames need it: header and content may lie in one array or in two. */
export function computeCheck(
  header: Uint8Array,
  headerLength: number,
  content: Uint8Array,
  contentStart: number,
  bits: CheckBits,
): number {
  if (bits === 0) return 0;
  // The magic stays out: where it is wrong, or not that of a frame with a check, nobody gets as far as this.
  const seed = xxh32(header, VERSION_OFFSET, headerLength, 0);
  const hash = xxh32(content, contentStart, content.length, seed);
  return bits === 32 ? hash : (hash ^ (hash >>> 16)) & 0xffff;
}

/**
 * The check of a frame: XXH32 of the content, seeded with the XXH32 of the header, so that it covers version, flags,
 * dictionary, content length and metadata as well as the content (SPEC.md section 7).
 *
 * {@link readFrame} and {@link writeFrame} handle it themselves for stored frames. A coder calls this: when it encodes,
 * with what {@link writeFrameHeader} returned; when it decodes, with the first `payloadOffset` bytes of the frame.
 *
 * @param header - the header alone, from the magic to its last byte
 * @param content - the decoded content
 * @returns 0 … 2^16 − 1 or 0 … 2^32 − 1, by the width that the header's flags name; 0 where they name none
 * @throws {TypeError} an argument is not a `Uint8Array`
 * @throws {RangeError} `header` is too short, or its flags name no valid check width
 * @example
 * ```ts
 * import { frameCheck, writeFrameHeader } from "brio-container";
 *
 * const content = new TextEncoder().encode("abc");
 * const header = writeFrameHeader({ coder: "tokens", checkBits: 16, contentLength: content.length });
 * frameCheck(header, content) < 65536; // true
 * ```
 */
export function frameCheck(header: Uint8Array, content: Uint8Array): number {
  assertBytes("header", header);
  assertBytes("content", content);
  if (header.length < FIXED_LENGTH)
    throw rangeMistake("header.length", `at least ${FIXED_LENGTH}`, header.length);
  const bits = CHECK_WIDTHS[(header[FLAGS_OFFSET]! >>> CHECK_SHIFT) & FIELD_MASK];
  if (bits === undefined)
    throw rangeMistake("header", "flags with a valid check width", header[FLAGS_OFFSET]);
  return computeCheck(header, header.length, content, 0, bits);
}
