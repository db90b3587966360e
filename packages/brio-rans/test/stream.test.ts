import { toHex, utf8 } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  buildRansModel,
  decodeRans,
  encodeRans,
  entropyOfCounts,
  estimateRansSize,
  RansDecoder,
  RansEncoder,
  type RansModel,
  readRansModel,
  writeRansModel,
} from "../src/index.ts";
import { lanes, seed, sparseCounts } from "./arbitraries.ts";
import { countsOf, outcome, rejection, typicalSymbols } from "./support.ts";

const text = utf8("I'm sorry, but I can't help with that. Is there something else you would like to know?");
const model = buildRansModel(countsOf(text, 256));

/** One thing to put: a model of its own, symbols of an earlier model, or fields. */
const put = fc.oneof(
  fc.record({
    kind: fc.constant("model" as const),
    model: fc
      .record({
        order: fc.constantFrom(0 as const, 1 as const),
        scaleBits: fc.integer({ min: 8, max: 15 }),
        precision: fc.integer({ min: 0, max: 3 }),
        symbolCount: fc.constantFrom(1, 3, 16),
      })
      .chain(({ symbolCount, ...options }) =>
        sparseCounts([symbolCount, symbolCount], options.order).map((counts) =>
          buildRansModel(counts, options),
        ),
      ),
    withPrior: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("symbols" as const),
    of: fc.nat(),
    length: fc.integer({ min: 0, max: 60 }),
    seed: fc.integer(),
  }),
  fc.array(fc.integer({ min: 0, max: 16 }), { maxLength: 20 }).chain((widths) =>
    fc.record({
      kind: fc.constant("fields" as const),
      widths: fc.constant(Uint8Array.from(widths)),
      values: fc
        .tuple(...widths.map((width) => fc.integer({ min: 0, max: 2 ** width - 1 })))
        .map((values) => Uint16Array.from(values)),
    }),
  ),
);

test("what was put in any order, on any lanes, comes back in that order, and so do the seeds", () => {
  fc.assert(
    fc.property(
      fc.array(put, { maxLength: 12 }),
      lanes,
      fc.array(seed, { maxLength: 32 }),
      (puts, laneCount, all) => {
        const seeds = all.slice(0, laneCount);
        const encoder = new RansEncoder();
        const models = [model];
        // Each step puts, and returns what a decoder is to do at that place.
        const checks = puts.map((item): ((decoder: RansDecoder) => void) => {
          if (item.kind === "fields") {
            encoder.putFields(item.widths, item.values);
            return (decoder) => {
              const values = new Uint16Array(item.widths.length).fill(1);
              decoder.getFields(item.widths, values);
              expect(values).toEqual(item.values);
            };
          }
          if (item.kind === "model") {
            const fits = (other: RansModel) =>
              other.order === 0 && other.symbolCount === item.model.symbolCount;
            const prior = item.withPrior ? models.find(fits) : undefined;
            encoder.putModel(item.model, prior);
            models.push(item.model);
            return (decoder) => expect(decoder.getModel(item.model, prior)).toEqual(item.model);
          }
          const of = models[item.of % models.length]!;
          const symbols = typicalSymbols(of, item.length, item.seed);
          encoder.putSymbols(symbols, of);
          return (decoder) => {
            const out = new Uint8Array(symbols.length).fill(255);
            decoder.getSymbols(of, out);
            expect(out).toEqual(symbols);
          };
        });
        const payload = encoder.finish({ lanes: laneCount, seeds });
        const decoder = new RansDecoder(payload, laneCount);
        for (const check of checks) check(decoder);
        expect(decoder.finish()).toEqual(Array.from({ length: laneCount }, (_, lane) => seeds[lane] ?? 0));
        expect(decoder.offset).toBe(payload.length);
      },
    ),
  );
});

test("a stored model is read as it was, with and without a prior", () => {
  const orders = fc.constantFrom(0 as const, 1 as const).chain((order) =>
    fc.record({
      order: fc.constant(order),
      counts: sparseCounts(order === 0 ? [1, 256] : [1, 24], order),
      scaleBits: fc.integer({ min: 8, max: 15 }),
      precision: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
      priorSeed: fc.integer(),
      withPrior: fc.boolean(),
    }),
  );
  fc.assert(
    fc.property(orders, ({ order, counts, scaleBits, precision, priorSeed, withPrior }) => {
      const options = precision === undefined ? {} : { precision };
      const made = buildRansModel(counts, { order, scaleBits, ...options });
      const others = Uint32Array.from({ length: made.symbolCount }, (_, i) => (i * priorSeed) & 7);
      others[0] = 1;
      const prior = withPrior ? buildRansModel(others) : undefined;
      const read = readRansModel(writeRansModel(made, prior), prior);
      expect(JSON.stringify(read)).toBe(JSON.stringify(made));
    }),
  );
});

test("a table is smaller against a prior like it than without one", () => {
  expect(writeRansModel(model, model).length).toBeLessThan(0.8 * writeRansModel(model).length);
});

describe("an encoder", () => {
  test("is empty after finish, and gives the same bytes for the same puts again", () => {
    const encoder = new RansEncoder();
    encoder.putModel(model);
    encoder.putSymbols(text, model);
    const first = encoder.finish();
    expect(toHex(encoder.finish())).toBe("00000100");
    encoder.putModel(model);
    encoder.putSymbols(text, model);
    expect(encoder.finish()).toEqual(first);
  });

  test("keeps nothing of a put that failed, and all of what was put before", () => {
    const whole = new RansEncoder();
    whole.putSymbols(text, model);
    const expected = whole.finish();

    const encoder = new RansEncoder();
    encoder.putSymbols(text, model);
    const foreign = buildRansModel(new Uint32Array(3).fill(1));
    for (const [message, putWrongly] of [
      [
        "symbols[3] = 0 has frequency 0 in the model",
        () => encoder.putSymbols(Uint8Array.of(73, 39, 109, 0), model),
      ],
      ["symbols[1] = 3 has frequency 0 in the model", () => encoder.putSymbols(Uint8Array.of(2, 3), foreign)],
      [
        "values[1] = 4 does not fit a field of 2 bits (0 … 16)",
        () => encoder.putFields(Uint8Array.of(2, 2), Uint16Array.of(3, 4)),
      ],
      [
        "values[1] = 1 does not fit a field of 0 bits (0 … 16)",
        () => encoder.putFields(Uint8Array.of(1, 0), Uint16Array.of(1, 1)),
      ],
      [
        "values[2] = 0 does not fit a field of 17 bits (0 … 16)",
        () => encoder.putFields(Uint8Array.of(1, 1, 17), Uint16Array.of(1, 1, 0)),
      ],
      [
        "values must have the length of widths, 1, got 2",
        () => encoder.putFields(Uint8Array.of(1), Uint16Array.of(1, 1)),
      ],
      ["prior must be an order-0 model of 256 symbols", () => encoder.putModel(model, foreign)],
      [
        "prior must be an order-0 model of 3 symbols",
        () => encoder.putModel(foreign, buildRansModel(new Uint32Array(9).fill(1), { order: 1 })),
      ],
      ["lanes must be 1, 2, 4, 8, 16 or 32, got 3", () => encoder.finish({ lanes: 3 })],
      [
        "seeds must be at most one of 0 … 65535 a lane, got 65536 for lane 1",
        () => encoder.finish({ lanes: 2, seeds: [0, 65536] }),
      ],
      [
        "seeds must be at most one of 0 … 65535 a lane, got 0 for lane 1",
        () => encoder.finish({ seeds: [0, 0] }),
      ],
    ] as const) {
      expect(putWrongly).toThrow(new RangeError(message));
    }
    expect(encoder.finish()).toEqual(expected);
  });

  test("of order 1 takes no symbol that never followed the one before", () => {
    const pairs = buildRansModel(countsOf(Uint8Array.of(0, 1, 2, 1), 3, 1), { order: 1 });
    expect(() => encodeRans(Uint8Array.of(0, 1, 0), pairs)).toThrow(
      new RangeError("symbols[2] = 0 has frequency 0 in the model"),
    );
  });
});

describe("a caller's mistake names the argument", () => {
  const payload = encodeRans(text, model);
  const numbers = [1, 2, 3] as unknown as Uint8Array;
  test.each([
    ["symbols must be a Uint8Array", () => encodeRans(numbers, model)],
    ["payload must be a Uint8Array", () => decodeRans(numbers, model, 1)],
    ["payload must be a Uint8Array", () => readRansModel("model" as unknown as Uint8Array)],
    ["out must be a Uint8Array", () => new RansDecoder(payload).getSymbols(model, numbers)],
    ["widths must be a Uint8Array", () => new RansEncoder().putFields(numbers, new Uint16Array(3))],
    ["values must be a Uint16Array", () => new RansEncoder().putFields(new Uint8Array(3), numbers as never)],
    [
      "out must be a Uint16Array",
      () => new RansDecoder(payload).getFields(new Uint8Array(3), numbers as never),
    ],
    ["counts must be a Uint32Array", () => estimateRansSize(numbers as never, model)],
    ["counts must be a Uint32Array", () => entropyOfCounts(numbers as never)],
  ])("%s", (message, mistake) => {
    expect(mistake).toThrow(new TypeError(message));
  });

  const shape = { order: 0, symbolCount: 3, scaleBits: 12 } as const;
  test.each([
    ["symbolCount must be 0 … 2^30, got -1", () => decodeRans(payload, model, -1)],
    ["symbolCount must be 0 … 2^30, got 1.5", () => decodeRans(payload, model, 1.5)],
    ["symbolCount must be 0 … 2^30, got 4294967296", () => decodeRans(payload, model, 2 ** 32)],
    ["lanes must be 1, 2, 4, 8, 16 or 32, got 0", () => decodeRans(payload, model, 1, { lanes: 0 })],
    ["lanes must be 1, 2, 4, 8, 16 or 32, got 64", () => new RansDecoder(payload, 64)],
    ["lanes must be 1, 2, 4, 8, 16 or 32, got 3", () => estimateRansSize(new Uint32Array(256), model, 3)],
    [
      "seeds must be at most one of 0 … 65535 a lane, got 0 for lane 1",
      () => decodeRans(payload, model, 1, { seeds: [0, 0] }),
    ],
    [
      "seeds must be at most one of 0 … 65535 a lane, got -1 for lane 0",
      () => decodeRans(payload, model, 1, { seeds: [-1] }),
    ],
    ["order must be 0 or 1, got 2", () => new RansDecoder(payload).getModel({ ...shape, order: 2 as 1 })],
    [
      "symbolCount must be 1 … 256, got 0",
      () => new RansDecoder(payload).getModel({ ...shape, symbolCount: 0 }),
    ],
    [
      "symbolCount must be 1 … 256, got 1000000000",
      () => new RansDecoder(payload).getModel({ ...shape, symbolCount: 1e9 }),
    ],
    [
      "scaleBits must be 8 … 15, got 16",
      () => new RansDecoder(payload).getModel({ ...shape, scaleBits: 16 }),
    ],
    ["prior must be an order-0 model of 3 symbols", () => new RansDecoder(payload).getModel(shape, model)],
    [
      "widths[1] must be 0 … 16, got 17",
      () => new RansDecoder(payload).getFields(Uint8Array.of(1, 17), new Uint16Array(2)),
    ],
    [
      "out must have the length of widths, 2, got 1",
      () => new RansDecoder(payload).getFields(Uint8Array.of(1, 1), new Uint16Array(1)),
    ],
    ["counts must have length 256, got 3", () => estimateRansSize(new Uint32Array(3), model)],
  ])("%s", (message, mistake) => {
    expect(mistake).toThrow(new RangeError(message));
  });
});

describe("seeds", () => {
  const checkOf = (symbols: Uint8Array): number =>
    symbols.reduce((hash, byte) => (hash * 31 + byte) & 0xffff, 7);
  const payload = encodeRans(text, model, { seeds: [checkOf(text)] });

  test("cost nothing to speak of", () => {
    expect(payload.length).toBeLessThanOrEqual(encodeRans(text, model).length + 2);
  });

  test("arrive, and a wrong one is a mismatch", () => {
    expect(decodeRans(payload, model, text.length, { seeds: [checkOf(text)] })).toEqual(text);
    for (const seeds of [[], [checkOf(text) ^ 1]]) {
      const error = rejection(() => decodeRans(payload, model, text.length, { seeds }));
      expect(error).toMatchObject({ code: "state-mismatch", offset: payload.length });
    }
  });

  test("that carry a check of the content give away every flipped bit", () => {
    let silent = 0;
    for (let bit = 0; bit < 8 * payload.length; bit++) {
      const damaged = payload.slice();
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      const error = outcome(() => {
        const decoder = new RansDecoder(damaged);
        const symbols = new Uint8Array(text.length);
        decoder.getSymbols(model, symbols);
        if (decoder.finish()[0] === checkOf(symbols)) throw new Error(`bit ${bit} went unnoticed`);
      });
      if (error === undefined) silent++;
    }
    // What decodes without complaint but for the check: without it, these would have passed.
    expect(silent).toBeGreaterThan(0);
  });
});

test("the offset says how much of a payload is needed so far", () => {
  const encoder = new RansEncoder();
  encoder.putFields(new Uint8Array(8).fill(16), new Uint16Array(8));
  const payload = encoder.finish({ lanes: 2 });
  const decoder = new RansDecoder(payload, 2);
  expect(decoder.offset).toBe(8);
  decoder.getFields(new Uint8Array(3).fill(16), new Uint16Array(3));
  expect(decoder.offset).toBe(14);
  expect(rejection(() => decoder.finish())).toMatchObject({ code: "trailing", offset: 14 });
});
