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
import { contentOf } from "../text.ts";
import { encodeTokens as encodeTokens1 } from "../v1/encode.ts";
import { encodeTokens as encodeTokens2 } from "../v2/encode.ts";

/** Levels below are those of the token coder. */
const FIRST_MODEL_LEVEL = 7;

/**
 * `compress` of brio-codec.
 *
 * @param modelCoder - codes levels 7 to 9 of version 2; without it they do as 6
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

  return (
    codedFrame(settings, content, checkBits, signals, modelCoder) ??
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
 * The frame of the coder of the level; undefined unless its payload is shorter than the content. (One of the same length could be taken for
 * stored content if the byte that names the coder changed.)
 */
function codedFrame(
  settings: CompressSettings,
  content: Uint8Array,
  checkBits: CheckBits,
  signals: readonly FrameEntry[],
  modelCoder: ModelCoder | undefined,
): Uint8Array | undefined {
  if (content.length === 0) return undefined;
  const { version, level, dictionary, metadata } = settings;
  const useModel = modelCoder !== undefined && version === 2 && level >= FIRST_MODEL_LEVEL;
  const encode = useModel ? modelCoder.encode : version === 1 ? encodeTokens1 : encodeTokens2;
  const pending = encode(content, settings, checkBits);
  const fields: FrameFields = {
    version,
    coder: useModel ? "model" : "tokens",
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
