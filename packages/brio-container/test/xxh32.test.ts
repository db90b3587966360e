import { noise, utf8 } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameCheck, writeFrameHeader } from "../src/index.ts";
import { xxh32 } from "../src/xxh32.ts";

// Values of the C library xxHash (Python package xxhash 4.0.1); the first five are also published with other ports.
const known: readonly (readonly [text: string, seed: number, hash: number])[] = [
  ["", 0, 0x02cc5d05],
  ["", 0x9e3779b1, 0x36b78ae7],
  ["a", 0, 0x550d7456],
  ["abc", 0, 0x32d153ff],
  ["Nobody inspects the spammish repetition", 0, 0xe2293b2f],
];

/**
 * Byte i is 7i + 3. Lengths on both sides of every branch: tail bytes, tail words, one stripe, many, more than the
 * buffer.
 */
const ramp = Uint8Array.from({ length: 20000 }, (_, i) => 7 * i + 3);
const knownRamps: readonly (readonly [length: number, seed0: number, seedDeadBeef: number])[] = [
  [1, 0x21ae663a, 0xe59a066b],
  [3, 0xcd3d2242, 0xfd0458cc],
  [4, 0x725479f2, 0x170ee32f],
  [5, 0xa666ab62, 0x8324ca14],
  [15, 0x82d3c84d, 0x1c477dd8],
  [16, 0x8845547d, 0x5a06e09d],
  [17, 0x450e5f84, 0x2daa2ceb],
  [31, 0x1f73d3c7, 0x316dae04],
  [32, 0xe988ccb7, 0xcff589bd],
  [33, 0x94f536d5, 0x7364070d],
  [100, 0x73091a4d, 0x3af93a4b],
  [1000, 0xc85a5152, 0x562f843c],
  [4095, 0xe4d0e859, 0x07f93900],
  [4096, 0x4e81883c, 0xc04b713a],
  [4097, 0x4ecf9d90, 0xd7c66447],
  [4112, 0x4fd9db81, 0x641c6d93],
  [8192, 0x2499b6b7, 0x3c26ecf7],
  [20000, 0x7e1b969f, 0x4ee7955c],
];

describe("xxh32", () => {
  test("agrees with the C library", () => {
    for (const [text, seed, hash] of known) expect(xxh32(utf8(text), 0, utf8(text).length, seed)).toBe(hash);
    for (const [length, seed0, seedDeadBeef] of knownRamps) {
      expect(xxh32(ramp, 0, length, 0)).toBe(seed0);
      expect(xxh32(ramp, 0, length, 0xdeadbeef)).toBe(seedDeadBeef);
      expect(xxh32(ramp, 0, length, 0xdeadbeef | 0)).toBe(seedDeadBeef);
    }
  });

  test("depends on the range alone, not on what surrounds it", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 5000 }),
        fc.uint8Array({ maxLength: 5 }),
        fc.integer(),
        (bytes, frame, seed) => {
          const framed = Uint8Array.from([...frame, ...bytes, ...frame]);
          const end = frame.length + bytes.length;
          return xxh32(framed, frame.length, end, seed) === xxh32(bytes, 0, bytes.length, seed);
        },
      ),
    );
  });

  test("differs for any two inputs of one length that differ in one byte", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 80 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (bytes, at, mask) => {
          const changed = Uint8Array.from(bytes);
          changed[at % bytes.length]! ^= mask;
          return xxh32(changed, 0, changed.length, 0) !== xxh32(bytes, 0, bytes.length, 0);
        },
      ),
    );
  });
});

describe("frameCheck of version 1", () => {
  const content = noise(77);

  function header(checkBits: 0 | 16 | 32, contentLength = content.length): Uint8Array {
    return writeFrameHeader({ coder: "tokens", checkBits, contentLength });
  }

  test("is the hash of the content, seeded with the header's hash without the magic", () => {
    const wide = header(32);
    expect(frameCheck(wide, content)).toBe(xxh32(content, 0, content.length, xxh32(wide, 2, wide.length, 0)));
    const narrow = header(16);
    const hash = xxh32(content, 0, content.length, xxh32(narrow, 2, narrow.length, 0));
    expect(frameCheck(narrow, content)).toBe(((hash >>> 16) ^ hash) & 0xffff);
  });

  test("is 0 where the header names none", () => {
    expect(frameCheck(header(0), content)).toBe(0);
  });

  test("covers the header", () => {
    expect(frameCheck(header(32, 78), content)).not.toBe(frameCheck(header(32, 77), content));
  });

  test("names what is wrong with its arguments", () => {
    expect(() => frameCheck("header" as never, content)).toThrow(
      new TypeError('header: expected a Uint8Array, got "header"'),
    );
    expect(() => frameCheck(header(16), [1] as never)).toThrow(
      new TypeError("content: expected a Uint8Array, got Array"),
    );
    expect(() => frameCheck(content.subarray(0, 3), content)).toThrow(
      new RangeError("header.length: expected at least 4, got 3"),
    );
    expect(() => frameCheck(Uint8Array.of(0xb1, 0x10, 1, 0x06), content)).toThrow(RangeError);
  });
});
