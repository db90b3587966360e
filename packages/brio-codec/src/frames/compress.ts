import {
  type CheckBits,
  type FrameEntry,
  type FrameFields,
  frameCheck,
  writeFrame,
  writeFrameHeader,
} from "brio-container";
import { referenceOf } from "../dictionaries.ts";
import { signalEntries, withPhraseUses } from "../events.ts";
import type { ModelCoder } from "../model-coder.ts";
import { type CompressOptions, type CompressSettings, compressSettings } from "../options.ts";
import type { CodedPayload } from "../pending-payload.ts";
import { contentOf } from "../text.ts";
import { encodeTokens as encodeTokens1 } from "../v1/encode.ts";
import { encodeTokens as encodeTokens2 } from "../v2/encode.ts";

/** Levels below are those of the token coder. */
const FIRST_MODEL_LEVEL = 7;

/**
 * `compress` of brio-codec.
 *
 * @param modelCoder - makes levels 7 to 9 of version 2; without it they do as 6
 */
export function compressFrame(
  input: Uint8Array | string,
  options: CompressOptions,
  modelCoder: ModelCoder | undefined,
): Uint8Array {
  const settings = compressSettings(options);
  const content = contentOf(input);
  const { version, dictionary, metadata } = settings;
  const checkBits = checkBitsOf(settings, content.length);
  const signals =
    dictionary === null || metadata === "none" ? [] : signalEntries(content, dictionary, version);

  const coded = shortest(
    content.length === 0
      ? []
      : codedPayloads(content, settings, checkBits, modelCoder).map((payload) =>
          codedFrame(settings, content, checkBits, signals, payload),
        ),
  );
  if (coded !== undefined && coded.length <= content.length) return coded;
  // Not much is gained, and a header that names a dictionary may take more.
  const fields = storedFields(settings, content, checkBits, signals);
  return shortest([coded, writeFrame({ ...fields, payload: content })])!;
}

function shortest(frames: readonly (Uint8Array | undefined)[]): Uint8Array | undefined {
  return frames.reduce(
    (best, frame) =>
      best === undefined || (frame !== undefined && frame.length < best.length) ? frame : best,
    undefined,
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

/** What the coders of the level make of a content. */
function codedPayloads(
  content: Uint8Array,
  settings: CompressSettings,
  checkBits: CheckBits,
  modelCoder: ModelCoder | undefined,
): readonly CodedPayload[] {
  const { version, level } = settings;
  if (modelCoder !== undefined && version === 2 && level >= FIRST_MODEL_LEVEL) {
    return modelCoder.encode(content, settings, checkBits);
  }
  const encode = version === 1 ? encodeTokens1 : encodeTokens2;
  return [{ coder: "tokens", prior: null, ...encode(content, settings, checkBits) }];
}

/**
 * The frame of a payload; undefined unless the payload is shorter than the content. (One of the same length could be taken for stored
 * content if the byte that names the coder changed.)
 */
function codedFrame(
  { version, dictionary, metadata }: CompressSettings,
  content: Uint8Array,
  checkBits: CheckBits,
  signals: readonly FrameEntry[],
  pending: CodedPayload,
): Uint8Array | undefined {
  const fields: FrameFields = {
    version,
    coder: pending.coder,
    checkBits,
    // Bytes need none, but metadata refers to one.
    dictionary: pending.coder === "bytes" && metadata === "none" ? null : referenceOf(dictionary, version),
    prior: pending.prior,
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
