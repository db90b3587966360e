import { assertBytes, rangeMistake } from "./arguments.ts";
import { CHECK_WIDTHS, type CheckBits, type FormatVersion } from "./frame.ts";
import * as layout1 from "./v1/layout.ts";
import * as layout2 from "./v2/layout.ts";
import { xxh32 } from "./xxh32.ts";

/** The check is a field of two bits in either version. */
const CHECK_MASK = 3;

/** The check as a writer and a reader of stored frames need it: header and content may lie in one array or in two. */
export function computeCheck(
  version: FormatVersion,
  bits: CheckBits,
  header: Uint8Array,
  headerLength: number,
  content: Uint8Array,
  contentStart: number,
  contentEnd: number,
): number {
  if (bits === 0) return 0;
  // In version 1 the magic stays out: where it is not that of a frame with a check, nobody gets as far as this.
  const seed = xxh32(header, version === 1 ? layout1.VERSION_OFFSET : 0, headerLength, 0);
  const hash = xxh32(content, contentStart, contentEnd, seed);
  return bits === 32 ? hash : (hash ^ (hash >>> 16)) & 0xffff;
}

/**
 * The check of a frame: XXH32 of the content, seeded with the XXH32 of the header, so that it covers all that the
 * header says as well as the content (section 7 of SPEC.md and of SPEC-1.md).
 *
 * {@link readFrame} and {@link writeFrame} handle it themselves for stored frames. A coder calls this: when it
 * encodes, with what {@link writeFrameHeader} returned; when it decodes, with the first `payloadOffset` bytes of
 * the frame.
 *
 * @param header - the header alone, of either version, from its first byte to its last
 * @param content - the decoded content
 * @returns 0 … 2^16 − 1 or 0 … 2^32 − 1, by the width that the header names; 0 where it names none
 * @throws {TypeError} an argument is not a `Uint8Array`
 * @throws {RangeError} `header` is too short, or names no valid check width
 * @example
 * ```ts
 * import { frameCheck, writeFrameHeader } from "brio-container";
 *
 * const content = new TextEncoder().encode("abc");
 * const header = writeFrameHeader({ version: 2, coder: "tokens", checkBits: 16, contentLength: content.length });
 * frameCheck(header, content) < 65536; // true
 * ```
 */
export function frameCheck(header: Uint8Array, content: Uint8Array): number {
  assertBytes("header", header);
  assertBytes("content", content);
  if (layout2.briefKindOf(header[0]) !== undefined) {
    assertLength(header, layout2.BRIEF_HEADER_LENGTH);
    return computeCheck(2, layout2.BRIEF_CHECK_BITS, header, header.length, content, 0, content.length);
  }
  const shape = header[layout2.SHAPE_OFFSET] ?? 0;
  const version = shape >>> layout2.VERSION_SHIFT === layout2.FORMAT_VERSION ? 2 : 1;
  assertLength(header, version === 2 ? layout2.LENGTH_OFFSET + 1 : layout1.FIXED_LENGTH);
  if (shape === layout2.TO_END_SHAPE) return 0;
  const [offset, shift] =
    version === 2 ? [layout2.SHAPE_OFFSET, layout2.CHECK_SHIFT] : [layout1.FLAGS_OFFSET, layout1.CHECK_SHIFT];
  const byte = header[offset]!;
  const bits = CHECK_WIDTHS[(byte >>> shift) & CHECK_MASK];
  if (bits === undefined) throw rangeMistake("header", "one with a valid check width", byte);
  return computeCheck(version, bits, header, header.length, content, 0, content.length);
}

function assertLength(header: Uint8Array, minimum: number): void {
  if (header.length < minimum) throw rangeMistake("header.length", `at least ${minimum}`, header.length);
}
