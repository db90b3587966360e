import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CLASS_COUNT,
  CONTEXT_COUNT,
  DISTANCE_SLOTS,
  distanceSlot,
  LAST_LENGTH_CLASS,
  LAST_LENGTH_SLOTS,
  LENGTH_CLASS,
  LENGTH_SLOTS,
  RAW_CLASS,
  SECOND_LENGTH_CLASS,
  SECOND_LENGTH_SLOTS,
  START_CONTEXT,
  SYMBOL_CLASS_COUNT,
} from "../src/index.ts";

test("classes follow one another without a gap, and every one is a context of a byte", () => {
  expect(RAW_CLASS).toBe(SYMBOL_CLASS_COUNT);
  expect(LENGTH_CLASS).toBe(RAW_CLASS + 1);
  expect(LAST_LENGTH_CLASS).toBe(LENGTH_CLASS + LENGTH_SLOTS.length);
  expect(SECOND_LENGTH_CLASS).toBe(LAST_LENGTH_CLASS + LAST_LENGTH_SLOTS.length);
  expect(CLASS_COUNT).toBe(SECOND_LENGTH_CLASS + SECOND_LENGTH_SLOTS.length);
  expect(START_CONTEXT).toBe(CLASS_COUNT);
  expect(CONTEXT_COUNT).toBe(START_CONTEXT + 1);
  expect(CONTEXT_COUNT).toBe(256);
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
