import { BinaryRansDecoder, isRansError } from "brio-rans";
import { BLOCK_SYMBOLS, PROFILE_PROBABILITY, STATE_BYTES } from "../format.ts";
import { CORRUPT, DECODED, type DecodeJob, type DecodeStatus, type Decoding, TRUNCATED } from "../kernel.ts";
import type { Model } from "../model.ts";
import { closeSymbol, createPredictor, openSymbol, type Predictor, predict, update } from "./predictor.ts";

/** {@link ModelKernel.decodeContent} */
export function decodeContent(model: Model, { payload, content, laneCount }: DecodeJob): Decoding {
  let predictor: Predictor | undefined;
  let from = 0;
  for (let start = 0; ; ) {
    if (payload.length - from < laneCount * STATE_BYTES) return faultAt(TRUNCATED, payload.length);
    const decoder = openStream(payload.subarray(from), laneCount);
    if (typeof decoder === "number") return faultAt(CORRUPT, from + decoder);
    if (predictor === undefined) {
      const trained = model.profiles[decoder.get(PROFILE_PROBABILITY) as 0 | 1];
      predictor = createPredictor(model, trained, content.length);
    }
    const end = decodeBlock(predictor, decoder, content, start);
    from += decoder.offset;
    if (decoder.overrun) return faultAt(TRUNCATED, from);
    const seeds = decoder.seeds;
    if (end === undefined || seeds === undefined) return faultAt(CORRUPT, from);
    if (end === content.length) return { status: DECODED, position: from, seeds };
    if (seeds.some((seed) => seed !== 0)) return faultAt(CORRUPT, from);
    start = end;
  }
}

function faultAt(status: DecodeStatus, position: number): Decoding {
  return { status, position, seeds: [] };
}

/** The decoder of a stream, or the offset of a state that is out of range. */
function openStream(stream: Uint8Array, laneCount: 1 | 2): BinaryRansDecoder | number {
  try {
    return new BinaryRansDecoder(stream, laneCount);
  } catch (error) {
    if (isRansError(error)) return error.offset;
    throw error;
  }
}

/** Returns where the block ends in the content; undefined if a symbol goes beyond the end, or the stream ended before it. */
function decodeBlock(
  predictor: Predictor,
  decoder: BinaryRansDecoder,
  content: Uint8Array,
  start: number,
): number | undefined {
  const { bytes, offsets } = predictor.model.alphabet;
  let at = start;
  for (let count = 0; count < BLOCK_SYMBOLS && at < content.length; count++) {
    const symbol = decodeSymbol(predictor, decoder);
    const first = offsets[symbol];
    const end = offsets[symbol + 1];
    if (decoder.overrun || end - first > content.length - at) return undefined;
    for (let from = first; from < end; from++) content[at++] = bytes[from];
    closeSymbol(predictor, symbol);
  }
  return at;
}

function decodeSymbol(predictor: Predictor, decoder: BinaryRansDecoder): number {
  const { tree, alphabet } = predictor.model;
  const { root, children, splits, symbolOfLeaf } = tree;
  openSymbol(predictor);
  let node = root;
  while (node >= 0) {
    // Below a class, all leaves of a node are members of it, the one behind the split too.
    const classIndex = alphabet.classes[symbolOfLeaf[splits[node]]];
    const bit = decoder.get(predict(predictor, node, classIndex));
    update(predictor, bit);
    node = children[2 * node + bit];
  }
  return symbolOfLeaf[~node];
}
