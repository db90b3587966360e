import { assertSame, fromHex, noise, withoutStacks } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isContainerError, isFrame, readFrame, readFrameHeader, writeFrame } from "../src/index.ts";
import { rejection } from "./support.ts";
import { storedSamples, tokenSamples } from "./v1/frames.ts";
import * as v2 from "./v2/frames.ts";

const samples = [...storedSamples, ...tokenSamples, ...v2.storedSamples, ...v2.coderSamples];

/**
 * Bytes are either rejected with a ContainerError inside them, or begin with a frame that is written again as it
 * was read: all of them in version 1 and in that of a coder.
 */
function judge(bytes: Uint8Array): "accepted" | "rejected" {
  try {
    const frame = readFrame(bytes);
    const length = frame.payloadOffset + frame.payload.length;
    assertSame(writeFrame(frame), bytes.subarray(0, length));
    if (frame.version === 1 || frame.coder !== "stored") assertSame([length], [bytes.length]);
    // Each item of what was allocated stands for bytes that were really there.
    const least = frame.version === 1 ? 5 : 2;
    const plausible =
      isFrame(bytes) && (frame.entries.length + frame.sections.length) * least < frame.payloadOffset;
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
  test("a hundred thousand random byte strings, three of four behind what begins a frame", () => {
    const bytes = noise(1 << 16, 99);
    withoutStacks(() => {
      for (let i = 0; i < 100_000; i++) {
        const start = Math.imul(i, 40503) & 0xffff;
        const some = bytes.slice(start, start + (i % 41));
        if (i % 4 === 0) some.set([0xb1, 0x10 | ((i >> 2) & 1), 1].slice(0, some.length));
        if (i % 4 === 1) some.set([0xb1, 0x20 | ((i >> 2) & 15)].slice(0, some.length));
        if (i % 4 === 2) some.set([[0x81, 0x91, 0xa1, 0xc1, 0xf1][(i >> 2) % 5]!].slice(0, some.length));
        judge(some);
      }
    });
  });

  test("random bytes behind the fixed part", () => {
    const seen = { accepted: 0, rejected: 0 };
    const bytes = fc.oneof(
      fc.nat(511).chain((n) => withFront(`b11${n >> 8}01${(n & 255).toString(16).padStart(2, "0")}`)),
      withFront("b1110141808080802002"), // version 1: tokens, signals, length 2^33, two entries
      withFront("b11101c001"), // version 1: stored, signals, one entry
      withFront("b1110160"), // version 1: stored, all
    );
    const bytes2 = fc.oneof(
      fc.nat(255).chain((n) => withFront(`b125${n.toString(16).padStart(2, "0")}`)),
      withFront("b1258180808008"), // length 2^33, entries
      withFront("b1253218"), // extended: all, sections
      withFront("b1253314"), // the same behind entries
      withFront("b1263225"), // model, extended: prior
      withFront("b1253265"), // the same and a signal set, of another coder
      withFront("b1253244"), // signal set
      withFront("b125321401000418"), // tags of four bytes, the first of them a word
      withFront("b12bfd07"), // bytes, entries
      fc.nat(255).chain((n) => withFront(`a1${n.toString(16).padStart(2, "0")}`)), // brief, tokens
      fc.nat(255).chain((n) => withFront(`f1${n.toString(16).padStart(2, "0")}`)), // brief, model, entries
      withFront("810f0a"), // brief, tokens, entries, a gap
      withFront("914f"), // brief, stored
      withFront("b120"), // stored, no check
      withFront("b12c8000"), // stored up to the end
    );
    for (const some of [bytes, bytes2]) {
      Object.assign(seen, { accepted: 0, rejected: 0 });
      fc.assert(
        fc.property(some, (one) => void seen[judge(one)]++),
        { numRuns: 3000 },
      );
      // The generator must reach both sides, or this shows nothing.
      expect(Math.min(seen.accepted, seen.rejected)).toBeGreaterThan(20);
    }
  });

  test("mutated frames", () => {
    const mutation = fc.record({ at: fc.nat(), remove: fc.nat(3), insert: fc.uint8Array({ maxLength: 3 }) });
    const mutated = fc.tuple(
      fc.constantFrom(...samples.map((sample) => sample.frame)),
      fc.array(mutation, { minLength: 1, maxLength: 3 }),
    );
    fc.assert(
      fc.property(mutated, ([frame, mutations]) => {
        const bytes = Array.from(frame);
        for (const { at, remove, insert } of mutations)
          bytes.splice(at % (bytes.length + 1), remove, ...insert);
        judge(Uint8Array.from(bytes));
      }),
      { numRuns: 5000 },
    );
  });

  test("announced entries and sections are not allocated before their bytes are seen", () => {
    // Counts and lengths of 2^20, 2^30 and 2^48 in front of one item; an allocation for the last would fail outright.
    for (const count of ["808040", "8080808004", "80808080808040"]) {
      for (const front of [
        `b111014105${count}0000000000`, // entries of version 1
        `b1251614${count}0200`, // sections
        `b12516140102${count}00`, // the bytes of a section
      ]) {
        const bytes = fromHex(front);
        expect(rejection(() => readFrame(bytes))).toMatchObject({ code: "truncated", offset: bytes.length });
      }
    }
  });

  test("LEB128 numbers of eight bytes and more, or with zeros at the end, are refused wherever there is one", () => {
    for (const front of [
      "b125",
      "81f7",
      "f1f700",
      "b1278119",
      "b127811900",
      "b12781190000",
      "b1251614",
      "b125161401",
      "b12516140100",
    ]) {
      const at = front.length / 2;
      for (const number of ["8080808080808001", "ffffffffffffffffff7f", "8000", "80808080808000"]) {
        const bytes = fromHex(front + number);
        const expected = { code: "corrupt", offset: at };
        expect(rejection(() => readFrame(bytes))).toMatchObject(expected);
        expect(rejection(() => readFrameHeader(bytes))).toMatchObject(expected);
      }
    }
  });

  test("a header is read from its own bytes alone", () => {
    for (const { frame } of [...tokenSamples, ...v2.coderSamples]) {
      const header = readFrameHeader(frame);
      const other = Uint8Array.from(frame);
      other.fill(0xee, header.payloadOffset);
      expect(readFrameHeader(other)).toEqual(header);
      expect(readFrameHeader(frame.subarray(0, header.payloadOffset))).toEqual(header);
    }
  });
});
