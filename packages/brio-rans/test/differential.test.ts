import { assertSame, pseudoRandom } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildRansModel, type RansModel } from "../src/index.ts";
import { IntervalList } from "../src/intervals.ts";
import type { RansKernel } from "../src/kernel.ts";
import { tsKernel } from "../src/kernel-ts/kernel.ts";
import { createHost, type Host, withInstance } from "../src/kernel-wasm/instance.ts";
import { NO_MINIMUMS, wasmKernel } from "../src/kernel-wasm/kernel.ts";
import * as layout from "../src/kernel-wasm/layout.ts";
import { lanes, sparseCounts } from "./arbitraries.ts";
import { newCursor } from "./support.ts";

const hosts: readonly (readonly ["wasm" | "wasm-scalar", Host])[] = [
  ["wasm", createHost(true)],
  ["wasm-scalar", createHost(false)],
];
const kernels = hosts.map(([name, host]) => wasmKernel(name, host, NO_MINIMUMS));

/** What lies where while symbols are decoded, and while intervals are encoded: [address, bytes]. */
const DECODING = [
  [layout.STATES_AT, layout.STATES_BYTES],
  [layout.PACKED_AT, layout.PACKED_BYTES],
  [layout.WORDS_AT, layout.WORDS_BYTES],
  [layout.SYMBOLS_AT, layout.SYMBOLS_BYTES],
] as const;
const ENCODING = [
  [layout.STATES_AT, layout.STATES_BYTES],
  [layout.STARTS_AT, layout.INTERVALS_BYTES],
  [layout.FREQUENCIES_AT, layout.INTERVALS_BYTES],
  [layout.TAGS_AT, layout.INTERVALS_BYTES],
  [layout.CODED_AT, layout.INTERVALS_BYTES],
] as const;

/** Bytes between the regions, where nothing is ever written. */
function gapsOf(regions: readonly (readonly [at: number, length: number])[]): [from: number, to: number][] {
  return regions.map(([at, length], i) => [at + length, regions[i + 1]?.[0] ?? layout.ROWS_AT]);
}

/** Overwrites all that a call must not rely on, as the message before would, and the gaps with canaries. */
function poison(value: number): void {
  for (const [, host] of hosts) {
    withInstance(host, (instance) => {
      instance.bytes.fill(value, layout.STATES_AT);
      instance.packed = undefined;
      instance.rows = undefined;
    });
  }
}

function expectCanaries(value: number, gaps: [from: number, to: number][]): void {
  for (const [name, { instance }] of hosts) {
    for (const [from, to] of gaps) {
      const changed = instance!.bytes.subarray(from, to).findIndex((byte) => byte !== value);
      if (changed >= 0) throw new Error(`${name}: wrote to ${from + changed}, between two regions`);
    }
  }
}

const models: fc.Arbitrary<RansModel> = fc
  .record({
    order: fc.constantFrom(0 as const, 0 as const, 1 as const),
    scaleBits: fc.oneof(fc.constant(12), fc.integer({ min: 8, max: 15 })),
    precision: fc.integer({ min: 0, max: 3 }),
  })
  .chain((options) =>
    sparseCounts(options.order === 0 ? [1, 256] : [1, 20], options.order).map((counts) =>
      buildRansModel(counts, options),
    ),
  );

/** States and words that no encoder may have written. */
const streams = fc
  .record({ lanes, wordCount: fc.nat(600), seed: fc.integer() })
  .map(({ lanes, wordCount, seed }) => {
    const random = pseudoRandom(seed);
    return {
      states: Uint32Array.from({ length: lanes }, () => 65536 + random(2 ** 32 - 65536)),
      words: Uint16Array.from({ length: wordCount }, () => random(65536)),
    };
  });

/** What a kernel makes of a stream, read in pieces. */
function decodeWith(
  kernel: RansKernel,
  { states, words }: { states: Uint32Array; words: Uint16Array },
  model: RansModel,
  lengths: readonly number[],
): { symbols: number[]; decoded: number[]; position: number; states: number[] } {
  const cursor = newCursor(states, words);
  const symbols: number[] = [];
  const decoded = lengths.map((length) => {
    const out = new Uint8Array(length);
    const count = length === 0 ? 0 : kernel.decodeSymbols(cursor, model, out);
    symbols.push(...out.subarray(0, count));
    return count;
  });
  return { symbols, decoded, position: cursor.position, states: Array.from(cursor.states) };
}

describe("the kernels agree", () => {
  test("in every symbol, state and position, whatever the stream, and touch nothing between their buffers", () => {
    fc.assert(
      fc.property(
        streams,
        models,
        fc.array(fc.oneof(fc.nat(40), fc.nat(3000)), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 255 }),
        (stream, model, lengths, value) => {
          const expected = decodeWith(tsKernel, stream, model, lengths);
          poison(value);
          for (const kernel of kernels) {
            const got = decodeWith(kernel, stream, model, lengths);
            assertSame(got.symbols, expected.symbols, `${kernel.name}: symbols`);
            expect(got).toEqual(expected);
          }
          expectCanaries(value, gapsOf(DECODING));
        },
      ),
      { numRuns: 400 },
    );
  });

  test("in every word and state that they encode", () => {
    fc.assert(
      fc.property(
        fc.record({ lanes, count: fc.oneof(fc.nat(60), fc.nat(20_000)), seed: fc.integer() }),
        fc.integer({ min: 0, max: 255 }),
        ({ lanes, count, seed }, value) => {
          const random = pseudoRandom(seed);
          const intervals = new IntervalList();
          intervals.reserve(count);
          for (let i = 0; i < count; i++) {
            const bits = 1 + random(16);
            const frequency = bits === 16 ? 1 : 1 + random(2 ** random(bits + 1));
            intervals.put(random(2 ** bits - frequency + 1), frequency, bits, random(2) * i);
          }
          const start = Uint32Array.from({ length: lanes }, () => 65536 + random(65536));
          const encodeWith = (kernel: RansKernel): { states: number[]; words: number[] } => {
            const states = start.slice();
            const out = new Uint16Array(count);
            const wordCount = kernel.encode(intervals, count, states, out);
            return { states: Array.from(states), words: Array.from(out.subarray(count - wordCount)) };
          };
          const expected = encodeWith(tsKernel);
          poison(value);
          for (const kernel of kernels) {
            const got = encodeWith(kernel);
            assertSame(got.words, expected.words, `${kernel.name}: words`);
            expect(got.states).toEqual(expected.states);
          }
          expectCanaries(value, gapsOf(ENCODING));
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([1, 2, 4, 8, 16, 32])(
    "on more symbols than a chunk and more words than a window, on %i lanes",
    (count) => {
      const random = pseudoRandom(count);
      const stream = {
        states: Uint32Array.from({ length: count }, () => 65536 + random(2 ** 31)),
        words: Uint16Array.from({ length: 70_000 }, () => random(65536)),
      };
      for (const scaleBits of [12, 15]) {
        const model = buildRansModel(
          Uint32Array.from({ length: 200 }, (_, i) => 1 + ((i * i) % 50)),
          { scaleBits },
        );
        const lengths = [70_001, 40_000, 60_000];
        const expected = decodeWith(tsKernel, stream, model, lengths);
        expect(expected.position).toBe(stream.words.length + 1);
        for (const kernel of kernels) expect(decodeWith(kernel, stream, model, lengths)).toEqual(expected);
      }
    },
  );
});

test("the regions of the memory lie one behind the other, with gaps", () => {
  for (const gaps of [gapsOf(DECODING), gapsOf(ENCODING)]) {
    for (const [from, to] of gaps) expect(to - from).toBeGreaterThanOrEqual(64);
  }
});
