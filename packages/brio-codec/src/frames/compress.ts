import {
  type CheckBits,
  type DictionaryReference,
  type FrameEntry,
  type FrameFields,
  frameCheck,
  writeFrame,
  writeFrameHeader,
} from "brio-container";
import { referenceOf } from "../dictionaries.ts";
import { type EntryMeanings, writerMeanings } from "../metadata/meanings.ts";
import { signalSetReference } from "../metadata/signal-sets.ts";
import type { ModelCoder } from "../model-coder.ts";
import { type CompressOptions, type CompressSettings, compressSettings } from "../options.ts";
import type { CodedPayload, PhraseUse } from "../pending-payload.ts";
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
  const described = describe(content, settings);

  const coded = shortest(
    content.length === 0
      ? []
      : codedPayloads(content, settings, described.checkBits, modelCoder).map((payload) =>
          codedFrame(settings, content, described, payload),
        ),
  );
  if (coded !== undefined && coded.length <= content.length) return coded;
  // Not much is gained, and a header that names a dictionary may take more.
  return shortest([coded, storedFrame(settings, content, described)])!;
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

/** What the frame of a content says, whichever coder makes it. */
interface Description extends Omit<FrameFields, "coder"> {
  readonly entries: readonly FrameEntry[];
}

function describe(content: Uint8Array, settings: CompressSettings): Description {
  const { version, metadata, signals, tags } = settings;
  return {
    version,
    checkBits: checkBitsOf(settings, content.length),
    contentLength: content.length,
    metadata,
    signalSet: version === 1 || metadata === "none" ? null : signalSetReference(signals),
    tags,
    entries: metadata === "none" ? [] : writerMeanings(settings).signalEntries(content),
  };
}

/** Signals and the phrases that the encoder used, in order of position. */
function withPhraseUses(
  signals: readonly FrameEntry[],
  uses: readonly PhraseUse[],
  meanings: EntryMeanings,
): readonly FrameEntry[] {
  const phrases = uses.map(meanings.phraseEntry).filter((entry) => entry !== undefined);
  return [...signals, ...phrases].sort((a, b) => a.position - b.position || a.value - b.value);
}

/** Stored content needs no dictionary, but in version 1 its metadata refers to one. */
function storedFrame(
  { version, dictionary, metadata }: CompressSettings,
  content: Uint8Array,
  described: Description,
): Uint8Array {
  const reference =
    version === 1 && metadata !== "none" ? referenceOf(dictionary, version) : unusedReference(described);
  return writeFrame({ ...described, coder: "stored", dictionary: reference, payload: content });
}

/** How a payload that uses no dictionary refers to one: as it takes least. A header that says nothing of it names the built-in one. */
function unusedReference({ metadata, signalSet, tags }: Description): DictionaryReference {
  const saysNothing = metadata === "signals" && signalSet === null && Object.keys(tags ?? {}).length === 0;
  return saysNothing ? "built-in" : null;
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
  settings: CompressSettings,
  content: Uint8Array,
  described: Description,
  pending: CodedPayload,
): Uint8Array | undefined {
  const { version, dictionary, metadata } = settings;
  const fields: FrameFields = {
    ...described,
    coder: pending.coder,
    dictionary: pending.coder === "bytes" ? unusedReference(described) : referenceOf(dictionary, version),
    prior: pending.prior,
    entries:
      metadata === "all"
        ? withPhraseUses(described.entries, pending.phraseUses, writerMeanings(settings))
        : described.entries,
  };
  const header = writeFrameHeader(fields);
  const payload = pending.finish(frameCheck(header, content));
  if (payload.length >= content.length) return undefined;
  const frame = new Uint8Array(header.length + payload.length);
  frame.set(header);
  frame.set(payload, header.length);
  return frame;
}
