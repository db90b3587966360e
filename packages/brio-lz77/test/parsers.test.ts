import { noise, utf8 } from "brio-test-support";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createHashChainFinder, expandSequences, extractLiterals } from "../src/index.ts";
import {
  anyInput,
  anyPrices,
  copiesOf,
  copyPrice,
  FINDERS,
  literalsPrice,
  PARSERS,
  plausiblePrices,
} from "./support.ts";

const COMBINATIONS = PARSERS.flatMap(([parser, parse]) =>
  FINDERS.map(([finder, createFinder]) => ({ name: `${parser} over ${finder}`, parse, createFinder })),
);

describe.each(COMBINATIONS)("$name", ({ parse, createFinder }) => {
  it("expands to the input, whatever the prices, the effort and the preset window", () => {
    fc.assert(
      fc.property(
        anyInput,
        anyPrices,
        fc.nat(),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 4, max: 60 }),
        (input, prices, cut, windowLength, depth, niceLength) => {
          const start = cut % (input.length + 1);
          const sequences = parse(input, createFinder({ windowLength, depth, niceLength }), prices, start);
          for (const copy of copiesOf(sequences, start)) {
            expect(copy.distance).toBeLessThanOrEqual(windowLength);
            expect(copy.length).toBeGreaterThanOrEqual(4);
            expect(copy.length).toBeLessThan(prices.lengths.length);
            const replaced = input.subarray(copy.position, copy.position + copy.length);
            expect(copyPrice(copy, prices, windowLength)).toBeLessThan(literalsPrice(replaced, prices));
          }
          const literals = extractLiterals(input, sequences, start);
          const preset = input.subarray(0, start);
          const output = expandSequences(sequences, literals, input.length - start, { preset });
          expect(output).toEqual(input.slice(start));
        },
      ),
      { numRuns: 150 },
    );
  });

  it("leaves no trace of one message in the parse of the next", () => {
    const reused = createFinder();
    fc.assert(
      fc.property(anyInput, anyPrices, (input, prices) => {
        expect(parse(input, reused, prices)).toEqual(parse(input, createFinder(), prices));
      }),
      { numRuns: 60 },
    );
  });

  it("returns arrays of their own, with exactly count elements and no memory beside them", () => {
    const finder = createFinder();
    const first = parse(new Uint8Array(100), finder, plausiblePrices());
    const kept = structuredClone(first);
    parse(noise(3000, 2, 2), finder, plausiblePrices());
    expect(first).toEqual(kept);
    for (const array of [first.literalLengths, first.matchLengths, first.distances]) {
      expect(array).toHaveLength(first.count);
      expect(array.buffer.byteLength).toBe(3 * 4 * first.count);
    }
  });

  it("makes one run of as few copies as the longest length allows", () => {
    const sequences = parse(new Uint8Array(1001), createFinder(), plausiblePrices(100));
    expect([...sequences.matchLengths]).toEqual(Array(10).fill(100));
    expect(sequences.literalLengths[0]).toBe(1);
    expect(new Set(sequences.distances)).toEqual(new Set([1]));
  });

  it("refers to the preset window", () => {
    const text = utf8("window of the past");
    const input = Uint8Array.of(...text, ...text);
    const sequences = parse(input, createFinder(), plausiblePrices(), text.length);
    expect(sequences).toMatchObject({ count: 1 });
    expect(copiesOf(sequences, text.length)).toEqual([
      { position: text.length, length: text.length, distance: text.length },
    ]);
  });

  it("leaves literals where a copy would cost the same", () => {
    const input = utf8("abcdefgh-abcdefgh");
    const prices = {
      ...plausiblePrices(),
      literals: new Uint16Array(256).fill(10),
      distance: () => 40,
      sequence: 0,
    };
    const taken = (lengthPrice: number) =>
      parse(input, createFinder(), { ...prices, lengths: new Uint16Array(20).fill(lengthPrice) }).count;
    expect(taken(40)).toBe(0);
    expect(taken(39)).toBe(1);
  });

  it("parses the empty input and an empty rest", () => {
    expect(parse(new Uint8Array(0), createFinder(), plausiblePrices()).count).toBe(0);
    expect(parse(new Uint8Array(50), createFinder(), plausiblePrices(), 50).count).toBe(0);
  });

  it("collects more copies than its scratch holds at first", () => {
    const words = noise(64, 9);
    const order = noise(12000, 10, 8);
    const input = Uint8Array.from([...order].flatMap((word) => [...words.subarray(8 * word, 8 * word + 8)]));
    const sequences = parse(input, createFinder({ niceLength: 8 }), plausiblePrices(8));
    expect(sequences.count).toBeGreaterThan(8192);
    const output = expandSequences(sequences, extractLiterals(input, sequences), input.length);
    expect(Buffer.compare(output, input)).toBe(0);
  });

  it("names the argument that is wrong", () => {
    const finder = createFinder();
    const prices = plausiblePrices();
    const input = new Uint8Array(10);
    expect(() => parse("text" as unknown as Uint8Array, finder, prices)).toThrow(
      new TypeError("input: expected a Uint8Array, got string"),
    );
    expect(() => parse(input, finder, prices, 11)).toThrow(
      new RangeError("start: expected an integer from 0 to 10, got 11"),
    );
    expect(() => parse(input, {} as typeof finder, prices)).toThrow(
      new TypeError("finder: expected a match finder, got Object"),
    );
    expect(() => parse(input, finder, { ...prices, literals: new Uint16Array(255) })).toThrow(
      new RangeError("prices.literals.length: expected an integer from 256 to 256, got 255"),
    );
    expect(() => parse(input, finder, { ...prices, lengths: new Uint16Array(4) })).toThrow(
      new RangeError("prices.lengths.length: expected an integer from 5 to 65536, got 4"),
    );
    expect(() => parse(input, finder, { ...prices, sequence: -1 })).toThrow(
      new RangeError("prices.sequence: expected an integer from 0 to 268435456, got -1"),
    );
    expect(() => parse(input, finder, { ...prices, distance: 3 as never })).toThrow(
      new TypeError("prices.distance: expected a function, got number"),
    );
    expect(() => parse(input, finder, { ...prices, lengths: null as never })).toThrow(
      new TypeError("prices.lengths: expected a Uint16Array, got null"),
    );
  });
});

describe("the lazy parser", () => {
  it("leaves a byte for a copy that begins a byte later and saves more", () => {
    const [, [, parseLazy]] = PARSERS;
    const [[, parseGreedy]] = PARSERS;
    const text = utf8("xabcd|bcdefghijkl|abcdefghijkl");
    const finder = createHashChainFinder();
    const at = (parse: typeof parseLazy) => copiesOf(parse(text, finder, plausiblePrices()))[0];
    expect(at(parseGreedy)).toMatchObject({ position: 18, length: 4 });
    expect(at(parseLazy)).toMatchObject({ position: 19, length: 11 });
  });
});

describe("the most repetitive input", () => {
  it.each([1, 2, 63, 40000])("with a period of %i bytes round-trips", (length) => {
    const period = noise(length, 13);
    const input = Uint8Array.from({ length: 2 ** 17 }, (_, index) => period[index % length]!);
    for (const { parse, createFinder } of COMBINATIONS) {
      const sequences = parse(input, createFinder(), plausiblePrices());
      const output = expandSequences(sequences, extractLiterals(input, sequences), input.length);
      expect(Buffer.compare(output, input)).toBe(0);
    }
  });
});
