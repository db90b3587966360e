import {
  type CheckBits,
  type FrameEntry,
  type FrameFields,
  frameCheck,
  writeFrame,
  writeFrameHeader,
} from "brio-container";
import { referenceOf } from "./dictionaries.ts";
import { signalEntries, withPhraseUses } from "./events.ts";
import { type CompressOptions, type CompressSettings, compressSettings } from "./options.ts";
import { contentOf } from "./text.ts";
import { encodeTokens as encodeTokens1 } from "./v1/encode.ts";
import { encodeTokens as encodeTokens2 } from "./v2/encode.ts";

/**
 * Compresses a text or bytes into one frame.
 *
 * The same input and options give the same frame on every engine, but maybe another one in the next release; what never
 * changes is what a frame decodes to. With `metadata: "none"` and `checksum: false` a frame is at most four bytes longer than its
 * content, whatever that is.
 *
 * @param input - a string is taken as UTF-8
 * @returns a frame in memory of its own
 * @throws {TypeError} `input` or an option has the wrong type
 * @throws {RangeError} an option is out of range, or the string holds half of a surrogate pair, which UTF-8 cannot keep
 * @example
 * ```ts
 * const frame = compress("Hello! How can I help you today?");
 * decompressText(frame); // "Hello! How can I help you today?"
 * ```
 */
export function compress(input: Uint8Array | string, options: CompressOptions = {}): Uint8Array {
  const settings = compressSettings(options);
  const content = contentOf(input);
  const { version, dictionary, metadata } = settings;
  const checkBits = checkBitsOf(settings, content.length);
  const signals =
    dictionary === null || metadata === "none" ? [] : signalEntries(content, dictionary, version);

  return (
    codedFrame(settings, content, checkBits, signals) ??
    writeFrame({ ...storedFields(settings, content, checkBits, signals), payload: content })
  );
}

function checkBitsOf({ checksum }: CompressSettings, contentLength: number): CheckBits {
  if (checksum === "auto") return contentLength < 1024 ? 16 : 32;
  return checksum ? 32 : 0;
}

/** Stored content needs no dictionary, but its metadata refers to one. */
function storedFields(
  { version, dictionary, metadata }: CompressSettings,
  content: Uint8Array,
  checkBits: CheckBits,
  entries: readonly FrameEntry[],
): FrameFields {
  return {
    version,
    coder: "stored",
    checkBits,
    dictionary: metadata === "none" ? null : referenceOf(dictionary, version),
    contentLength: content.length,
    metadata: dictionary === null ? "none" : metadata,
    entries,
  };
}

/**
 * The frame of the token coder; undefined unless its payload is shorter than the content. (One of the same length could be taken for
 * stored content if the byte that names the coder changed.)
 */
function codedFrame(
  settings: CompressSettings,
  content: Uint8Array,
  checkBits: CheckBits,
  signals: readonly FrameEntry[],
): Uint8Array | undefined {
  if (content.length === 0) return undefined;
  const { version, dictionary, metadata } = settings;
  const encodeTokens = version === 1 ? encodeTokens1 : encodeTokens2;
  const pending = encodeTokens(content, settings, checkBits);
  const fields: FrameFields = {
    version,
    coder: "tokens",
    checkBits,
    dictionary: referenceOf(dictionary, version),
    contentLength: content.length,
    metadata: dictionary === null ? "none" : metadata,
    entries:
      dictionary !== null && metadata === "all"
        ? withPhraseUses(signals, pending.phraseUses, dictionary, version)
        : signals,
  };
  const header = writeFrameHeader(fields);
  const payload = pending.finish(frameCheck(header, content));
  if (payload.length >= content.length) return undefined;
  const frame = new Uint8Array(header.length + payload.length);
  frame.set(header);
  frame.set(payload, header.length);
  return frame;
}
