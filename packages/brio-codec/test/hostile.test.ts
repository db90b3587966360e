import { RansDecoder } from "brio-rans";
import { concat, noise, pseudoRandom, utf8, withoutStacks } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { compress, decompress, decompressText, inspect, verify } from "../src/index.ts";
import { BLOCK_LENGTH, minPayloadLength } from "../src/v1/format.ts";
import { frameAround, frameByHand, headerOf, partsOf } from "./by-hand.ts";
import { exampleDictionary } from "./spec-example.ts";
import { outcome, rejection } from "./support.ts";
import { badFrames } from "./vectors/cases.ts";

describe("a frame that breaks one rule", () => {
  test.each(Object.entries(badFrames()))("%s", (_, { code, frame, dictionary, offset }) => {
    const options = dictionary === "example" ? { dictionary: exampleDictionary() } : {};
    const error = rejection(() => decompress(frame, options));
    expect(error.code).toBe(code);
    if (offset !== undefined) expect(error.offset).toBe(offset);
    expect(error.offset).toBeLessThanOrEqual(frame.length);
    expect(rejection(() => decompressText(frame, options)).code).toBe(code);
    expect(rejection(() => verify(frame, options)).code).toBe(code);
  });
});

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

describe("a hundred thousand random byte strings", () => {
  const next = pseudoRandom(7);
  const random = (maxLength: number): Uint8Array => noise(next(maxLength), next(2 ** 31));

  test("as they are", () => {
    withoutStacks(() => {
      for (let i = 0; i < 60_000; i++) {
        if (!outcome(() => decompress(random(60)))) throw new Error("accepted");
      }
    });
  });

  test("behind magic and version", () => {
    let accepted = 0;
    withoutStacks(() => {
      for (let i = 0; i < 20_000; i++) {
        const bytes = concat([Uint8Array.of(0xb1, 0x10 + (i % 2), 1), random(60)]);
        if (!outcome(() => decompress(bytes, { maxOutputLength: 100_000 }))) accepted++;
        outcome(() => inspect(bytes));
        outcome(() => verify(bytes, { maxOutputLength: 100_000 }));
      }
    });
    // Stored frames without a check are whatever follows.
    expect(accepted).toBeGreaterThan(0);
    expect(accepted).toBeLessThan(2000);
  });

  test("behind the header of coded content", () => {
    const codes = new Set<string>();
    withoutStacks(() => {
      for (let i = 0; i < 20_000; i++) {
        const fields = {
          content: new Uint8Array(1 + next(3000)),
          checkBits: 16,
          dictionary: "built-in",
        } as const;
        const error = outcome(() => decompress(frameAround(fields, random(400))));
        codes.add(error?.code ?? "accepted");
      }
    });
    expect([...codes].sort()).toEqual(["corrupt", "truncated"]);
  });
});

test("any change of any frame ends in content or in a BrioError", () => {
  const frames = ["", "a", "hello hello hello", "I'm sorry, I can't help with that."].map((text) =>
    compress(text, { metadata: "all" }),
  );
  const edit = fc.record({ at: fc.nat(80), drop: fc.nat(4), insert: fc.uint8Array({ maxLength: 4 }) });
  fc.assert(
    fc.property(
      fc.constantFrom(...frames),
      fc.array(edit, { minLength: 1, maxLength: 3 }),
      (frame, edits) => {
        let bytes = frame;
        for (const { at, drop, insert } of edits)
          bytes = concat([bytes.subarray(0, at), insert, bytes.subarray(at + drop)]);
        withoutStacks(() => {
          outcome(() => decompress(bytes, { maxOutputLength: 1_000_000 }));
          outcome(() => inspect(bytes));
          outcome(() => verify(bytes, { maxOutputLength: 1_000_000 }));
        });
      },
    ),
    { numRuns: 2000 },
  );
});

describe("claimed lengths", () => {
  /** Bytes that `run` allocates outside of the heap at most: buffers are freed late, so nothing is missed. */
  function allocatedBy(run: () => void): number {
    const before = process.memoryUsage().arrayBuffers;
    run();
    return process.memoryUsage().arrayBuffers - before;
  }

  test.each([2 ** 32, 2 ** 40, 2 ** 49 - 1])(
    "%d bytes are beyond the limit before anything is allocated",
    (contentLength) => {
      const frame = frameAround({ content: new Uint8Array(0), contentLength }, noise(1000));
      const allocated = allocatedBy(() => {
        expect(rejection(() => decompress(frame)).code).toBe("limit-exceeded");
      });
      expect(allocated).toBeLessThan(1_000_000);
    },
  );

  test("without a limit the length of the payload is one", () => {
    for (const contentLength of [2 ** 32, 2 ** 49 - 1]) {
      const frame = frameAround({ content: new Uint8Array(0), contentLength }, noise(1000));
      const allocated = allocatedBy(() => {
        const error = rejection(() => decompress(frame, { maxOutputLength: Number.POSITIVE_INFINITY }));
        expect([error.code, error.offset]).toEqual(["truncated", frame.length]);
      });
      expect(allocated).toBeLessThan(1_000_000);
    }
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

  test("the limit is inclusive, and says where the length stands", () => {
    const content = utf8("hello ".repeat(30));
    const custom = exampleDictionary();
    for (const [options, offset] of [
      [{ dictionary: null }, 4],
      [{ dictionary: custom }, 12],
    ] as const) {
      const frame = compress(content, { ...options, metadata: "none" });
      expect(inspect(frame).coder).toBe("tokens");
      const limit = { dictionary: custom, maxOutputLength: content.length };
      expect(decompress(frame, limit)).toEqual(content);
      const error = rejection(() => decompress(frame, { ...limit, maxOutputLength: content.length - 1 }));
      expect([error.code, error.offset]).toEqual(["limit-exceeded", offset]);
    }
    const stored = compress("abc");
    expect(rejection(() => decompress(stored, { maxOutputLength: 2 })).code).toBe("limit-exceeded");
    expect(decompress(compress(""), { maxOutputLength: 0 })).toEqual(new Uint8Array(0));
  });
});
