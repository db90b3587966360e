import { BLOCK_LENGTH } from "../format.ts";
import { type EncodeJob, SEGMENT_LENGTH } from "../kernel.ts";
import { type TokenPrices, tokenPrices } from "../prices.ts";
import { CLASS_ROW_LENGTH, DISTANCE_ROW, MEMBER_ROW, type TokenTables } from "../tables.ts";
import {
  CANDIDATES_AT,
  CLASS_PRICES_AT,
  CLASS_STARTS_AT,
  DISTANCE_INTERVALS_AT,
  DISTANCE_PRICES_AT,
  STAMP_BITS,
  STAMPS_AT,
  TOKEN_LENGTHS_AT,
  TOKEN_VALUES_AT,
  VARIABLE_AT,
} from "./encoder-layout.ts";
import { growMemory, type MemoryViews, viewsOf } from "./host.ts";

/** What assembly/encode/index.ts exports. */
export interface EncoderExports {
  readonly memory: WebAssembly.Memory;
  readonly tokenCount: WebAssembly.Global<"i32">;
  readonly streamStart: WebAssembly.Global<"i32">;
  placeSymbols(symbolsAt: number, bytesAt: number, offsetsAt: number, count: number): void;
  trieBytes(byteCount: number): number;
  buildTrie(at: number, byteCount: number, scratch: number): void;
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

/** An instance with the tables of one dictionary. */
export interface Encoder extends MemoryViews {
  readonly exports: EncoderExports;
  /** Where the tables end: memory from here on belongs to the input. */
  readonly workAt: number;
}

/** Bytes behind the input that may be read: what they hold changes nothing. */
const INPUT_PADDING = 16;
/** Bytes in front of a segment: the context of its first block depends on them. */
const LOOK_BACK = 2;

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
  const inputAt = workAt + linkBytes + 16;
  if (!growMemory(exports.memory, encoder, inputAt + length + INPUT_PADDING)) return false;
  const lookBack = Math.min(LOOK_BACK, from);
  encoder.bytes.set(content.subarray(from - lookBack, to), inputAt - lookBack);
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

/** Makes an instance and fills its tables. @throws {RangeError} there is no memory for them */
export function instantiateEncoder(module: WebAssembly.Module, tables: TokenTables): Encoder {
  const exports = new WebAssembly.Instance(module).exports as unknown as EncoderExports;
  const { starts, symbolCount, bytes, offsets } = tables;
  const prices = tokenPrices(tables);
  const aligned = (length: number): number => (length + 63) & ~63;
  const symbolsAt = VARIABLE_AT;
  const bytesAt = symbolsAt + aligned(8 * symbolCount);
  const offsetsAt = bytesAt + aligned(bytes.length);
  const trieAt = offsetsAt + aligned(4 * offsets.length);
  const workAt = trieAt + aligned(exports.trieBytes(bytes.length));
  const scratchBytes = 12 * bytes.length + 2048;
  const encoder: Encoder = { exports, ...viewsOf(exports.memory), workAt };
  if (!growMemory(exports.memory, encoder, workAt + scratchBytes))
    throw new RangeError("no memory for the tables");

  const { buffer } = exports.memory;
  new Uint16Array(buffer, CLASS_STARTS_AT).set(starts.subarray(0, 256 * CLASS_ROW_LENGTH));
  encoder.bytes.set(prices.classes, CLASS_PRICES_AT);
  new Uint16Array(buffer, DISTANCE_PRICES_AT).set(prices.distances);
  putDistanceIntervals(new Uint16Array(buffer, DISTANCE_INTERVALS_AT), tables);
  putSymbols(new Uint16Array(buffer, symbolsAt), tables, prices);
  encoder.bytes.set(bytes, bytesAt);
  new Uint32Array(buffer, offsetsAt).set(offsets);
  exports.placeSymbols(symbolsAt, bytesAt, offsetsAt, symbolCount);
  exports.buildTrie(trieAt, bytes.length, workAt);
  return encoder;
}

/** By symbol four u16: start, frequency, price, and class and context as the two halves of the last. */
function putSymbols(
  out: Uint16Array,
  { starts, rows, classes, contexts, ranks, symbolCount }: TokenTables,
  prices: TokenPrices,
): void {
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    const at = rows[MEMBER_ROW + classes[symbol]] + ranks[symbol];
    out[4 * symbol] = starts[at];
    out[4 * symbol + 1] = starts[at + 1] - starts[at];
    out[4 * symbol + 2] = prices.members[symbol];
    out[4 * symbol + 3] = classes[symbol] | (contexts[symbol] << 8);
  }
}

/** By bucket · 64 + slot two u16: start and frequency. */
function putDistanceIntervals(out: Uint16Array, { starts, rows }: TokenTables): void {
  for (let bucket = 0; DISTANCE_ROW + bucket < rows.length; bucket++) {
    const at = rows[DISTANCE_ROW + bucket];
    for (let slot = 0; slot <= 2 * bucket; slot++) {
      out[2 * (64 * bucket + slot)] = starts[at + slot];
      out[2 * (64 * bucket + slot) + 1] = starts[at + slot + 1] - starts[at + slot];
    }
  }
}
