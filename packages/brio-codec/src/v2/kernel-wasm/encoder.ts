import type { Dictionary } from "brio-dictionary";
import { BLOCK_LENGTH } from "../format.ts";
import { type EncodeJob, SEGMENT_LENGTH } from "../kernel.ts";
import { CANDIDATES_AT, STAMP_BITS, STAMPS_AT, TOKEN_LENGTHS_AT, TOKEN_VALUES_AT } from "./encoder-layout.ts";
import { growMemory } from "./host.ts";
import { placeDictionary, type SymbolExports, type SymbolInstance } from "./place-dictionary.ts";

/** What assembly/encode/index.ts exports. */
export interface EncoderExports extends SymbolExports {
  readonly tokenCount: WebAssembly.Global<"i32">;
  readonly streamStart: WebAssembly.Global<"i32">;
  buildTables(): void;
  placeHashChain(stampsAt: number, bits: number, linksAt: number, candidatesAt: number): void;
  beginInput(
    at: number,
    length: number,
    position: number,
    windowLength: number,
    depth: number,
    niceLength: number,
  ): void;
  encodeBlock(
    start: number,
    end: number,
    isOptimal: number,
    niceLength: number,
    margin: number,
    insertsAll: number,
    laneCount: number,
    seed: number,
    secondSeed: number,
  ): number;
}

export type Encoder = SymbolInstance<EncoderExports>;

/** Bytes behind the input that may be read: what they hold changes nothing. */
const INPUT_PADDING = 16;

/** Encodes a content in the memory of an instance. Returns undefined if there is not enough memory. */
export function encodeWithInstance(encoder: Encoder, job: EncodeJob): Uint8Array[] | undefined {
  const { content } = job;
  const streams: Uint8Array[] = [];
  for (let from = 0; from < content.length; from += SEGMENT_LENGTH) {
    const to = Math.min(from + SEGMENT_LENGTH, content.length);
    if (!encodeSegment(encoder, job, from, to, streams)) return undefined;
  }
  return streams;
}

/** Appends the streams of the blocks from `from` to `to`. */
function encodeSegment(
  encoder: Encoder,
  job: EncodeJob,
  from: number,
  to: number,
  streams: Uint8Array[],
): boolean {
  const { content, effort, laneCount, seeds, onTokens } = job;
  const { windowLength, depth, niceLength, margin } = effort;
  const { exports, workAt } = encoder;
  const length = to - from;
  const reach = Math.min(windowLength, length);
  const linkBytes = 4 * 2 ** (32 - Math.clz32(reach - 1));
  const inputAt = workAt + linkBytes;
  if (!growMemory(exports.memory, encoder, inputAt + length + INPUT_PADDING)) return false;
  encoder.bytes.set(content.subarray(from, to), inputAt);
  exports.placeHashChain(STAMPS_AT, STAMP_BITS, workAt, CANDIDATES_AT);
  exports.beginInput(inputAt, length, from, windowLength, depth, niceLength);
  for (let start = 0; start < length; start += BLOCK_LENGTH) {
    const end = Math.min(start + BLOCK_LENGTH, length);
    const isLast = from + end === content.length;
    const streamLength = exports.encodeBlock(
      start,
      end,
      effort.isOptimal ? 1 : 0,
      niceLength,
      margin,
      effort.insertsAll ? 1 : 0,
      laneCount,
      isLast ? seeds & 0xffff : 0,
      isLast ? seeds >>> 16 : 0,
    );
    const streamAt = exports.streamStart.value;
    streams.push(encoder.bytes.slice(streamAt, streamAt + streamLength));
    const count = exports.tokenCount.value;
    if (onTokens !== undefined && count > 0) {
      const { buffer } = exports.memory;
      const lengths = new Int32Array(buffer, TOKEN_LENGTHS_AT, count);
      onTokens(from + start, { count, lengths, values: new Int32Array(buffer, TOKEN_VALUES_AT, count) });
    }
  }
  return true;
}

/**
 * Makes an instance, and in it the tables of a dictionary with a model.
 *
 * @throws {RangeError} there is no memory for them
 */
export function instantiateEncoder(module: WebAssembly.Module, dictionary: Dictionary): Encoder {
  const exports = new WebAssembly.Instance(module).exports as unknown as EncoderExports;
  return placeDictionary(exports, dictionary, () => exports.buildTables());
}
