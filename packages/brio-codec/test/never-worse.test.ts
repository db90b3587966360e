import { deflateRawSync } from "node:zlib";
import { concat, noise, utf8 } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compress, inspect, type Level } from "../src/index.ts";
import { LARGE, SMALL } from "./contents.ts";

const BARE = { metadata: "none", checksum: false } as const;
const levels = fc.constantFrom<Level>(1, 2, 3, 4, 5, 6, 7, 8, 9);

describe("with neither metadata nor a check a frame is at most four bytes longer than its content", () => {
  test("random bytes, of which hardly any compress", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), levels, (content, level) => {
        expect(compress(content, { ...BARE, level }).length).toBeLessThanOrEqual(content.length + 4);
      }),
      { numRuns: 400 },
    );
  });

  test("content that is compressed already", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 50, maxLength: 3000 }), levels, (text, level) => {
        for (const content of [deflateRawSync(text), compress(text)]) {
          expect(compress(content, { ...BARE, level }).length).toBeLessThanOrEqual(content.length + 4);
        }
      }),
      { numRuns: 200 },
    );
  });

  test.each([...SMALL, ...LARGE])("$name", ({ content }) => {
    expect(compress(content, BARE).length).toBeLessThanOrEqual(content.length + 4);
  });
});

test("a check adds two bytes below 1 KiB and four from there on, metadata five an event", () => {
  for (const [length, checkLength] of [
    [0, 2],
    [1023, 2],
    [1024, 4],
    [5000, 4],
  ] as const) {
    const content = noise(length);
    expect(compress(content, { metadata: "none" }).length).toBe(length + 4 + checkLength);
    expect(compress(content, { metadata: "none", checksum: true }).length).toBe(length + 8);
  }
  const content = concat([utf8("I'm sorry "), noise(100)]);
  const { coder, events } = inspect(compress(content));
  expect([coder, events.length]).toEqual(["stored", 1]);
  expect(compress(content).length - compress(content, { metadata: "none" }).length).toBe(6);
});
