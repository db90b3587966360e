// Both encoders side by side: what one writes the other must write, and every decoder must read.
import { assertSame, concat } from "brio-test-support";
import { type BlockTokens, DECODED, RAW_BYTE, type TokenKernel } from "../../src/v2/kernel.ts";
import { tsKernel } from "../../src/v2/kernel-ts/kernel.ts";
import { effortOf } from "../../src/v2/levels.ts";
import type { TokenTables } from "../../src/v2/tables.ts";
import { chatTables, decodePayload, kernels } from "./decoding.ts";
import type { Token } from "./reference-encoder.ts";

export const LEVELS = [1, 2, 3, 4, 5, 6] as const;
export const LANE_COUNTS = [1, 2] as const;
export const BLOCK_LENGTH = 131072;
export const SEEDS = 0x89ab_4567;

export const wasm: TokenKernel = kernels.find(({ name }) => name === "wasm")!;

export interface Encoding {
  readonly streams: readonly Uint8Array[];
  /** Of the blocks that have tokens: where each starts, and copies of its tokens. */
  readonly blocks: readonly { readonly start: number; readonly tokens: BlockTokens }[];
}

export function encode(
  kernel: TokenKernel,
  content: Uint8Array,
  level: number,
  laneCount: 1 | 2,
  tables: TokenTables = chatTables,
): Encoding {
  const blocks: { start: number; tokens: BlockTokens }[] = [];
  const streams = kernel.encodeContent(tables.dictionary, {
    content,
    effort: effortOf(level),
    laneCount,
    seeds: SEEDS,
    onTokens: (start, { count, lengths, values }) => {
      blocks.push({
        start,
        tokens: { count, lengths: lengths.slice(0, count), values: values.slice(0, count) },
      });
    },
  });
  return { streams, blocks };
}

/** Encodes with both kernels, compares everything that they say, decodes with all of them, and returns what it looks like. */
export function encodeTwice(
  content: Uint8Array,
  level: number,
  laneCount: 1 | 2,
  tables: TokenTables = chatTables,
): Encoding {
  const what = `level ${level}, ${laneCount} lanes, ${content.length} bytes`;
  const expected = encode(wasm, content, level, laneCount, tables);
  const actual = encode(tsKernel, content, level, laneCount, tables);
  assertSame(startsOf(actual), startsOf(expected), `${what}: blocks with tokens`);
  actual.blocks.forEach(({ tokens }, i) => {
    assertSame(tokens.lengths, expected.blocks[i]!.tokens.lengths, `${what}: lengths of block ${i}`);
    assertSame(tokens.values, expected.blocks[i]!.tokens.values, `${what}: values of block ${i}`);
  });
  assertSame(concat(actual.streams), concat(expected.streams), `${what}: payload`);
  assertSame(lengthsOf(actual), lengthsOf(expected), `${what}: lengths of the streams`);
  const payload = concat(actual.streams);
  for (const kernel of kernels) {
    const decoded = decodePayload(kernel, payload, content.length, laneCount, tables);
    const seeds = laneCount === 2 ? SEEDS : SEEDS & 0xffff;
    assertSame([decoded.status, decoded.position, decoded.seeds], [DECODED, payload.length, seeds], what);
    assertSame(decoded.content, content, `${what}: content by ${kernel.name}`);
  }
  return actual;
}

function startsOf({ blocks }: Encoding): number[] {
  return blocks.map(({ start }) => start);
}

function lengthsOf({ streams }: Encoding): number[] {
  return streams.map(({ length }) => length);
}

export function sizeOf({ streams }: Encoding): number {
  return streams.reduce((sum, { length }) => sum + length, 0);
}

/** Tokens as the reference encoder wants them. */
export function referenceTokens({ count, lengths, values }: BlockTokens): Token[] {
  let [last, second] = [0, 0];
  return Array.from({ length: count }, (_, i): Token => {
    const value = values[i]!;
    const length = lengths[i]!;
    if (value >= RAW_BYTE) return { raw: value - RAW_BYTE };
    if (value >= 0) return { symbol: value };
    if (-value === last) return { length, at: "last" };
    const isSecond = -value === second;
    [last, second] = [-value, last];
    return isSecond ? { length, at: "second" } : { length, distance: last };
  });
}
