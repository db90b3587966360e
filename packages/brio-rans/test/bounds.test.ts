import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  buildRansModel,
  encodeRans,
  entropyOfCounts,
  estimateRansSize,
  PRICE_UNIT,
  priceRansCounts,
  RansEncoder,
  type RansModel,
} from "../src/index.ts";
import { lanes, sparseCounts } from "./arbitraries.ts";
import { countsOf, typicalSymbols } from "./support.ts";

/** Bits that the symbols cost under the model, by its frequencies. */
function modelCost(symbols: Uint8Array, { order, symbolCount, scaleBits, frequencies }: RansModel): number {
  let bits = 0;
  let row = 0;
  for (const symbol of symbols) {
    bits += scaleBits - Math.log2(frequencies[row + symbol]!);
    if (order === 1) row = symbol * symbolCount;
  }
  return bits;
}

const models = fc.constantFrom(0 as const, 1 as const).chain((order) =>
  fc
    .record({
      counts: sparseCounts(order === 0 ? [1, 256] : [1, 20], order),
      scaleBits: fc.integer({ min: 8, max: 15 }),
    })
    .map(({ counts, scaleBits }) => buildRansModel(counts, { order, scaleBits })),
);
const length = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 3000 }));

/** What the integer states may gain or lose, in bits a symbol: see estimateRansSize. */
const GRANULARITY = 1 / 64;

describe("the size of a payload", () => {
  test("is at least what the symbols cost, less what the states keep, and at most a word a symbol", () => {
    fc.assert(
      fc.property(models, length, fc.integer(), lanes, (model, count, seed, laneCount) => {
        const symbols = typicalSymbols(model, count, seed);
        const size = encodeRans(symbols, model, { lanes: laneCount }).length;
        const cost = modelCost(symbols, model);
        // A state ends below 2^32 and began at 2^16: each lane keeps up to 16 bits beside the four bytes it takes.
        const slack = 1 + (GRANULARITY * symbols.length) / 8;
        expect(size).toBeGreaterThanOrEqual(4 * laneCount + cost / 8 - 2 * laneCount - slack);
        expect(size).toBeLessThanOrEqual(4 * laneCount + cost / 8 + slack);
        expect(size).toBeLessThanOrEqual(4 * laneCount + 2 * symbols.length);
      }),
    );
  });

  test("with models and fields is at most a word for each of them", () => {
    const model = buildRansModel(Uint32Array.from({ length: 256 }, (_, i) => i * i));
    const encoder = new RansEncoder();
    encoder.putModel(model);
    encoder.putFields(new Uint8Array(100).fill(16), new Uint16Array(100).fill(65535));
    // Header, precision, 256 octaves with their mantissas, 100 fields.
    expect(encoder.finish({ lanes: 8 }).length).toBeLessThanOrEqual(32 + 2 * (2 + 512 + 100));
  });
});

test("the entropy of counts is theirs, and no model makes their symbols cheaper", () => {
  fc.assert(
    fc.property(sparseCounts([1, 256]), fc.integer({ min: 8, max: 15 }), (all, scaleBits) => {
      const counts = all.map((count) => count % 2 ** 20);
      const total = counts.reduce((sum, count) => sum + count, 0);
      let bits = 0;
      for (const count of counts) if (count > 0) bits += count * Math.log2(total / count);
      const price = entropyOfCounts(counts);
      expect(Math.abs(price / PRICE_UNIT - bits)).toBeLessThanOrEqual(total / 30);
      const model = buildRansModel(all, { scaleBits });
      // Its own rounding is 1/64 bit a symbol, and 0.0025 more above a frequency of 4096.
      expect(priceRansCounts(counts, model) / PRICE_UNIT).toBeGreaterThanOrEqual(
        bits - total * (1 / 64 + 0.0025) - 1e-6,
      );
    }),
  );
  expect(entropyOfCounts(new Uint32Array(4))).toBe(0);
  expect(entropyOfCounts(Uint32Array.of(8, 0, 8))).toBe(16 * PRICE_UNIT);
});

describe("an estimate is within 2 · lanes + 1 bytes and 1/32 bit a symbol", () => {
  function expectNear(symbols: Uint8Array, model: RansModel, laneCount: number): void {
    const real = encodeRans(symbols, model, { lanes: laneCount }).length;
    const estimate = estimateRansSize(countsOf(symbols, model.symbolCount, model.order), model, laneCount);
    const slack = 2 * laneCount + 1 + symbols.length / 32 / 8;
    if (Math.abs(estimate - real) > slack) {
      throw new Error(`${symbols.length} symbols: estimated ${estimate}, real ${real} bytes, ±${slack}`);
    }
  }

  test("of symbols as the model expects them", () => {
    fc.assert(
      fc.property(models, length, fc.integer(), lanes, (model, count, seed, laneCount) => {
        expectNear(typicalSymbols(model, count, seed), model, laneCount);
      }),
    );
  });

  test("of any symbols, up to scales of 12 bits", () => {
    fc.assert(
      fc.property(
        sparseCounts([1, 256]),
        fc.integer({ min: 8, max: 12 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
        length,
        lanes,
        (counts, scaleBits, picks, count, laneCount) => {
          const model = buildRansModel(counts, { scaleBits });
          const used = Array.from(counts.keys()).filter((symbol) => counts[symbol] !== 0);
          const symbols = Uint8Array.from(
            { length: count },
            (_, i) => used[picks[i % picks.length]! % used.length]!,
          );
          expectNear(symbols, model, laneCount);
        },
      ),
    );
  });

  test("and infinite for a symbol that the model does not have", () => {
    const model = buildRansModel(Uint32Array.of(1, 0, 1));
    expect(estimateRansSize(Uint32Array.of(5, 1, 5), model)).toBe(Number.POSITIVE_INFINITY);
    expect(estimateRansSize(Uint32Array.of(8, 0, 8), model)).toBe(6);
  });
});
