import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_SCALE_BITS, MIN_SCALE_BITS } from "../src/constants.ts";
import { type BuildRansModelOptions, buildRansModel, PRICE_UNIT, priceRansSymbols } from "../src/index.ts";
import { sparseCounts } from "./arbitraries.ts";

const scaleBits = fc.integer({ min: MIN_SCALE_BITS, max: MAX_SCALE_BITS });
const precision = fc.integer({ min: 0, max: 3 });

describe("frequencies", () => {
  test("sum up to the scale in every row that occurs, and no occurring symbol has none", () => {
    const orders = fc.constantFrom(0, 1).chain((order) =>
      fc.record({
        order: fc.constant(order as 0 | 1),
        counts: sparseCounts(order === 0 ? [1, 256] : [1, 12], order as 0 | 1),
      }),
    );
    fc.assert(
      fc.property(orders, scaleBits, ({ order, counts }, bits) => {
        const { symbolCount, frequencies, starts } = buildRansModel(counts, { order, scaleBits: bits });
        expect(symbolCount).toBe(order === 0 ? counts.length : Math.sqrt(counts.length));
        for (let row = 0; row < counts.length; row += symbolCount) {
          let total = 0;
          for (let i = row; i < row + symbolCount; i++) {
            if (starts[i] !== (frequencies[i] === 0 ? 0 : total))
              throw new Error(`start ${i} is ${starts[i]}, expected ${total}`);
            if ((frequencies[i] === 0) !== (counts[i] === 0)) throw new Error(`frequency ${i}`);
            total += frequencies[i]!;
          }
          if (total !== 0 || counts.subarray(row, row + symbolCount).some((count) => count !== 0)) {
            expect(total).toBe(2 ** bits);
          }
        }
      }),
    );
  });

  test("are near the share of each count", () => {
    fc.assert(
      fc.property(sparseCounts([2, 256]), scaleBits, (counts, bits) => {
        const { frequencies, counts: stored } = buildRansModel(counts, { scaleBits: bits, precision: 3 });
        const total = stored.reduce((sum, count) => sum + count, 0);
        const used = stored.filter((count) => count !== 0).length;
        let error = 0;
        stored.forEach((count, i) => {
          error += Math.abs(frequencies[i]! - (count / total) * 2 ** bits);
        });
        // Rounding, or raising to 1, moves each by less than one; undoing what that adds up to moves as much again.
        expect(error).toBeLessThan(2 * used);
      }),
    );
  });

  test("do not change when stored counts are built again", () => {
    fc.assert(
      fc.property(sparseCounts([1, 256]), scaleBits, precision, (counts, bits, digits) => {
        const model = buildRansModel(counts, { scaleBits: bits, precision: digits });
        // A stored count of 2^19, which rounding up can lead to, would be scaled down once more.
        fc.pre(Math.max(...model.counts) < 2 ** 19);
        const again = buildRansModel(model.counts, { scaleBits: bits, precision: digits });
        expect(again).toEqual(model);
      }),
    );
  });

  test("of a single symbol fill the scale, of 256 alike on 8 bits are 1", () => {
    expect(Array.from(buildRansModel(Uint32Array.of(0, 7)).frequencies)).toEqual([0, 4096]);
    const even = buildRansModel(new Uint32Array(256).fill(3), { scaleBits: 8 });
    expect(even.frequencies.every((frequency) => frequency === 1)).toBe(true);
  });

  test("take what they lack from the most frequent", () => {
    const counts = new Uint32Array(256).fill(1);
    counts[9] = 1_000_000;
    expect(buildRansModel(counts, { scaleBits: 8 }).frequencies.every((frequency) => frequency === 1)).toBe(
      true,
    );
    const { frequencies } = buildRansModel(counts, { scaleBits: 9 });
    expect(frequencies[9]).toBe(512 - 255);
  });
});

describe("precision", () => {
  test("is the number of bits behind the leading one of a stored count", () => {
    const counts = Uint32Array.of(0, 1, 2, 3, 5, 7, 11, 23, 47, 1000);
    const storedOf = (precision: number) => Array.from(buildRansModel(counts, { precision }).counts);
    expect(storedOf(0)).toEqual([0, 1, 2, 4, 4, 8, 8, 16, 32, 1024]);
    expect(storedOf(1)).toEqual([0, 1, 2, 3, 6, 8, 12, 24, 48, 1024]);
    expect(storedOf(2)).toEqual([0, 1, 2, 3, 5, 7, 12, 24, 48, 1024]);
    expect(storedOf(3)).toEqual([0, 1, 2, 3, 5, 7, 11, 24, 48, 1024]);
  });

  test("leaves each count within half a step, and counts of few bits exact", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 19 - 1 }), precision, (count, digits) => {
        const [stored] = buildRansModel(Uint32Array.of(count), { precision: digits }).counts;
        expect(Math.abs(stored! - count)).toBeLessThanOrEqual(count / 2 ** (digits + 1));
        if (count < 2 ** (digits + 1)) expect(stored).toBe(count);
        const trailing = 31 - Math.clz32(stored! & -stored!);
        expect(31 - Math.clz32(stored!) - trailing).toBeLessThanOrEqual(digits);
      }),
    );
  });

  test("follows the total of the counts by default", () => {
    for (const [total, expected] of [
      [1, 0],
      [2047, 0],
      [2048, 1],
      [16383, 1],
      [16384, 2],
      [131071, 2],
      [131072, 3],
      [2 ** 32 - 1, 3],
    ] as const) {
      expect(buildRansModel(Uint32Array.of(0, total)).precision).toBe(expected);
      expect(buildRansModel(Uint32Array.of(0, total - 1, 1)).precision).toBe(expected);
    }
  });

  test("counts of any size share one shift", () => {
    const { counts } = buildRansModel(Uint32Array.of(2 ** 32 - 1, 2 ** 31, 2 ** 20, 1, 0), { precision: 3 });
    expect(Array.from(counts)).toEqual([2 ** 19, 2 ** 18, 2 ** 7, 1, 0]);
  });
});

describe("a caller's mistake names the argument", () => {
  const one = Uint32Array.of(1);
  test.each<[string, Uint32Array, BuildRansModelOptions]>([
    ["counts must have a length of 1 … 256, got 0", new Uint32Array(0), {}],
    ["counts must have a length of 1 … 256, got 257", new Uint32Array(257).fill(1), {}],
    ["counts must have a length of the square of 1 … 256, got 5", new Uint32Array(5).fill(1), { order: 1 }],
    [
      "counts must have a length of the square of 1 … 256, got 66049",
      new Uint32Array(257 ** 2),
      { order: 1 },
    ],
    ["counts must not all be 0", new Uint32Array(3), {}],
    ["order must be 0 or 1, got 2", one, { order: 2 as 1 }],
    ["scaleBits must be 8 … 15, got 7", one, { scaleBits: 7 }],
    ["scaleBits must be 8 … 15, got 16", one, { scaleBits: 16 }],
    ["scaleBits must be 8 … 15, got 9.5", one, { scaleBits: 9.5 }],
    ["precision must be 0 … 3, got -1", one, { precision: -1 }],
    ["precision must be 0 … 3, got 4", one, { precision: 4 }],
  ])("%s", (message, counts, options) => {
    expect(() => buildRansModel(counts, options)).toThrow(new RangeError(message));
  });

  test("counts of another type", () => {
    expect(() => buildRansModel([1, 2] as unknown as Uint32Array)).toThrow(
      new TypeError("counts must be a Uint32Array"),
    );
  });
});

test("prices are those of the frequencies, to half a unit", () => {
  for (let bits = MIN_SCALE_BITS; bits <= MAX_SCALE_BITS; bits++) {
    const counts = Uint32Array.from({ length: 200 }, (_, i) => i ** 3);
    const model = buildRansModel(counts, { scaleBits: bits, precision: 3 });
    priceRansSymbols(model).forEach((price, symbol) => {
      const frequency = model.frequencies[symbol]!;
      if (frequency === 0) return expect(price).toBe(65535);
      // Above 4096, three low bits are cut off: up to 0.0025 bits.
      const slack = frequency > 4096 ? 0.5 + 0.0025 * PRICE_UNIT : 0.5;
      expect(Math.abs(price - PRICE_UNIT * (bits - Math.log2(frequency)))).toBeLessThanOrEqual(slack + 1e-9);
    });
  }
});
