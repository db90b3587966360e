import { noise } from "brio-test-support";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createHeads, nextGeneration } from "../src/generation.ts";
import { createBinaryTreeFinder, type MatchFinder } from "../src/index.ts";
import { allCandidates, anyInput, EXHAUSTIVE, FINDERS } from "./support.ts";

/** For each length from 4 on that some earlier position reaches, the nearest one, by trying all of them. */
function naiveCandidates(
  input: Uint8Array,
  position: number,
  windowLength: number,
  niceLength = 256,
): [number, number][] {
  const found: [number, number][] = [];
  let longest = 3;
  for (let distance = 1; distance <= Math.min(position, windowLength); distance++) {
    let length = 0;
    while (
      length < niceLength &&
      position + length < input.length &&
      input[position + length - distance] === input[position + length]
    ) {
      length++;
    }
    if (length > longest) {
      found.push([length, distance]);
      longest = length;
    }
  }
  return found;
}

describe.each(FINDERS)("%s finder", (_, createFinder) => {
  it("lists each length with its nearest distance, exactly as a naive search does", () => {
    fc.assert(
      fc.property(anyInput, fc.integer({ min: 1, max: 64 }), fc.nat(), (input, windowLength, cut) => {
        const start = cut % (input.length + 1);
        const lists = allCandidates(input, createFinder({ ...EXHAUSTIVE, windowLength }), start);
        lists.forEach((list, index) => {
          expect(list).toEqual(naiveCandidates(input, start + index, windowLength));
        });
      }),
      { numRuns: 200 },
    );
  });

  it("misses nothing while its slots are used again and again", () => {
    const input = noise(2500, 17, 2);
    for (const [windowLength, niceLength] of [
      [7, 256],
      [8, 5],
      [24, 256],
      [33, 7],
    ] as const) {
      const finder = createFinder({ depth: 100, windowLength, niceLength });
      allCandidates(input, finder).forEach((list, position) => {
        expect(list).toEqual(naiveCandidates(input, position, windowLength, niceLength));
      });
    }
  });

  it("misses nothing after skipped positions", () => {
    const input = noise(600, 1, 3);
    const finder = createFinder(EXHAUSTIVE);
    const candidates = { lengths: new Uint32Array(512), distances: new Uint32Array(512) };
    finder.reset(input, 0);
    for (let position = 0; position + 7 < input.length; position += 7) {
      const count = finder.find(position, candidates);
      expect([...candidates.lengths.subarray(0, count)]).toEqual(
        naiveCandidates(input, position, 32768).map(([length]) => length),
      );
      finder.skip(position + 1, 6);
    }
  });

  it("reaches back exactly as far as the window", () => {
    for (const windowLength of [64, 100]) {
      const gap = noise(windowLength - 8, 3);
      const phrase = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
      const atTheEdge = Uint8Array.of(...phrase, ...gap, ...phrase);
      const beyond = Uint8Array.of(...phrase, 0, ...gap, ...phrase);
      const finder = createFinder({ windowLength });
      expect(allCandidates(atTheEdge, finder)[windowLength]).toEqual([[8, windowLength]]);
      expect(allCandidates(beyond, finder)[windowLength + 1]).toEqual([]);
      // The same with the phrase as the first of a preset window, and just before it.
      expect(allCandidates(atTheEdge, finder, windowLength)[0]).toEqual([[8, windowLength]]);
      expect(allCandidates(beyond, finder, windowLength + 1)[0]).toEqual([]);
    }
  });

  it("keeps to depth and niceLength", () => {
    const input = noise(2000, 5, 2);
    for (const list of allCandidates(input, createFinder({ depth: 3 })))
      expect(list.length).toBeLessThanOrEqual(3);
    const run = new Uint8Array(500);
    for (const list of allCandidates(run, createFinder({ niceLength: 20 })).slice(1, 480)) {
      expect(list).toEqual([[20, 1]]);
    }
  });

  it("is not influenced by earlier inputs, whatever their order", () => {
    fc.assert(
      fc.property(fc.array(anyInput, { minLength: 2, maxLength: 5 }), (inputs) => {
        const reused = createFinder();
        for (const input of inputs) {
          expect(allCandidates(input, reused)).toEqual(allCandidates(input, createFinder()));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("finds nothing in inputs too short to hold a match", () => {
    for (let length = 0; length < 5; length++) {
      expect(allCandidates(new Uint8Array(length), createFinder()).flat()).toEqual([]);
    }
  });

  it("reads a view at its own offset", () => {
    const bytes = Uint8Array.of(9, 9, 9, 9, 9, 1, 2, 3, 4, 1, 2, 3, 4, 9, 9);
    expect(allCandidates(bytes.subarray(5, 13), createFinder())[4]).toEqual([[4, 4]]);
  });

  it("names the option or argument that is wrong", () => {
    expect(() => createFinder({ windowLength: 0 })).toThrow(
      new RangeError("windowLength: expected an integer from 1 to 16777216, got 0"),
    );
    expect(() => createFinder({ windowLength: 2 ** 24 + 1 })).toThrow(RangeError);
    expect(() => createFinder({ depth: 1.5 })).toThrow(
      new RangeError("depth: expected an integer from 1 to 4096, got 1.5"),
    );
    expect(() => createFinder({ niceLength: 257 })).toThrow(
      new RangeError("niceLength: expected an integer from 4 to 256, got 257"),
    );
    expect(() => createFinder({ depth: "8" as unknown as number })).toThrow(
      new TypeError("depth: expected a number, got string"),
    );
    const finder: MatchFinder = createFinder();
    expect(() => finder.reset([1, 2] as unknown as Uint8Array, 0)).toThrow(
      new TypeError("input: expected a Uint8Array, got Array"),
    );
    expect(() => finder.reset(new Uint8Array(3), 4)).toThrow(
      new RangeError("start: expected an integer from 0 to 3, got 4"),
    );
  });
});

describe("a tree cut off by depth", () => {
  it("still lists only matches that are there", () => {
    const input = noise(5000, 11, 3);
    allCandidates(input, createBinaryTreeFinder({ depth: 2, windowLength: 300 })).forEach(
      (list, position) => {
        for (const [length, distance] of list) {
          expect(distance).toBeLessThanOrEqual(300);
          expect(input.subarray(position - distance, position - distance + length)).toEqual(
            input.subarray(position, position + length),
          );
        }
      },
    );
  });
});

describe("generations of bucket heads", () => {
  it("start above every stamp of the input before", () => {
    const heads = createHeads(10);
    nextGeneration(heads, 100);
    expect(heads.base).toBeGreaterThan(0);
    const lastStamp = heads.base + 99;
    nextGeneration(heads, 7);
    expect(heads.base).toBeGreaterThan(lastStamp);
  });

  it("use two buckets a byte of a short input, all of them for a long one", () => {
    const heads = createHeads(15);
    const bitsFor = (inputLength: number): number => {
      nextGeneration(heads, inputLength);
      return 32 - heads.hashShift;
    };
    expect([0, 1, 100, 255, 256, 1000, 1024, 16383, 16384, 2 ** 20].map(bitsFor)).toEqual([
      8, 8, 8, 9, 10, 11, 12, 15, 15, 15,
    ]);
  });

  it("clear the table before stamps leave the range of 32 bits", () => {
    const heads = createHeads(10);
    let clearings = 0;
    for (let round = 0; round < 6; round++) {
      const before = heads.base;
      heads.stamps.fill(before);
      nextGeneration(heads, 2 ** 29);
      expect(heads.base + 2 ** 29 - 1).toBeLessThan(2 ** 31);
      if (heads.base < before) {
        clearings++;
        expect(heads.stamps.every((stamp) => stamp === 0)).toBe(true);
      }
    }
    expect(clearings).toBeGreaterThan(0);
  });
});
