import { RansDecoder } from "brio-rans";
import { noise, pseudoRandom, withoutStacks } from "brio-test-support";
import { expect, test, vi } from "vitest";
import { decompress } from "../../src/index.ts";
import { BLOCK_LENGTH, minPayloadLength } from "../../src/v1/format.ts";
import { outcome, rejection } from "../support.ts";
import { badFrames } from "../vectors/cases-1.ts";
import { frameAround, frameByHand, headerOf, partsOf } from "./by-hand.ts";

test("a count of sequences is judged before any of them is read", () => {
  for (const name of ["sequence-count-slot", "sequence-count"]) {
    expect(rejection(() => decompress(badFrames()[name]!.frame)).message).toMatch(/^more sequences than /);
  }
});

test("the work of a decoder is linear in the length that a frame claims, whatever its payload is", () => {
  const getSymbols = vi.spyOn(RansDecoder.prototype, "getSymbols");
  const next = pseudoRandom(11);
  let total = 0;
  withoutStacks(() => {
    for (let i = 0; i < 2000; i++) {
      getSymbols.mockClear();
      const content = new Uint8Array(1 + next(20_000));
      outcome(() => decompress(frameAround({ content, checkBits: 16 }, noise(next(600), i))));
      const symbolCount = getSymbols.mock.calls.reduce((sum, [, out]) => sum + out.length, 0);
      total += symbolCount;
      // Runs, copies and distances are half as many as bytes at most, each; literals as many.
      if (symbolCount > 2.5 * content.length)
        throw new Error(`${symbolCount} symbols for ${content.length} bytes`);
    }
  });
  expect(total).toBeGreaterThan(10_000);
  getSymbols.mockRestore();
});

test("the least payload of a content is that of free symbols", () => {
  for (const length of [1, BLOCK_LENGTH, BLOCK_LENGTH + 1, 3 * BLOCK_LENGTH]) {
    const content = new Uint8Array(length).fill(0x7a);
    const blocks = Array.from({ length: Math.ceil(length / BLOCK_LENGTH) }, (_, i) =>
      partsOf([content.subarray(i * BLOCK_LENGTH, (i + 1) * BLOCK_LENGTH)]),
    );
    const payloadLength = frameByHand({ content }, blocks).length - headerOf({ content }).length;
    expect(payloadLength).toBeGreaterThanOrEqual(minPayloadLength(length));
    expect(payloadLength).toBeLessThan(minPayloadLength(length) + 20 * blocks.length);
  }
});
