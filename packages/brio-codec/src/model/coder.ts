import { type Dictionary, segmentText } from "brio-dictionary";
import { decodeSymbols, encodeSymbols, isModelError } from "brio-model";
import type { DecodedPayload } from "../decoded-payload.ts";
import { BrioError } from "../errors.ts";
import type { ModelCoder } from "../model-coder.ts";
import type { CompressSettings } from "../options.ts";
import type { PendingPayload, PhraseUse } from "../pending-payload.ts";
import { FIRST_PHRASE } from "../v2/symbol-bytes.ts";
import { MAX_CONTENT_LENGTH, MAX_PHRASE_BYTES, STREAM_STATE_BYTES, STREAM_SYMBOLS } from "./format.ts";
import { modelOf } from "./models.ts";

/** Where a frame states the length of its content. */
const LENGTH_OFFSET = 2;

/** The level that does with fewer contexts; those above have all. */
const FAST_LEVEL = 7;

/** The coder of levels 7 to 9: symbols of the dictionary, or bytes, coded by the model of brio-model. */
export const modelCoder: ModelCoder = { encode, decode };

function encode(
  content: Uint8Array,
  { dictionary, level, metadata }: CompressSettings,
  checkBits: number,
): PendingPayload {
  if (content.length > MAX_CONTENT_LENGTH) {
    throw new RangeError(
      `input must have at most ${MAX_CONTENT_LENGTH} bytes at levels 7 to 9, got ${content.length}`,
    );
  }
  const symbols = dictionary === null ? Uint16Array.from(content) : segmentText(dictionary, content);
  return {
    phraseUses: dictionary !== null && metadata === "all" ? phraseUsesOf(symbols, dictionary) : [],
    finish: (check) =>
      encodeSymbols(modelOf(dictionary), symbols, {
        profile: level === FAST_LEVEL ? 1 : 0,
        lanes: laneCountOf(checkBits),
        seeds: checkBits === 32 ? [check & 0xffff, check >>> 16] : [check],
      }),
  };
}

function decode(
  payload: Uint8Array,
  payloadOffset: number,
  contentLength: number,
  checkBits: number,
  dictionary: Dictionary | null,
): DecodedPayload {
  // It is the frame that names this dictionary, and no encoder takes one without a model.
  if (dictionary !== null && dictionary.model === undefined) {
    throw new BrioError("corrupt", payloadOffset, `dictionary ${dictionary.id} has no model`);
  }
  const lanes = laneCountOf(checkBits);
  if (contentLength > MAX_CONTENT_LENGTH) {
    throw new BrioError(
      "limit-exceeded",
      LENGTH_OFFSET,
      `content of ${contentLength} bytes is too long for its coder`,
    );
  }
  const longestSymbol = dictionary === null ? 1 : MAX_PHRASE_BYTES;
  const leastLength =
    Math.ceil(contentLength / (STREAM_SYMBOLS * longestSymbol)) * lanes * STREAM_STATE_BYTES;
  if (payload.length < leastLength) {
    const end = payloadOffset + payload.length;
    throw new BrioError("truncated", end, `payload is too short for content of ${contentLength} bytes`);
  }
  try {
    const { content, seeds, payloadLength } = decodeSymbols(modelOf(dictionary), payload, contentLength, {
      lanes,
    });
    const [low, high = 0] = seeds;
    return { content, check: ((high << 16) | low) >>> 0, payloadLength };
  } catch (error) {
    if (!isModelError(error)) throw error;
    const code = error.code === "truncated" ? "truncated" : "corrupt";
    throw new BrioError(code, payloadOffset + error.offset, "payload cannot be decoded", error);
  }
}

/** A lane has room for 16 bits of the check. */
function laneCountOf(checkBits: number): 1 | 2 {
  return checkBits === 32 ? 2 : 1;
}

function phraseUsesOf(symbols: Uint16Array, dictionary: Dictionary): PhraseUse[] {
  const { offsets } = modelOf(dictionary).alphabet;
  const uses: PhraseUse[] = [];
  let offset = 0;
  for (const symbol of symbols) {
    if (symbol >= FIRST_PHRASE) uses.push({ id: symbol - FIRST_PHRASE, offset });
    offset += offsets[symbol + 1] - offsets[symbol];
  }
  return uses;
}
