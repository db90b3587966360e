import { brotliCompressSync, deflateRawSync } from "node:zlib";
import { concat, noise, utf8 } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compress, inspect, type Level } from "../src/index.ts";
import { LARGE, SMALL } from "./contents.ts";
import { VERSIONS } from "./support.ts";

const BARE = { metadata: "none", checksum: false } as const;
const LEVELS: readonly Level[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const levels = fc.constantFrom(...LEVELS);

describe.each(VERSIONS)(
  "version %i: with neither metadata nor a check a frame is at most four bytes longer than its content",
  (version) => {
    const bare = { ...BARE, version };

    test("random bytes, of which hardly any compress", () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 2000 }), levels, (content, level) => {
          expect(compress(content, { ...bare, level }).length).toBeLessThanOrEqual(content.length + 4);
        }),
        { numRuns: 400 },
      );
    });

    test("content that is compressed already", () => {
      fc.assert(
        fc.property(fc.string({ minLength: 50, maxLength: 3000 }), levels, (text, level) => {
          for (const content of [
            deflateRawSync(text),
            brotliCompressSync(text),
            compress(text, { version }),
          ]) {
            expect(compress(content, { ...bare, level }).length).toBeLessThanOrEqual(content.length + 4);
          }
        }),
        { numRuns: 200 },
      );
    });

    test.each([...SMALL, ...LARGE])("$name", ({ content }) => {
      expect(compress(content, bare).length).toBeLessThanOrEqual(content.length + 4);
    });

    test.each(SMALL)("$name, at every level", ({ content }) => {
      for (const level of LEVELS) {
        expect(compress(content, { ...bare, level }).length).toBeLessThanOrEqual(content.length + 4);
      }
    });

    test("text that the dictionary was made for, without one, and single bytes", () => {
      for (let byte = 0; byte < 256; byte++) {
        expect(compress(Uint8Array.of(byte), bare).length).toBeLessThanOrEqual(5);
      }
      for (const { content } of SMALL) {
        for (const level of [6, 9] as const) {
          const frame = compress(content, { ...bare, level, dictionary: null });
          expect(frame.length).toBeLessThanOrEqual(content.length + 4);
        }
      }
    });
  },
);

test("version 1: a check adds two bytes below 1 KiB and four from there on, metadata five an event", () => {
  for (const [length, checkLength] of [
    [0, 2],
    [1023, 2],
    [1024, 4],
    [5000, 4],
  ] as const) {
    const content = noise(length);
    expect(compress(content, { version: 1, metadata: "none" }).length).toBe(length + 4 + checkLength);
    expect(compress(content, { version: 1, metadata: "none", checksum: true }).length).toBe(length + 8);
  }
  const content = concat([utf8("I'm sorry "), noise(100)]);
  const { coder, events } = inspect(compress(content, { version: 1 }));
  expect([coder, events.length]).toEqual(["stored", 1]);
  const bare = compress(content, { version: 1, metadata: "none" });
  expect(compress(content, { version: 1 }).length - bare.length).toBe(6);
});

describe("version 2: what a frame has that is stored", () => {
  // The fourth number: what a header has where anything but the check of 16 bits and the defaults is to be said.
  test.each([
    [0, 3, 2, 3],
    [1, 2, 2, 3],
    [31, 2, 2, 3],
    [32, 2, 2, 4],
    [224, 2, 2, 4],
    [225, 4, 2, 4],
    [256, 4, 2, 4],
    [1023, 4, 2, 4],
    [1024, 4, 4, 4],
    [4095, 4, 4, 4],
    [5000, 5, 4, 5],
  ])(
    "of %i bytes a header of %i bytes and a check of %i",
    (length, headerLength, checkLength, longHeaderLength) => {
      const content = noise(length);
      expect(compress(content).length).toBe(length + headerLength + checkLength);
      expect(compress(content, { checksum: true }).length).toBe(length + longHeaderLength + 4);
      // That nobody looked for signals takes a byte.
      expect(compress(content, { metadata: "none" }).length).toBe(
        length + longHeaderLength + checkLength + 1,
      );
    },
  );

  test("and for its events two or three bytes each", () => {
    const noisy = concat([utf8("I'm sorry, I'm sorry "), noise(500)]);
    const silent = concat([utf8("I'm sxrry, I'm sxrry "), noise(500)]);
    const { coder, events } = inspect(compress(noisy));
    expect([coder, events.length]).toEqual(["stored", 2]);
    const values = events.reduce((sum, { id }) => sum + (id < 128 ? 2 : 3), 0);
    expect(compress(noisy).length - compress(silent).length).toBe(values);
  });
});
