import { assertBytes } from "./arguments.ts";
import { computeCheck } from "./check.ts";
import { ContainerError, truncated } from "./errors.ts";
import { type EntryVisitor, type Frame, type FrameHeader, MAGIC } from "./frame.ts";
import * as layout1 from "./v1/layout.ts";
import { readHeader1 } from "./v1/read-header.ts";
import * as layout2 from "./v2/layout.ts";
import { readBriefHeader, readHeader2 } from "./v2/read-header.ts";

/** Every frame that begins with the magic has so many bytes. */
const MIN_FRAME_LENGTH = 3;

/** The version that the second byte of a frame tells: 1, 2, a later one, or 0 if it tells none. */
function versionOf(second: number): number {
  if (second === layout1.MAGIC_1_CHECKED || second === layout1.MAGIC_1_UNCHECKED) return 1;
  const nibble = second >>> layout2.VERSION_SHIFT;
  return nibble === 1 ? 0 : nibble;
}

/**
 * The order in which a reader meets the fields is the order of the errors: what is not a frame is never called
 * truncated.
 *
 * @param whole - the bytes hold all of the frame, not only its front
 */
function readHeader(bytes: Uint8Array, whole: boolean, visit?: EntryVisitor): FrameHeader {
  assertBytes("bytes", bytes);
  if (bytes.length > 0 && bytes[0] !== MAGIC) {
    const kind = layout2.briefKindOf(bytes[0]);
    if (kind === undefined) throw new ContainerError("not-a-frame", 0, "wrong magic");
    return readBriefHeader(bytes, kind, whole, visit);
  }
  if (bytes.length < 2) throw truncated(bytes, "magic");
  const version = versionOf(bytes[1]!);
  if (version === 2) return readHeader2(bytes, whole, visit);
  if (version === 1) return readHeader1(bytes, whole, visit);
  if (version === 0) throw new ContainerError("not-a-frame", 1, "wrong magic");
  throw new ContainerError(
    "unsupported-version",
    1,
    `frame format version ${version}, this reader knows 1 and 2`,
  );
}

/**
 * Read the header of a frame of either version from its first bytes; the payload need not be there.
 *
 * Enough are the bytes up to `payloadOffset`: of fewer the error is `truncated`, and a caller that streams may come
 * back with more. What stands behind `payloadOffset` is never looked at, and the check is not verified: what is
 * returned is a statement of whoever made the frame.
 *
 * Of a stored frame that does not state its length, `contentLength` counts the bytes given: in version 1 that is
 * every one, and its entries' positions are held against the content by {@link readFrame} alone; in version 2 only
 * one without dictionary, metadata, tags, sections and check.
 *
 * @param bytes - a frame or the front of one; offsets in errors count from their start
 * @throws {TypeError} `bytes` is not a `Uint8Array`
 * @throws {ContainerError} `not-a-frame`, `unsupported-version`, `unsupported-section`, `truncated` or `corrupt`
 * @example
 * ```ts
 * import { readFrameHeader } from "brio-container";
 *
 * // A brief header of version 2: token coder; content length plus 2F.
 * const header = readFrameHeader(Uint8Array.of(0xa1, 84 + 0x2f));
 * header.contentLength; // 84
 * header.dictionary; // "built-in"
 * ```
 */
export function readFrameHeader(bytes: Uint8Array): FrameHeader {
  return readHeader(bytes, false);
}

/**
 * {@link readFrameHeader} for who looks for an entry: they go to `visit`, one after the other, and no object is made of
 * them. What is returned has none.
 *
 * @param visit - is called before all of the header was read, and so maybe for one that turns out to be bad
 * @throws {TypeError} `bytes` is not a `Uint8Array`
 * @throws {ContainerError} as {@link readFrameHeader}
 * @example
 * ```ts
 * import { visitEntries } from "brio-container";
 *
 * // A brief header with an entry: token coder, 39 bytes of content; position 0, value 17, and it is the last.
 * const values = [];
 * visitEntries(Uint8Array.of(0x81, 39 + 0x2f, 0x01, 17), (position, kind, value) => values.push(value));
 * values; // [17]
 * ```
 */
export function visitEntries(bytes: Uint8Array, visit: EntryVisitor): FrameHeader {
  return readHeader(bytes, false, visit);
}

/**
 * Read a frame of either version, and of a stored one verify the check. Other coders keep the check inside their
 * payload, where only they can verify it.
 *
 * Strict: {@link writeFrame} writes again what this accepts, byte for byte.
 *
 * @param bytes - a frame. One of version 1 takes all of them; behind one of version 2 others may follow, which are
 *   not looked at. To read the frame at an offset, pass a subarray: offsets in errors count from its start.
 * @throws {TypeError} `bytes` is not a `Uint8Array`
 * @throws {ContainerError} `not-a-frame`, `unsupported-version`, `unsupported-section`, `truncated`, `corrupt` or
 *   `checksum-mismatch`
 */
export function readFrame(bytes: Uint8Array): Frame {
  const header = readHeader(bytes, true);
  const { version, coder, checkBits, contentLength, payloadOffset } = header;
  const stored = coder === "stored";
  const payloadEnd = stored ? payloadOffset + contentLength : bytes.length;
  if (stored && checkBits !== 0) {
    const checkOffset = payloadOffset - (checkBits >>> 3);
    let found = 0;
    for (let at = payloadOffset - 1; at >= checkOffset; at--) found = ((found << 8) | bytes[at]!) >>> 0;
    const computed = computeCheck(version, checkBits, bytes, checkOffset, bytes, payloadOffset, payloadEnd);
    if (found !== computed) {
      const message = `check is ${found.toString(16)}, the frame's bytes give ${computed.toString(16)}`;
      throw new ContainerError("checksum-mismatch", checkOffset, message);
    }
  }
  // Field by field: spreading the header takes some twenty times as long as reading it (measured, 1.4 µs).
  return {
    version,
    coder,
    checkBits,
    dictionary: header.dictionary,
    prior: header.prior,
    signalSet: header.signalSet,
    contentLength,
    metadata: header.metadata,
    entries: header.entries,
    tags: header.tags,
    sections: header.sections,
    lengthOffset: header.lengthOffset,
    payloadOffset,
    // Not subarray: of a Buffer that would be a Buffer again.
    payload: new Uint8Array(bytes.buffer, bytes.byteOffset + payloadOffset, payloadEnd - payloadOffset),
  };
}

/**
 * True if the bytes start like a Brio frame of any version, this reader's or a later one. Whether the rest is in
 * order, only reading it tells: of a brief header there are two bytes to go by, which other data may begin with too.
 * No text in UTF-8 does, as long as its first character is one that Unicode assigns.
 *
 * @throws {TypeError} `bytes` is not a `Uint8Array`
 */
export function isFrame(bytes: Uint8Array): boolean {
  assertBytes("bytes", bytes);
  if (bytes.length >= layout2.BRIEF_HEADER_LENGTH && layout2.briefKindOf(bytes[0]) !== undefined) {
    return layout2.isBriefLength(layout2.briefLength(bytes[layout2.BRIEF_LENGTH_OFFSET]!));
  }
  if (bytes.length < MIN_FRAME_LENGTH || bytes[0] !== MAGIC) return false;
  const version = versionOf(bytes[1]!);
  // Version 1 has a byte of its own for it.
  return version === 1 ? bytes[layout1.VERSION_OFFSET] !== 0 : version !== 0;
}
