import type { Sequences } from "brio-lz77";
import { RansEncoder } from "brio-rans";
import type { CompressSettings } from "../options.ts";
import type { PendingPayload, PhraseUse } from "../pending-payload.ts";
import { type BlockModels, priorModels } from "./block-models.ts";
import { encodeBlock } from "./encode-block.ts";
import { BLOCK_LENGTH, BLOCK_SIZE_BYTES, laneCountOf, seedsOf, WINDOW_LENGTH } from "./format.ts";
import { type Parser, parserOf } from "./parse.ts";
import { expectedModels, observedModels, pricesOf } from "./prices.ts";
import { type BlockTokens, phraseOf, tokenize } from "./tokens.ts";

// Kept between calls: their buffers take longer to allocate than a short message to encode.
const firstEncoder: RansEncoder = /* @__PURE__ */ new RansEncoder();
const laterEncoder: RansEncoder = /* @__PURE__ */ new RansEncoder();

/**
 * Encodes content, of at least one byte, with the token coder of format version 1: SPEC-1 section 3.
 *
 * @param checkBits - width of the check that `finish` will be given
 */
export function encodeTokens(
  content: Uint8Array,
  { level, dictionary, metadata }: CompressSettings,
  checkBits: number,
): PendingPayload {
  const parser = parserOf(level, dictionary);
  const models = { ...priorModels() };
  const phraseUses: PhraseUse[] = [];
  // A call that was ended by an exception may have left something.
  firstEncoder.reset();
  laterEncoder.reset();
  const streams: Uint8Array[] = [];
  try {
    for (let start = 0; start < content.length; start += BLOCK_LENGTH) {
      const end = Math.min(start + BLOCK_LENGTH, content.length);
      const windowStart = Math.max(0, start - WINDOW_LENGTH);
      const { tokens, sequences } = parseBlock(
        parser,
        content.subarray(windowStart, end),
        start - windowStart,
        models,
      );
      if (metadata === "all") addPhraseUses(phraseUses, sequences, start);
      const encoder = start === 0 ? firstEncoder : laterEncoder;
      encodeBlock(encoder, tokens, models);
      if (start > 0) streams.push(encoder.finish({ lanes: laneCountOf(end - start, 0) }));
    }
  } finally {
    parser.release();
  }
  return {
    phraseUses,
    finish(check: number): Uint8Array {
      const lanes = laneCountOf(Math.min(BLOCK_LENGTH, content.length), checkBits);
      return joinStreams([firstEncoder.finish({ lanes, seeds: seedsOf(check, lanes) }), ...streams]);
    },
  };
}

/** Parses `input` from `start` on, at first with the prices that are to be expected, then with those that came of it. */
function parseBlock(
  parser: Parser,
  input: Uint8Array,
  start: number,
  models: BlockModels,
): { tokens: BlockTokens; sequences: Sequences } {
  const expected = parser.passes === 0 ? models : expectedModels(models, input.subarray(start));
  let sequences = parser.parse(input, start, pricesOf(expected));
  let tokens = tokenize(input, start, sequences);
  for (let pass = 1; pass < parser.passes; pass++) {
    sequences = parser.parse(input, start, pricesOf(observedModels(models, tokens)));
    tokens = tokenize(input, start, sequences);
  }
  return { tokens, sequences };
}

function addPhraseUses(uses: PhraseUse[], sequences: Sequences, start: number): void {
  let offset = start;
  for (let i = 0; i < sequences.count; i++) {
    offset += sequences.literalLengths[i];
    const id = phraseOf(sequences.distances[i]);
    if (id >= 0) uses.push({ id, offset });
    offset += sequences.matchLengths[i];
  }
}

/** Each stream but the last one behind its size in three bytes. */
function joinStreams(streams: readonly Uint8Array[]): Uint8Array {
  const sizes = (streams.length - 1) * BLOCK_SIZE_BYTES;
  const payload = new Uint8Array(streams.reduce((sum, stream) => sum + stream.length, sizes));
  let at = 0;
  streams.forEach((stream, i) => {
    if (i < streams.length - 1) {
      payload[at++] = stream.length;
      payload[at++] = stream.length >>> 8;
      payload[at++] = stream.length >>> 16;
    }
    payload.set(stream, at);
    at += stream.length;
  });
  return payload;
}
