import {
  type CheckBits,
  type Coder,
  type DictionaryReference,
  type FrameHeader,
  type FrameTags,
  isFrame,
} from "brio-container";
import { signalCatalogue } from "brio-dictionary";
import type { BrioEvent } from "./metadata/event.ts";
import { eventsOf, knownMeanings, type MetadataOptions } from "./metadata/meanings.ts";
import { openFrameHeader } from "./open-frame.ts";

/** What a frame says about itself. All of it is the word of whoever made the frame; `verify` holds it against the content. */
export interface FrameInfo {
  /** Format version. */
  readonly version: number;
  /** `"stored"`: the content as it is. `"tokens"`: levels 1-6. `"model"` and `"bytes"`: levels 7-9, of phrases or of single bytes. */
  readonly coder: Coder;
  /** `"built-in"`, the id of another dictionary, or `null` for none. Of stored content and of `"bytes"` it says nothing: none is used. */
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
  /**
   * The signals that the writer looked for: `"built-in"` for the catalogue, the id of another set, or `null` for none. In version 1 they are
   * those of the dictionary, and this is `null`.
   */
  readonly signalSet: string | null;
  /** In order of offset. */
  readonly events: readonly BrioEvent[];
  /** What the application said of the content; no prototype, and no key if it said nothing. */
  readonly tags: FrameTags;
}

/**
 * Reads what a frame says about its content without decoding it, from the front of the frame alone: `headerLength`
 * bytes are enough. (Of a stored frame, `contentLength` then counts the bytes given.)
 *
 * @param options - `signals` for frames that name a set of your own, and `dictionary` for the phrases that `metadata: "all"` lists, if it is
 * yours (in version 1 for all events); without them those events have neither category nor phrase (in version 1 no phrase)
 * @throws {TypeError} `frame` is not a `Uint8Array`
 * @throws {BrioError} `not-brio`, `unsupported-version`, `truncated` or `corrupt`
 */
export function inspect(frame: Uint8Array, options: MetadataOptions = {}): FrameInfo {
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
    signalSet: signalSetOf(header),
    events: eventsOf(header.entries, header, knownMeanings(header, options)),
    tags: header.tags,
  };
}

function signalSetOf({ version, metadata, signalSet }: FrameHeader): string | null {
  return version === 1 || metadata === "none" ? null : (signalSet ?? signalCatalogue().id);
}

/**
 * Whether bytes begin as a Brio frame of any version does, also one that this release cannot read.
 *
 * @throws {TypeError} `bytes` is not a `Uint8Array`
 */
export function isBrio(bytes: Uint8Array): boolean {
  return isFrame(bytes);
}
