import { assertSame, pseudoRandom } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { LANE_COUNTS, MAX_SCALE_BITS, MIN_SCALE_BITS, STATE_LOWER_BOUND } from "../src/constants.ts";
import { encodeRow } from "../src/encode-row.ts";
import { buildRansModel, type RansModel } from "../src/index.ts";
import { IntervalList } from "../src/intervals.ts";
import { type Cursor, type RansKernel, wordsOf } from "../src/kernel.ts";
import { countsOf, newCursor } from "./support.ts";

const SCALES = Array.from({ length: MAX_SCALE_BITS - MIN_SCALE_BITS + 1 }, (_, i) => MIN_SCALE_BITS + i);

/** Symbols of which small ones are frequent: as many as the noise has factors below one half. */
function skewed(length: number, symbolCount: number, seed: number): Uint8Array {
  const random = pseudoRandom(seed);
  return Uint8Array.from({ length }, () =>
    Math.min(random(symbolCount), random(symbolCount), random(symbolCount)),
  );
}

function putSymbols(intervals: IntervalList, symbols: Uint8Array, model: RansModel): void {
  intervals.reserve(symbols.length);
  let row = 0;
  symbols.forEach((symbol, turn) => {
    intervals.put(model.starts[row + symbol]!, model.frequencies[row + symbol]!, model.scaleBits, turn);
    if (model.order === 1) row = symbol * model.symbolCount;
  });
}

function startStates(lanes: number): Uint32Array {
  return Uint32Array.from({ length: lanes }, (_, lane) => STATE_LOWER_BOUND + ((lane * 12345) & 0xffff));
}

/** What the encoder of the kernel makes of the intervals, ready to be decoded. */
function cursorOf(kernel: RansKernel, intervals: IntervalList, lanes: number): Cursor {
  const states = startStates(lanes);
  const out = new Uint16Array(intervals.count);
  const wordCount = kernel.encode(intervals, intervals.count, states, out);
  return newCursor(states, out.subarray(out.length - wordCount));
}

/** Every word was taken, none more, and each lane is back where the encoder started. */
function expectEnd(cursor: Cursor): void {
  expect(cursor.position).toBe(cursor.wordCount);
  expect(cursor.states).toEqual(startStates(cursor.states.length));
}

/** The suite that every kernel passes. */
export function contract(kernel: RansKernel): void {
  describe.each(LANE_COUNTS)("on %i lanes", (lanes) => {
    test("nothing", () => {
      const cursor = cursorOf(kernel, new IntervalList(), lanes);
      expect(cursor.wordCount).toBe(0);
      expect(kernel.decodeSymbols(cursor, buildRansModel(Uint32Array.of(1)), new Uint8Array(0))).toBe(0);
      kernel.decodeFields(cursor, new Uint8Array(0), new Uint16Array(0));
      expectEnd(cursor);
    });

    test.each(SCALES)("symbols on a scale of %i bits, any number of them", (scaleBits) => {
      for (const [symbolCount, seed] of [
        [2, 1],
        [7, 2],
        [256, 3],
      ] as const) {
        const all = skewed(700, symbolCount, seed);
        const model = buildRansModel(countsOf(all, symbolCount), { scaleBits });
        for (let length = 1; length <= all.length; length += length < 20 ? 1 : 227) {
          const symbols = all.subarray(0, length);
          const intervals = new IntervalList();
          putSymbols(intervals, symbols, model);
          const cursor = cursorOf(kernel, intervals, lanes);
          const out = new Uint8Array(length);
          expect(kernel.decodeSymbols(cursor, model, out)).toBe(length);
          assertSame(out, symbols);
          expectEnd(cursor);
        }
      }
    });

    test("symbols of order 1", () => {
      const symbols = skewed(600, 20, 4);
      const model = buildRansModel(countsOf(symbols, 20, 1), { order: 1 });
      const intervals = new IntervalList();
      putSymbols(intervals, symbols, model);
      const cursor = cursorOf(kernel, intervals, lanes);
      const out = new Uint8Array(symbols.length);
      expect(kernel.decodeSymbols(cursor, model, out)).toBe(symbols.length);
      assertSame(out, symbols);
      expectEnd(cursor);
    });

    test.each(SCALES)("a symbol that fills its scale of %i bits costs nothing", (scaleBits) => {
      for (const order of [0, 1] as const) {
        const symbols = new Uint8Array(5000);
        const model = buildRansModel(countsOf(symbols, 3, order), { scaleBits, order });
        expect(model.frequencies[0]).toBe(2 ** scaleBits);
        const intervals = new IntervalList();
        putSymbols(intervals, symbols, model);
        const cursor = cursorOf(kernel, intervals, lanes);
        expect(cursor.wordCount).toBe(0);
        const out = new Uint8Array(symbols.length).fill(1);
        kernel.decodeSymbols(cursor, model, out);
        assertSame(out, symbols);
        expectEnd(cursor);
      }
    });

    test("fields of 0 to 16 bits, each for its width", () => {
      const random = pseudoRandom(5);
      const widths = Uint8Array.from({ length: 1700 }, (_, i) => i % 17);
      const values = Uint16Array.from(widths, (width, i) =>
        i < 34 ? (i < 17 ? 2 ** width - 1 : 0) : random(2 ** width),
      );
      const intervals = new IntervalList();
      intervals.reserve(widths.length);
      widths.forEach((width, i) => {
        if (width > 0) intervals.put(values[i]!, 1, width, 0);
      });
      const cursor = cursorOf(kernel, intervals, lanes);
      // 1700 fields, 8 bits on average, are 850 words; the state of the first lane may keep one of them.
      expect(cursor.wordCount).toBeLessThanOrEqual(850);
      expect(cursor.wordCount).toBeGreaterThanOrEqual(849);
      const out = new Uint16Array(widths.length).fill(1);
      kernel.decodeFields(cursor, widths, out);
      assertSame(out, values);
      expectEnd(cursor);
    });

    test.each([
      ["symbols", 0],
      ["symbols of order 1", 1],
    ] as const)("%s of a stream cut anywhere: all are delivered, the position tells", (_, order) => {
      const symbols = skewed(301, 30, 6);
      const model = buildRansModel(countsOf(symbols, 30, order), { order });
      const intervals = new IntervalList();
      putSymbols(intervals, symbols, model);
      const whole = cursorOf(kernel, intervals, lanes);
      expect(whole.wordCount).toBeGreaterThan(20);
      for (let wordCount = 0; wordCount < whole.wordCount; wordCount++) {
        const cursor = newCursor(whole.states, wordsOf(whole).subarray(0, wordCount));
        const decoded = kernel.decodeSymbols(cursor, model, new Uint8Array(symbols.length));
        expect(cursor.position).toBe(wordCount + 1);
        if (order === 0) expect(decoded).toBe(symbols.length);
      }
    });

    test("fields of a stream cut anywhere: the position tells", () => {
      const intervals = new IntervalList();
      for (let value = 0; value < 40; value++) intervals.put(value, 1, 13, 0);
      const whole = cursorOf(kernel, intervals, lanes);
      for (let wordCount = 0; wordCount < whole.wordCount; wordCount++) {
        const cursor = newCursor(whole.states, wordsOf(whole).subarray(0, wordCount));
        kernel.decodeFields(cursor, new Uint8Array(40).fill(13), new Uint16Array(40));
        expect(cursor.position).toBe(wordCount + 1);
      }
    });

    test.each([0, 1, 2, 3])("a row of a table with a precision of %i", (precision) => {
      const counts = buildRansModel(countsOf(skewed(2000, 100, 7), 256), { precision }).counts;
      const prior = buildRansModel(countsOf(skewed(2000, 50, 8), 256), { scaleBits: 11 });
      for (const [frequencies, priorScaleBits] of [
        [undefined, 0],
        [prior.frequencies, prior.scaleBits],
      ] as const) {
        const intervals = new IntervalList();
        encodeRow(intervals, counts, precision, frequencies, priorScaleBits);
        const cursor = cursorOf(kernel, intervals, lanes);
        const out = new Uint32Array(256);
        expect(kernel.decodeRow(cursor, out, precision, frequencies, priorScaleBits)).toBe(true);
        assertSame(out, counts);
        expectEnd(cursor);
      }
    });
  });

  test("decoding stops at a context of which nothing is known", () => {
    // After 0 comes 0 or 1; what comes after 1 was never seen.
    const model = buildRansModel(Uint32Array.of(1, 1, 0, 0), { order: 1, scaleBits: 8 });
    const firstRow = { ...model, order: 0 } as const;
    const intervals = new IntervalList();
    putSymbols(intervals, Uint8Array.of(0, 0, 1, 0, 0), firstRow);
    const out = new Uint8Array(5);
    expect(kernel.decodeSymbols(cursorOf(kernel, intervals, 1), model, out)).toBe(3);
    expect(out.subarray(0, 3)).toEqual(Uint8Array.of(0, 0, 1));
  });

  test("models are not confused, however many there are and whatever their scale", () => {
    const symbols = skewed(50, 4, 9);
    const models = Array.from({ length: 12 }, (_, i) => {
      const counts = countsOf(symbols, 4).map((count, symbol) => count + 10 * ((symbol * i) % 7));
      return buildRansModel(counts, { precision: 3, scaleBits: i < 10 ? 10 : 9 });
    });
    // All of them in turn, some again and again.
    const order = [...models.keys(), ...models.keys(), 3, 3, 5, 3, 11, 5, 0, 3];
    const intervals = new IntervalList();
    for (const i of order) putSymbols(intervals, symbols, models[i]!);
    const cursor = cursorOf(kernel, intervals, 2);
    for (const i of order) {
      const out = new Uint8Array(symbols.length);
      kernel.decodeSymbols(cursor, models[i]!, out);
      assertSame(out, symbols);
    }
    expectEnd(cursor);
  });
}
