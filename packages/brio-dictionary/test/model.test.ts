import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DISTANCE_SLOTS,
  distanceSlot,
  ENDING_CONTEXT,
  endingOf,
  LAST_LENGTH_CLASS,
  LAST_LENGTH_SLOTS,
  LENGTH_CLASS,
  LENGTH_SLOTS,
  RAW_CLASS,
  RAW_CONTEXT,
  SECOND_LENGTH_CLASS,
  SECOND_LENGTH_SLOTS,
  START_CONTEXT,
  SYMBOL_CLASS_COUNT,
  SYMBOL_CONTEXT_COUNT,
} from "../src/index.ts";
import { ENDING_COUNT } from "../src/model.ts";

test("classes and contexts follow one another without a gap, 256 of each", () => {
  expect(RAW_CLASS).toBe(SYMBOL_CLASS_COUNT);
  expect(LENGTH_CLASS).toBe(RAW_CLASS + 1);
  expect(LAST_LENGTH_CLASS).toBe(LENGTH_CLASS + LENGTH_SLOTS.length);
  expect(SECOND_LENGTH_CLASS).toBe(LAST_LENGTH_CLASS + LAST_LENGTH_SLOTS.length);
  expect(SECOND_LENGTH_CLASS + SECOND_LENGTH_SLOTS.length).toBe(256);
  expect(ENDING_CONTEXT).toBe(SYMBOL_CONTEXT_COUNT);
  expect(RAW_CONTEXT).toBe(ENDING_CONTEXT + ENDING_COUNT);
  expect(START_CONTEXT).toBe(RAW_CONTEXT + 1);
});

test.each([
  ["LENGTH_SLOTS", LENGTH_SLOTS, 3],
  ["LAST_LENGTH_SLOTS", LAST_LENGTH_SLOTS, 1],
  ["SECOND_LENGTH_SLOTS", SECOND_LENGTH_SLOTS, 1],
])("%s leaves out no length from the first on", (_, slots, first) => {
  expect(slots[0]!.base).toBe(first);
  slots.forEach(({ base, extraBits }, slot) => {
    const next = slots[slot + 1];
    if (next !== undefined) expect(base + 2 ** extraBits).toBeGreaterThanOrEqual(next.base);
  });
});

describe("distanceSlot", () => {
  test("has two slots an octave, told apart by one bit, and the rest is extra bits", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8].map(distanceSlot)).toEqual([0, 1, 2, 3, 3, 4, 4, 5]);
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 2 ** 24 - 1 }), (distance) => {
        const slot = distanceSlot(distance);
        const extraBits = (slot - 1) >> 1;
        const base = (2 + ((slot - 1) & 1)) << extraBits;
        expect(distance - base).toBeGreaterThanOrEqual(0);
        expect(distance - base).toBeLessThan(2 ** extraBits);
      }),
    );
    expect(distanceSlot(2 ** 24 - 1)).toBeLessThan(DISTANCE_SLOTS);
  });

  test("is at most twice the bucket of a position that reaches back so far", () => {
    for (let position = 1; position < 5000; position++) {
      expect(distanceSlot(position)).toBeLessThanOrEqual(2 * Math.floor(Math.log2(position)));
    }
  });
});

test("endingOf gives every pair of bytes one of its types, and uses each", () => {
  const types = new Set<number>();
  for (let last = 0; last < 256; last++) {
    for (let before = 0; before < 256; before++) types.add(endingOf(last, before));
  }
  expect([...types].sort((a, b) => a - b)).toEqual(Array.from({ length: ENDING_COUNT }, (_, type) => type));
  const code = (character: string): number => character.charCodeAt(0);
  expect(endingOf(code("n"), code("\\"))).toBe(11);
  expect(endingOf(code("n"), code(" "))).toBe(10);
  expect(endingOf(code("n"), code("o"))).toBe(2);
});
