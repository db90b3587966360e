import { compress, inspect } from "brio-codec";
import { type FrameFields, readFrameHeader, writeFrame } from "brio-container";
import { describe, expect, it } from "vitest";
import { entryBytes, measureEventBytes } from "../src/event-bytes.mjs";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("entryBytes", () => {
  it("is the bytes of the entries, by hand", () => {
    const frame = Uint8Array.of(
      ...[0x81, 100 + 0x2f], // brief header with entries: token coder, 100 bytes of content
      ...[5 << 1, 0xac, 0x02], // 5 bytes in, another one follows; value 300
      ...[0x8d, 0x01, 17], // 70 bytes further, the last: 70 × 2 + 1 in seven bits and one more; value 17
      ...[1, 2, 3, 4], // payload
    );
    expect(readFrameHeader(frame).entries.map(({ position, value }) => [position, value])).toEqual([
      [5, 300],
      [75, 17],
    ]);
    expect(entryBytes(frame)).toBe(3 + 3);
  });

  it("is nothing where nothing was found, or nobody looked", () => {
    expect(entryBytes(Uint8Array.of(0xa1, 100 + 0x2f, 1, 2, 3, 4))).toBe(0);
    expect(entryBytes(compress("42"))).toBe(0);
    expect(entryBytes(compress("I'm sorry.", { metadata: "none" }))).toBe(0);
  });

  it.each([10, 100, 1000])("counts what changes in the header of %i stored bytes, and no check", (length) => {
    const fields: FrameFields = {
      ...{ version: 2, coder: "stored", checkBits: 16, dictionary: "built-in", metadata: "signals" },
      contentLength: length,
    };
    const payload = new Uint8Array(length);
    const withEntry = writeFrame({ ...fields, payload, entries: [{ position: 1, kind: 0, value: 17 }] });
    const without = writeFrame({ ...fields, payload });
    expect(entryBytes(withEntry)).toBe(withEntry.length - without.length);
    expect(entryBytes(withEntry)).toBeGreaterThanOrEqual(2);
  });

  it("is five an event in version 1, and one that counts them", () => {
    const frame = compress("I'm sorry, but I can't help with that.", { version: 1 });
    const { events } = inspect(frame);
    expect(events.length).toBeGreaterThan(0);
    expect(entryBytes(frame)).toBe(5 * events.length + 1);
  });
});

describe("measureEventBytes", () => {
  it("adds up the frames of a file", () => {
    const texts = [
      "I'm sorry, but I can't help with that.",
      "Twelve apples and a pear.",
      "Sorry about that!",
    ].map(encode);
    const frames = texts.map((text) => compress(text));
    const counts = frames.map((frame) => inspect(frame).events.length);
    expect(counts[0]).toBeGreaterThan(1);
    expect(counts[1]).toBe(0);

    const file = { name: "log.jsonl", texts, recordsWithout: 0, replies: [], joined: false };
    // Texts that short have a header of two bytes and then the entries.
    const headers = frames.map((frame) => readFrameHeader(frame).payloadOffset);
    expect(measureEventBytes(file)).toEqual({
      ...{ name: "log.jsonl", texts: 3, textsWithEvents: counts.filter((count) => count > 0).length },
      events: counts.reduce((sum, count) => sum + count, 0),
      eventBytes: headers.reduce((sum, length) => sum + length - 2, 0),
      frameBytes: frames.reduce((sum, frame) => sum + frame.length, 0),
    });
  });
});
