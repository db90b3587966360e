import { type CheckBits, type Coder, type DictionaryReference, isFrame } from "brio-container";
import { findDictionary } from "./dictionaries.ts";
import { type BrioEvent, eventsOf } from "./events.ts";
import { openFrameHeader } from "./open-frame.ts";
import type { DecompressOptions } from "./options.ts";

/** What a frame says about itself. All of it is the word of whoever made the frame; `verify` holds it against the content. */
export interface FrameInfo {
  /** Format version. */
  readonly version: number;
  /** `"stored"`: the content as it is. `"tokens"`: levels 1-6. `"model"` and `"bytes"`: levels 7-9, of phrases or of single bytes. */
  readonly coder: Coder;
  /** `"built-in"`, the id of another dictionary, or `null` for none. */
  readonly dictionary: DictionaryReference;
  /** The id of the prior that its content was coded with; `null` for the built-in one, or none. */
  readonly prior: string | null;
  /** Width of the check: 0 (none), 16 or 32 bits. */
  readonly checkBits: CheckBits;
  /** Length of the decoded content in bytes. */
  readonly contentLength: number;
  /** Bytes in front of the payload. */
  readonly headerLength: number;
  /** Bytes given: the whole frame's, unless only its front was given. */
  readonly frameLength: number;
  /** What the writer listed. With `"none"` an empty `events` says nothing about the content. */
  readonly metadata: "signals" | "none" | "all";
  /** In order of offset. */
  readonly events: readonly BrioEvent[];
}

/**
 * Reads what a frame says about its content without decoding it, from the front of the frame alone: `headerLength`
 * bytes are enough. (Of a stored frame, `contentLength` then counts the bytes given.)
 *
 * @param options - `dictionary` for the phrases of frames that name one; without it their events have categories only
 * @throws {TypeError} `frame` is not a `Uint8Array`
 * @throws {BrioError} `not-brio`, `unsupported-version`, `truncated` or `corrupt`
 */
export function inspect(frame: Uint8Array, options: Pick<DecompressOptions, "dictionary"> = {}): FrameInfo {
  const header = openFrameHeader(frame);
  return {
    version: header.version,
    coder: header.coder,
    dictionary: header.dictionary,
    prior: header.prior,
    checkBits: header.checkBits,
    contentLength: header.contentLength,
    headerLength: header.payloadOffset,
    frameLength: frame.length,
    metadata: header.metadata,
    events: eventsOf(header, findDictionary(header, options.dictionary)),
  };
}

/**
 * Whether bytes begin as a Brio frame of any version does, also one that this release cannot read.
 *
 * @throws {TypeError} `bytes` is not a `Uint8Array`
 */
export function isBrio(bytes: Uint8Array): boolean {
  return isFrame(bytes);
}
