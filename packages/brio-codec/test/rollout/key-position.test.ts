import { utf8 } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keyPosition } from "../../src/rollout.ts";

/** The same from its definition, in integers that cannot overflow. */
function referencePosition(bytes: Uint8Array): number {
  const word = (value: bigint): bigint => value & 0xffffffffn;
  let hash = 2166136261n;
  for (const byte of bytes) hash = word((hash ^ BigInt(byte)) * 16777619n);
  hash ^= hash >> 16n;
  hash = word(hash * 0x85ebca6bn);
  hash ^= hash >> 13n;
  hash = word(hash * 0xc2b2ae35n);
  hash ^= hash >> 16n;
  return Number(hash) / 2 ** 32;
}

/** They stand in the README as well. Frozen: where one of these changes, users are moved out of their share. */
const VECTORS: readonly [key: string, position: number][] = [
  ["", 0xab3e7c0b],
  ["a", 0x1a80b1b3],
  ["foobar", 0x0c0da6dc],
  ["user-1", 0x778f8aec],
  ["user-2", 0x32dad0d1],
  ["tenant-42", 0x9a254fdd],
  ["ü", 0xc15d99c6],
];

describe("the position of a key", () => {
  test.each(VECTORS)("of %j", (key, position) => {
    expect(keyPosition(key)).toBe(position / 2 ** 32);
    expect(keyPosition(utf8(key))).toBe(position / 2 ** 32);
  });

  test("is that of the definition", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(keyPosition(bytes)).toBe(referencePosition(bytes));
      }),
    );
  });

  test("is spread evenly over numbered keys, ten in a row as well as all of them", () => {
    const count = 50_000;
    const positions = Array.from({ length: count }, (_, i) => keyPosition(`user-${i}`));
    // Four standard deviations of a fair choice.
    for (const share of [0.01, 0.1, 0.5, 0.9]) {
      const taken = positions.filter((position) => position < share).length;
      expect(Math.abs(taken - count * share)).toBeLessThan(4 * Math.sqrt(count * share * (1 - share)));
    }
    const tens = Array.from({ length: count / 10 }, (_, i) => positions.slice(10 * i, 10 * i + 10));
    const together = tens.filter((ten) => new Set(ten.map((position) => position < 0.5)).size === 1);
    // One ten in 512 by chance, so ten or so of these. By FNV-1a alone it is nine in ten.
    expect(together.length).toBeLessThan(25);
  });

  test("is below 1, so that a share of 1 takes everyone", () => {
    fc.assert(fc.property(fc.string(), (key) => keyPosition(key) >= 0 && keyPosition(key) < 1));
  });

  test("is of strings and bytes", () => {
    for (const wrong of [undefined, null, 7, {}, [1]])
      expect(() => keyPosition(wrong as unknown as string)).toThrow(/^key must be a string or a Uint8Array/);
  });
});
