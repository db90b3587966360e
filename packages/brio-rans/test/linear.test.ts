import { pseudoRandom } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { LANE_COUNTS } from "../src/constants.ts";
import { BinaryRansDecoder, buildRansModel, type RansModel } from "../src/index.ts";
import type { Cursor } from "../src/kernel.ts";
import { tsKernel } from "../src/kernel-ts/kernel.ts";
import { decodeModel } from "../src/model-code.ts";
import { countsOf } from "./support.ts";

/** An array in which every read of an element counts. */
function counted<Numbers extends Uint8Array | Uint16Array>(
  numbers: Numbers,
): { numbers: Numbers; reads: () => number } {
  let reads = 0;
  const proxy = new Proxy(numbers, {
    get(target, key) {
      if (typeof key === "string" && key >= "0" && key <= "9:") reads++;
      return Reflect.get(target, key, target);
    },
  });
  return { numbers: proxy, reads: () => reads };
}

/** A stream of noise whose reads are counted. */
function countedCursor(wordCount: number, lanes: number): { cursor: Cursor; reads: () => number } {
  const random = pseudoRandom(wordCount + lanes);
  const words = Uint16Array.from({ length: wordCount + 3 }, (_, i) => (i < wordCount ? random(65536) : 0));
  const { numbers, reads } = counted(words);
  const states = Uint32Array.from({ length: lanes }, () => 65536 + random(2 ** 31));
  const cursor = { payload: new Uint8Array(0), words: numbers, wordCount, position: 0, states };
  return { cursor, reads };
}

const letters = Uint8Array.from({ length: 4000 }, (_, i) => (i * i) % 37);
const order0 = buildRansModel(countsOf(letters, 37));
const order1 = buildRansModel(
  countsOf(letters, 37, 1).map((count) => count + 1),
  { order: 1 },
);
// The one whose reads can be counted.
const kernel = tsKernel;

// A symbol takes one look at the stream whatever the stream holds, so time is bounded by what is asked for.
describe.each([0, 10, 10_000])("of a stream of %i words", (wordCount) => {
  test.each(LANE_COUNTS)("on %i lanes, each symbol and each field costs one read", (lanes) => {
    for (const model of [order0, order1] satisfies RansModel[]) {
      for (const length of [500, 1000, 4000]) {
        const { cursor, reads } = countedCursor(wordCount, lanes);
        kernel.decodeSymbols(cursor, model, new Uint8Array(length));
        expect(reads()).toBe(length);
      }
    }
    const { cursor, reads } = countedCursor(wordCount, lanes);
    kernel.decodeFields(cursor, new Uint8Array(700).fill(9), new Uint16Array(700));
    expect(reads()).toBe(700);
  });

  test("a row of a table costs a header and at most two reads a symbol", () => {
    for (let run = 0; run < 20; run++) {
      const { cursor, reads } = countedCursor(wordCount + run, 1);
      kernel.decodeRow(cursor, new Uint32Array(256), 3, undefined, 0);
      expect(reads()).toBeLessThanOrEqual(1 + 2 * 256);
    }
  });

  test("a model costs its rows, at most one more than there are symbols", () => {
    const { cursor, reads } = countedCursor(wordCount, 1);
    decodeModel(kernel, cursor, { order: 1, symbolCount: 64, scaleBits: 12 }, undefined);
    expect(reads()).toBeLessThanOrEqual(1 + 65 * (2 + 2 * 64));
  });
});

// A byte brings eight bits, and a decision takes fifteen at most.
test.each([6, 40, 10_000])("of a binary stream of %i bytes, a decision reads at most two", (length) => {
  const random = pseudoRandom(length);
  const payload = Uint8Array.from({ length }, () => 1 + random(255));
  for (const lanes of [1, 2] as const) {
    const { numbers, reads } = counted(payload);
    const decoder = new BinaryRansDecoder(numbers, lanes);
    for (let i = 0; i < 4000; i++) {
      const before = reads();
      decoder.get(i % 3 === 0 ? 1 : 1 + random(32767));
      expect(reads() - before).toBeLessThanOrEqual(2);
    }
    expect(reads()).toBeLessThanOrEqual(length);
  }
});
