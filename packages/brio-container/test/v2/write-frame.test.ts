import { concat, noise, toHex, utf8 } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHECK_WIDTHS, CODERS } from "../../src/frame.ts";
import {
  type FrameFields,
  type FrameHeader,
  frameCheck,
  readFrame,
  readFrameHeader,
  writeFrame,
  writeFrameHeader,
} from "../../src/index.ts";
import * as layout from "../../src/v2/layout.ts";
import { NUMBERED_NAMES } from "../../src/v2/tag-names.ts";
import { KIND_COUNT } from "../../src/v2/tag-values.ts";
import { xxh32 } from "../../src/xxh32.ts";
import { rejection } from "../support.ts";
import { coderSamples, frameLengths, hasBriefHeader, isToEnd, storedSamples } from "./frames.ts";
import { anyTags, bytesOf, tagsLength } from "./tags.ts";

const checkBits = fc.constantFrom(0 as const, 16 as const, 32 as const);
const hash = fc.uint8Array({ minLength: 8, maxLength: 8 }).map(toHex);
const dictionary = fc.oneof(
  fc.constant(null),
  fc.constant("built-in"),
  fc.integer({ min: 1, max: 255 }).map((id) => `built-in:${id}`),
  hash,
);
const prior = fc.option(hash);
const tags = fc.oneof(fc.constant({}), anyTags);
const sections = fc
  .uniqueArray(
    fc.record({
      type: fc.maxSafeNat().map((n) => 1 + (n % (2 ** 48 - 1))),
      bytes: fc.uint8Array({ maxLength: 9 }),
    }),
    {
      maxLength: 3,
      selector: ({ type }) => type,
    },
  )
  .map((some) => some.sort((a, b) => a.type - b.type));

function metadataBelow(contentLength: number) {
  const entry = fc.record({
    position: fc.maxSafeNat().map((n) => n % Math.max(contentLength, 1)),
    kind: fc.constant(0),
    value: fc.nat(65535),
  });
  return fc
    .tuple(
      fc.constantFrom("none" as const, "signals" as const, "all" as const),
      fc.option(hash),
      fc.array(entry, { maxLength: contentLength === 0 ? 0 : 6 }),
    )
    .map(([metadata, signalSet, entries]) => ({
      metadata,
      signalSet: metadata === "none" ? null : signalSet,
      entries: metadata === "none" ? [] : entries.sort((a, b) => a.position - b.position),
    }));
}

/** What SPEC.md section 3 has a header take, check included, but for content stored up to the end. */
function overheadOf(fields: Required<FrameFields>): number {
  const { coder, checkBits, dictionary, prior, signalSet, contentLength, metadata, entries, tags, sections } =
    fields;
  const tagBytes = tagsLength(tags);
  const sectionCount = sections.length + (tagBytes > 0 ? 1 : 0);
  let bytes = 2 + (hasBriefHeader(fields) ? 0 : bytesOf(4 * contentLength));
  const hashes = [prior, signalSet].filter((some) => some !== null).length;
  if (dictionary !== "built-in" || metadata !== "signals" || sectionCount > 0 || hashes > 0) {
    bytes += 1 + (dictionary === null ? 0 : dictionary.startsWith("built-in") ? 1 : 8);
  }
  bytes += 8 * hashes;
  for (const [i, { position, value }] of entries.entries()) {
    bytes += bytesOf(2 * (position - (entries[i - 1]?.position ?? 0))) + bytesOf(value);
  }
  if (sectionCount > 0) bytes += bytesOf(sectionCount);
  if (tagBytes > 0) bytes += 1 + bytesOf(tagBytes) + tagBytes;
  for (const section of sections) {
    bytes += bytesOf(2 * section.type) + bytesOf(section.bytes.length) + section.bytes.length;
  }
  return coder === "stored" ? bytes + checkBits / 8 : bytes;
}

describe("version 2, write and read", () => {
  test("stored frames: the fields come back, at the bytes that they need", () => {
    const parts = fc
      .record({ checkBits, dictionary, tags, sections, payload: fc.uint8Array({ maxLength: 300 }) })
      .chain((some) => metadataBelow(some.payload.length).map((metadata) => ({ ...some, ...metadata })));
    fc.assert(
      fc.property(parts, ({ payload, ...some }) => {
        const fields = {
          ...some,
          version: 2,
          coder: "stored",
          prior: null,
          contentLength: payload.length,
        } as const;
        const frame = writeFrame({ ...fields, payload });
        const payloadOffset = frame.length - payload.length;
        // Up to the end, if that is shorter: four bytes.
        const bare =
          some.checkBits === 0 &&
          some.dictionary === null &&
          some.metadata === "none" &&
          tagsLength(some.tags) === 0 &&
          some.sections.length === 0;
        expect(payloadOffset).toBe(bare ? Math.min(4, overheadOf(fields)) : overheadOf(fields));
        // Only that form does not say how long its content is.
        const toEnd = bare && payload.length >= 32;
        const front = readFrameHeader(frame.subarray(0, payloadOffset));
        expect(front.contentLength).toBe(toEnd ? 0 : payload.length);
        const lengthOffset = toEnd ? 4 : hasBriefHeader(fields) ? 1 : 2;
        expect(readFrame(frame)).toEqual({ ...fields, payload, lengthOffset, payloadOffset });
      }),
    );
  });

  test("coders' frames of any content length: header, then payload, and nothing between", () => {
    const contentLength = fc.oneof(
      fc.nat(2 ** 18),
      fc.integer({ min: 0, max: 2 ** 35 }),
      fc.constantFrom(
        0,
        1,
        31,
        32,
        208,
        209,
        224,
        225,
        4095,
        4096,
        2 ** 31,
        2 ** 32,
        2 ** 40 - 1,
        2 ** 40,
        2 ** 47 - 1,
      ),
    );
    const fields = fc
      .record({
        checkBits,
        dictionary,
        prior,
        contentLength,
        tags,
        sections,
        coder: fc.constantFrom("tokens", "model", "bytes"),
      })
      .map((some) => (some.coder === "model" && some.dictionary !== null ? some : { ...some, prior: null }))
      .chain((some) => metadataBelow(some.contentLength).map((metadata) => ({ ...some, ...metadata })));
    fc.assert(
      fc.property(fields, fc.uint8Array({ maxLength: 50 }), (some, payload) => {
        const parts = { ...some, version: 2 } as Required<FrameFields>;
        const header = writeFrameHeader(parts);
        const frame = writeFrame({ ...parts, payload });
        expect(toHex(frame)).toBe(toHex(header) + toHex(payload));
        expect(header.length).toBe(overheadOf(parts));
        const lengthOffset = hasBriefHeader(parts) ? 1 : 2;
        expect(readFrame(frame)).toEqual({ ...parts, payload, lengthOffset, payloadOffset: header.length });
      }),
    );
  });

  test("a default reply has a header of two bytes up to 224 bytes, four below 4 KiB, five below 512 KiB", () => {
    const lengths = [0, 1, 31, 32, 208, 209, 224, 225, 4095, 4096, 524287, 524288].map(
      (contentLength) =>
        writeFrameHeader({
          version: 2,
          coder: "tokens",
          checkBits: 16,
          dictionary: "built-in",
          contentLength,
          metadata: "signals",
        }).length,
    );
    expect(lengths).toEqual([3, 2, 2, 2, 2, 2, 2, 4, 4, 5, 5, 6]);
  });

  test("content with nothing else is never more than four bytes longer, of whatever length", () => {
    const bare = { version: 2, coder: "stored", checkBits: 0 } as const;
    for (const contentLength of [...Array(300).keys(), 5000, 2 ** 20]) {
      const payload = noise(contentLength);
      const frame = writeFrame({ ...bare, contentLength, payload });
      expect([contentLength, frame.length - contentLength]).toEqual([contentLength, 4]);
      expect(frameLengths(frame)).toEqual([frame.length]);
    }
    const form = (contentLength: number): string => toHex(writeFrameHeader({ ...bare, contentLength }));
    expect([form(31), form(32)]).toEqual(["b1207e00", "b12c8000"]);
    expect(form(2 ** 47 - 1)).toBe("b12c8000");
  });

  test("who looked and found nothing is told from who did not look", () => {
    const scopes = ["none", "signals", "all"] as const;
    const headers = scopes.map((metadata) =>
      writeFrameHeader({ version: 2, coder: "tokens", checkBits: 16, contentLength: 3, metadata }),
    );
    expect(headers.map((header) => readFrameHeader(header).metadata)).toEqual(scopes);
  });

  test("a frame owns its memory, and what was read are plain views of it", () => {
    const content = utf8("content");
    const tag = utf8("tag");
    const frame = writeFrame({
      version: 2,
      coder: "stored",
      checkBits: 0,
      contentLength: 7,
      sections: [{ type: 1, bytes: tag }],
      payload: content,
    });
    content.fill(0);
    tag.fill(0);
    const buffer = Buffer.from(frame);
    const { payload, sections } = readFrame(buffer);
    const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
    expect([text(payload), text(sections[0]!.bytes)]).toEqual(["content", "tag"]);
    expect([payload.constructor, sections[0]!.bytes.constructor]).toEqual([Uint8Array, Uint8Array]);
    buffer.fill(0x73);
    expect([text(payload), text(sections[0]!.bytes)]).toEqual(["sssssss", "sss"]);
  });
});

describe("version 2, check", () => {
  const content = noise(77);

  test("is the hash of the content, seeded with the hash of the whole header", () => {
    const wide = writeFrameHeader({ version: 2, coder: "tokens", checkBits: 32, contentLength: 77 });
    expect(frameCheck(wide, content)).toBe(xxh32(content, 0, 77, xxh32(wide, 0, wide.length, 0)));
    const brief = { dictionary: "built-in", metadata: "signals" } as const;
    const briefEntry = { ...brief, entries: [{ position: 76, kind: 0, value: 3 }] };
    for (const [more, length] of [
      [{}, 5],
      [brief, 2],
      [briefEntry, 5],
    ] as const) {
      const narrow = writeFrameHeader({
        version: 2,
        coder: "model",
        checkBits: 16,
        contentLength: 77,
        ...more,
      });
      expect(narrow.length).toBe(length);
      const hash = xxh32(content, 0, 77, xxh32(narrow, 0, narrow.length, 0));
      expect(frameCheck(narrow, content)).toBe((hash >>> 16) ^ (hash & 0xffff));
    }
  });

  test("is 0 where the header names none, and needs a header that can be one", () => {
    expect(
      frameCheck(writeFrameHeader({ version: 2, coder: "tokens", checkBits: 0, contentLength: 9 }), content),
    ).toBe(0);
    expect(frameCheck(Uint8Array.of(0xb1, 0x2c, 0x80, 0), content)).toBe(0);
    expect(() => frameCheck(Uint8Array.of(0xb1, 0x25), content)).toThrow(
      new RangeError("header.length: expected at least 3, got 2"),
    );
    for (const first of [0xa1, 0x81]) {
      expect(() => frameCheck(Uint8Array.of(first), content)).toThrow(
        new RangeError("header.length: expected at least 2, got 1"),
      );
    }
    expect(() => frameCheck(new Uint8Array(0), content)).toThrow(
      new RangeError("header.length: expected at least 4, got 0"),
    );
    expect(() => frameCheck(Uint8Array.of(0xb1, 0x2d, 0), content)).toThrow(
      new RangeError("header: expected one with a valid check width, got 45"),
    );
    const front = writeFrameHeader({ coder: "tokens", checkBits: 16, contentLength: 9 });
    front[3]! |= 6;
    expect(() => frameCheck(front, content)).toThrow(
      new RangeError(`header: expected one with a valid check width, got ${front[3]}`),
    );
  });

  test("is what a coder finds again in front of the frame it decodes", () => {
    for (const { fields, frame } of coderSamples) {
      const { payloadOffset } = readFrame(frame);
      const header = writeFrameHeader(fields);
      expect(frameCheck(frame.subarray(0, payloadOffset), content)).toBe(frameCheck(header, content));
    }
  });
});

describe("version 2, concatenation", () => {
  const delimited = storedSamples.filter((sample) => !isToEnd(sample)).filter((_, i) => i % 7 === 0);

  test("stored frames are read one behind the other", () => {
    const frames = delimited.map(({ frame }) => frame);
    const lengths = frames.map(({ length }) => length);
    expect(frameLengths(concat(frames))).toEqual(lengths);
    // A frame of a coder, or one stored up to the end, takes what is left.
    const last = storedSamples.find(isToEnd)!;
    expect(frameLengths(concat([...frames, last.frame]))).toEqual([...lengths, last.frame.length]);
    expect(frameLengths(concat([last.frame, ...frames]))).toHaveLength(1);
  });

  test("what follows a frame changes nothing in it", () => {
    const following = utf8("not a frame");
    for (const { frame } of delimited) {
      expect(readFrame(concat([frame, following]))).toEqual(readFrame(frame));
      expect(readFrameHeader(concat([frame, following]))).toEqual(readFrameHeader(frame));
    }
  });

  test("offsets count from the bytes given, wherever those lie in a buffer", () => {
    const [first, second] = delimited.map(({ frame }) => frame) as [Uint8Array, Uint8Array];
    const both = concat([first, second.subarray(0, -1), utf8("")]);
    const rest = both.subarray(first.length);
    expect(rejection(() => readFrame(rest))).toMatchObject({ code: "truncated", offset: rest.length });
  });
});

describe("version 2, layout", () => {
  test("constants that say one thing in two ways agree", () => {
    expect(layout.TO_END_HEADER[1]).toBe(layout.TO_END_SHAPE);
    expect(layout.TO_END_SHAPE).toBe(
      (layout.FORMAT_VERSION << layout.VERSION_SHIFT) | (layout.FIELD_MASK << layout.CHECK_SHIFT),
    );
    const signals = layout.METADATA_SCOPES.indexOf("signals");
    expect(layout.DEFAULT_EXTENDED).toBe(layout.DICTIONARY_BUILT_IN | (signals << layout.METADATA_SHIFT));
    expect(layout.LENGTH_UNIT).toBe(2 * layout.EXTENDED_FLAG);
    expect(layout.TO_END_MIN_LENGTH * layout.LENGTH_UNIT).toBe(128);
    expect(CODERS.length).toBe(layout.CODER_COUNT);
    expect(CHECK_WIDTHS.length).toBe(layout.FIELD_MASK);
    expect(CHECK_WIDTHS).toContain(layout.BRIEF_CHECK_BITS);
    expect(layout.METADATA_SCOPES[layout.METADATA_NONE]).toBe("none");
    const fields = layout.FIELD_MASK | (layout.FIELD_MASK << layout.METADATA_SHIFT);
    const flags = layout.SECTIONS_FLAG | layout.PRIOR_FLAG | layout.SIGNAL_SET_FLAG;
    expect([fields & flags, fields | flags | layout.RESERVED_BITS]).toEqual([0, 255]);
    expect(layout.RESERVED_BITS & (fields | flags)).toBe(0);
    // A byte has room for the number of every name and for every kind.
    expect((NUMBERED_NAMES.length + 1) * layout.TAG_NAME_UNIT).toBe(256);
    expect(KIND_COUNT).toBeLessThanOrEqual(layout.TAG_NAME_UNIT);
  });

  test("both versions give headers of one shape", () => {
    const fields: FrameFields = { coder: "tokens", checkBits: 16, contentLength: 3 };
    const keys = (header: FrameHeader): string[] => Object.keys(header);
    const [one, two] = ([1, 2] as const).map((version) =>
      keys(readFrameHeader(writeFrameHeader({ ...fields, version }))),
    );
    expect(one).toEqual(two);
  });
});
