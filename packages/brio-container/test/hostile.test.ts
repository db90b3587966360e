import { assertSame, fromHex, noise, withoutStacks } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isContainerError, isFrame, readFrame, readFrameHeader, writeFrame } from "../src/index.ts";
import { storedSamples, tokenSamples } from "./frames.ts";
import { rejection } from "./support.ts";

/** Bytes are either rejected with a ContainerError inside them, or a frame that is written again as it was read. */
function judge(bytes: Uint8Array): "accepted" | "rejected" {
  try {
    const frame = readFrame(bytes);
    assertSame(writeFrame(frame), bytes);
    // An entry is five bytes that were really there.
    const plausible = isFrame(bytes) && frame.entries.length * 5 < frame.payloadOffset;
    if (!plausible) throw new Error(`${frame.entries.length} entries in ${bytes.length} bytes`);
    return "accepted";
  } catch (error) {
    if (!isContainerError(error)) throw error;
    const inside = error.offset >= 0 && error.offset <= bytes.length;
    if (!inside) throw new Error(`offset ${error.offset} in ${bytes.length} bytes`);
    return "rejected";
  }
}

const withFront = (front: string) =>
  fc.uint8Array({ maxLength: 60 }).map((tail) => Uint8Array.from([...fromHex(front), ...tail]));

describe("hostile input", () => {
  test("a hundred thousand random byte strings, every second one behind magic and version", () => {
    const bytes = noise(1 << 16, 99);
    withoutStacks(() => {
      for (let i = 0; i < 100_000; i++) {
        const start = Math.imul(i, 40503) & 0xffff;
        const some = bytes.slice(start, start + (i % 41));
        if (i % 2 === 0) some.set([0xb1, 0x10 | ((i >> 1) & 1), 1].slice(0, some.length));
        judge(some);
      }
    });
  });

  test("random bytes behind the fixed part", () => {
    const seen = { accepted: 0, rejected: 0 };
    const bytes = fc.oneof(
      fc.nat(511).chain((n) => withFront(`b11${n >> 8}01${(n & 255).toString(16).padStart(2, "0")}`)),
      withFront("b1110141808080802002"), // tokens, signals, length 2^33, two entries
      withFront("b11101c001"), // stored, signals, one entry
      withFront("b1110160"), // stored, all
    );
    fc.assert(
      fc.property(bytes, (some) => void seen[judge(some)]++),
      { numRuns: 3000 },
    );
    // The generator must reach both sides, or this shows nothing.
    expect(Math.min(seen.accepted, seen.rejected)).toBeGreaterThan(20);
  });

  test("mutated frames", () => {
    const frames = [...storedSamples, ...tokenSamples].map((sample) => sample.frame);
    const mutation = fc.record({ at: fc.nat(), remove: fc.nat(3), insert: fc.uint8Array({ maxLength: 3 }) });
    const mutated = fc.tuple(fc.constantFrom(...frames), fc.array(mutation, { minLength: 1, maxLength: 3 }));
    fc.assert(
      fc.property(mutated, ([frame, mutations]) => {
        const bytes = Array.from(frame);
        for (const { at, remove, insert } of mutations)
          bytes.splice(at % (bytes.length + 1), remove, ...insert);
        judge(Uint8Array.from(bytes));
      }),
      { numRuns: 3000 },
    );
  });

  test("announced entries are not allocated before their bytes are seen", () => {
    // Counts of 2^20, 2^30 and 2^48 in front of one entry; an allocation for the last would fail outright.
    for (const count of ["808040", "8080808004", "80808080808040"]) {
      const bytes = fromHex(`b111014105${count}0000000000`);
      expect(rejection(() => readFrame(bytes))).toMatchObject({ code: "truncated", offset: bytes.length });
    }
  });

  test("a header is read from its own bytes alone", () => {
    for (const { frame } of tokenSamples) {
      const header = readFrameHeader(frame);
      const other = Uint8Array.from(frame);
      other.fill(0xee, header.payloadOffset);
      expect(readFrameHeader(other)).toEqual(header);
      expect(readFrameHeader(frame.subarray(0, header.payloadOffset))).toEqual(header);
    }
  });
});
