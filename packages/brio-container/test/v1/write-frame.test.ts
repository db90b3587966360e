import { runInNewContext } from "node:vm";
import { noise, toHex, utf8 } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type FrameFields,
  frameCheck,
  readFrame,
  readFrameHeader,
  writeFrame,
  writeFrameHeader,
} from "../../src/index.ts";
import { tokenSamples } from "./frames.ts";

const checkBits = fc.constantFrom(0 as const, 16 as const, 32 as const);
const dictionary = fc.oneof(
  fc.constant(null),
  fc.constant("built-in"),
  fc.uint8Array({ minLength: 8, maxLength: 8 }).map(toHex),
);

function dictionaryIsHashed({ dictionary }: Pick<FrameFields, "dictionary">): boolean {
  return dictionary !== null && dictionary !== "built-in";
}

/** Metadata of any scope: entries below `contentLength`, close together or with distances that need skips. */
function metadataBelow(contentLength: number) {
  const entry = fc.record({
    position: fc.maxSafeNat().map((n) => n % Math.max(contentLength, 1)),
    kind: fc.nat(254),
    value: fc.nat(65535),
  });
  return fc
    .tuple(
      fc.constantFrom("none" as const, "signals" as const, "all" as const),
      fc.array(entry, { maxLength: contentLength === 0 ? 0 : 6 }),
    )
    .map(([metadata, entries]) => ({
      metadata,
      entries: metadata === "none" ? [] : entries.sort((a, b) => a.position - b.position),
    }));
}

describe("version 1, write and read", () => {
  test("stored frames: the fields come back, at four bytes, the hash, the check and five bytes an entry", () => {
    const parts = fc
      .record({ checkBits, dictionary, payload: fc.uint8Array({ maxLength: 300 }) })
      .chain((some) => metadataBelow(some.payload.length).map((metadata) => ({ ...some, ...metadata })));
    fc.assert(
      fc.property(parts, (some) => {
        const fields: FrameFields = { ...some, coder: "stored", contentLength: some.payload.length };
        const frame = writeFrame({ ...fields, payload: some.payload });
        expect(readFrame(frame)).toEqual({
          ...fields,
          payload: some.payload,
          version: 1,
          prior: null,
          signalSet: null,
          tags: {},
          sections: [],
          // Nobody states a length.
          lengthOffset: frame.length - some.payload.length,
          payloadOffset: frame.length - some.payload.length,
        });
        const { length } = some.entries;
        const overhead =
          4 +
          (dictionaryIsHashed(some) ? 8 : 0) +
          some.checkBits / 8 +
          (length > 0 || some.metadata === "all" ? 1 + 5 * length : 0);
        expect(frame.length - some.payload.length).toBe(overhead);
      }),
    );
  });

  test("token frames of any content length: header, then payload, and nothing between", () => {
    const contentLength = fc.oneof(
      fc.nat(2 ** 18),
      fc.integer({ min: 0, max: 2 ** 35 }),
      fc.constantFrom(0, 127, 128, 16383, 16384, 2 ** 31, 2 ** 32, 2 ** 42 - 1, 2 ** 42),
    );
    const fields = fc
      .record({ checkBits, dictionary, contentLength })
      .chain((some) =>
        metadataBelow(Math.min(some.contentLength, 2 ** 40)).map((metadata) => ({ ...some, ...metadata })),
      );
    fc.assert(
      fc.property(fields, fc.uint8Array({ maxLength: 50 }), (some, payload) => {
        const parts: FrameFields = { ...some, coder: "tokens" };
        const header = writeFrameHeader(parts);
        const frame = writeFrame({ ...parts, payload });
        expect(toHex(frame)).toBe(toHex(header) + toHex(payload));
        expect(readFrame(frame)).toEqual({
          ...parts,
          payload,
          version: 1,
          prior: null,
          signalSet: null,
          tags: {},
          sections: [],
          lengthOffset: dictionaryIsHashed(parts) ? 12 : 4,
          payloadOffset: header.length,
        });
      }),
    );
  });

  test("a coder finds the check it encoded with the front of the frame it decodes", () => {
    for (const { fields, payload, frame } of tokenSamples) {
      const content = noise(fields.contentLength);
      const { payloadOffset } = readFrame(frame);
      expect(frameCheck(frame.subarray(0, payloadOffset), content)).toBe(
        frameCheck(writeFrameHeader(fields), content),
      );
      expect(frame.length - payloadOffset).toBe(payload.length);
    }
  });

  test("a metadata count of 128 takes two bytes", () => {
    const entries = Array.from({ length: 128 }, (_, i) => ({ position: i, kind: 1, value: i }));
    const header = writeFrameHeader({
      coder: "tokens",
      checkBits: 0,
      contentLength: 128,
      metadata: "all",
      entries,
    });
    expect(header.length).toBe(4 + 2 + 2 + 5 * 128);
    expect(readFrameHeader(header).entries).toEqual(entries);
  });

  test("the last position of the longest content takes 2^17 skips at most, and comes back", () => {
    const contentLength = 2 ** 49 - 1;
    const entries = [{ position: contentLength - 1, kind: 0, value: 1 }];
    const header = writeFrameHeader({
      coder: "tokens",
      checkBits: 0,
      contentLength,
      metadata: "signals",
      entries,
    });
    expect(readFrameHeader(header).entries).toEqual(entries);
    expect((header.length - 4 - 7 - 3) / 5).toBe(Math.ceil(2 ** 33 / 65535) + 1);
  });

  test("defaults are no dictionary, no metadata and no entries", () => {
    const fields = { coder: "tokens", checkBits: 16, contentLength: 3 } as const;
    const spelt = { ...fields, dictionary: null, metadata: "none", entries: [] } as const;
    expect(writeFrameHeader(fields)).toEqual(writeFrameHeader(spelt));
  });

  test("who looked and found nothing is told from who did not look", () => {
    const fields = { coder: "tokens", checkBits: 16, contentLength: 3, entries: [] } as const;
    const scopes = ["none", "signals", "all"] as const;
    const headers = scopes.map((metadata) => writeFrameHeader({ ...fields, metadata }));
    expect(headers.map((header) => readFrameHeader(header).metadata)).toEqual(scopes);
    expect(headers.map((header) => header.length)).toEqual([5, 5, 6]);
  });

  test("a frame owns its memory, and a payload that was read is a plain view of the frame", () => {
    const content = utf8("content");
    const frame = writeFrame({ coder: "stored", checkBits: 0, contentLength: 7, payload: content });
    content.fill(0);
    const buffer = Buffer.from(frame);
    const { payload } = readFrame(buffer);
    expect(new TextDecoder().decode(payload)).toBe("content");
    expect(payload.constructor).toBe(Uint8Array);
    buffer[buffer.length - 1] = 0x73;
    expect(new TextDecoder().decode(payload)).toBe("contens");
  });

  test("bytes may come from another realm", () => {
    const foreign = runInNewContext("Uint8Array.of(0xb1, 0x11, 1, 0, 72, 105)") as Uint8Array;
    expect(foreign).not.toBeInstanceOf(Uint8Array);
    expect(new TextDecoder().decode(readFrame(foreign).payload)).toBe("Hi");
  });

  test("the second byte of the magic says whether there is a check", () => {
    for (const coder of ["stored", "tokens"] as const) {
      const seconds = ([0, 16, 32] as const).map(
        (bits) => writeFrameHeader({ coder, checkBits: bits, contentLength: 3 })[1],
      );
      expect(seconds).toEqual([0x11, 0x10, 0x10]);
    }
  });
});
