import type { Frame } from "brio-container";
import type { Dictionary } from "brio-dictionary";
import { decodeSymbols, encodeSymbols, isModelError, type Model, type ModelStreamOptions } from "brio-model";
import type { DecodedPayload } from "../decoded-payload.ts";
import { requireFrameDictionary } from "../dictionaries.ts";
import { BrioError } from "../errors.ts";
import type { ModelCoder } from "../model-coder.ts";
import type { CompressSettings, DecompressOptions } from "../options.ts";
import type { CodedPayload, PhraseUse } from "../pending-payload.ts";
import { requireFramePrior } from "../priors.ts";
import { segmentContent } from "../v2/segment-content.ts";
import { FIRST_PHRASE } from "../v2/symbol-bytes.ts";
import { dictionaryAlphabet } from "./alphabet.ts";
import { MAX_CONTENT_LENGTH, MAX_PHRASE_BYTES, STREAM_STATE_BYTES, STREAM_SYMBOLS } from "./format.ts";
import { bytesModel, phraseModel } from "./models.ts";

/** The level that does with fewer contexts; those above have all. */
const FAST_LEVEL = 7;

/**
 * Where phrases have fewer bytes than this on average, bytes are tried as well. Short text of a language that the dictionary does not know
 * is smaller as bytes below some 2.1 (measured: German, tables of numbers); one chat reply in fifty is below 2.25. Long text learns by itself what a
 * dictionary knows, and then phrases are in the way: of source code and of the like below some 4.2. Logs and transcripts have 4.7 or more.
 */
const FOREIGN_PHRASE_BYTES = 2.25;
const LONG_FOREIGN_PHRASE_BYTES = 4.5;
const LONG_CONTENT = 8192;

/** The coders of levels 7 to 9: symbols of the dictionary, or bytes, coded by a model of brio-model. */
export const modelCoder: ModelCoder = { encode, decode };

function encode(
  content: Uint8Array,
  { dictionary, prior, level, metadata }: CompressSettings,
  checkBits: number,
): readonly CodedPayload[] {
  if (content.length > MAX_CONTENT_LENGTH) {
    throw new RangeError(
      `input must have at most ${MAX_CONTENT_LENGTH} bytes at levels 7 to 9, got ${content.length}`,
    );
  }
  const profile = level === FAST_LEVEL ? 1 : 0;
  const optionsOf = (check: number): ModelStreamOptions => ({
    profile,
    lanes: laneCountOf(checkBits),
    seeds: checkBits === 32 ? [check & 0xffff, check >>> 16] : [check],
  });
  const asBytes: CodedPayload = {
    coder: "bytes",
    prior: null,
    phraseUses: [],
    finish: (check) => encodeSymbols(bytesModel(), Uint16Array.from(content), optionsOf(check)),
  };
  if (dictionary === null) return [asBytes];
  const symbols = segmentContent(dictionary, content);
  const asPhrases: CodedPayload = {
    coder: "model",
    prior: prior?.id ?? null,
    phraseUses: metadata === "all" ? phraseUsesOf(symbols, dictionary) : [],
    finish: (check) => encodeSymbols(phraseModel(dictionary, prior), symbols, optionsOf(check)),
  };
  const fewest = content.length < LONG_CONTENT ? FOREIGN_PHRASE_BYTES : LONG_FOREIGN_PHRASE_BYTES;
  return content.length < fewest * symbols.length ? [asPhrases, asBytes] : [asPhrases];
}

function decode(opened: Frame, options: DecompressOptions): DecodedPayload {
  const { coder, payload, payloadOffset, contentLength, checkBits } = opened;
  const model = coder === "bytes" ? bytesModel : phraseModelOf(opened, options);
  const lanes = laneCountOf(checkBits);
  if (contentLength > MAX_CONTENT_LENGTH) {
    throw new BrioError(
      "limit-exceeded",
      opened.lengthOffset,
      `content of ${contentLength} bytes is too long for its coder`,
    );
  }
  const longestSymbol = coder === "bytes" ? 1 : MAX_PHRASE_BYTES;
  const leastLength =
    Math.ceil(contentLength / (STREAM_SYMBOLS * longestSymbol)) * lanes * STREAM_STATE_BYTES;
  if (payload.length < leastLength) {
    const end = payloadOffset + payload.length;
    throw new BrioError("truncated", end, `payload is too short for content of ${contentLength} bytes`);
  }
  try {
    const { content, seeds, payloadLength } = decodeSymbols(model(), payload, contentLength, { lanes });
    const [low, high = 0] = seeds;
    return { content, check: ((high << 16) | low) >>> 0, payloadLength };
  } catch (error) {
    if (!isModelError(error)) throw error;
    const code = error.code === "truncated" ? "truncated" : "corrupt";
    throw new BrioError(code, payloadOffset + error.offset, "payload cannot be decoded", error);
  }
}

/** What makes the model that a frame of phrases needs. @throws {BrioError} the frame names none, or what it names is not at hand */
function phraseModelOf(opened: Frame, options: DecompressOptions): () => Model {
  const dictionary = requireFrameDictionary(opened, options.dictionary);
  // No encoder takes such a dictionary.
  if (dictionary?.model === undefined) {
    const reason =
      dictionary === null ? "the frame names no dictionary" : `dictionary ${dictionary.id} has no model`;
    throw new BrioError("corrupt", opened.payloadOffset, reason);
  }
  const prior = requireFramePrior(opened, dictionary, options.prior);
  return () => phraseModel(dictionary, prior);
}

/** A lane has room for 16 bits of the check. */
function laneCountOf(checkBits: number): 1 | 2 {
  return checkBits === 32 ? 2 : 1;
}

function phraseUsesOf(symbols: Uint16Array, dictionary: Dictionary): PhraseUse[] {
  const { offsets } = dictionaryAlphabet(dictionary);
  const uses: PhraseUse[] = [];
  let offset = 0;
  for (const symbol of symbols) {
    if (symbol >= FIRST_PHRASE) uses.push({ id: symbol - FIRST_PHRASE, offset });
    offset += offsets[symbol + 1] - offsets[symbol];
  }
  return uses;
}
