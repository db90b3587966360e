import { describe, expect, test } from "vitest";
import {
  type FrameEntry,
  type FrameFields,
  readFrameHeader,
  visitEntries,
  writeFrameHeader,
} from "../src/index.ts";

const entries: readonly FrameEntry[] = [
  { position: 0, kind: 0, value: 17 },
  { position: 70, kind: 0, value: 300 },
  { position: 70, kind: 0, value: 65535 },
];

/** What a visitor is given. */
function visited(header: Uint8Array): FrameEntry[] {
  const found: FrameEntry[] = [];
  visitEntries(header, (position, kind, value) => found.push({ position, kind, value }));
  return found;
}

const HEADERS: readonly (readonly [name: string, fields: FrameFields])[] = [
  [
    "version 1",
    { coder: "tokens", checkBits: 16, contentLength: 100, dictionary: "built-in", metadata: "signals" },
  ],
  [
    "version 2",
    {
      version: 2,
      coder: "tokens",
      checkBits: 32,
      contentLength: 100,
      dictionary: "built-in",
      metadata: "all",
    },
  ],
  [
    "a signal set and tags",
    {
      version: 2,
      coder: "tokens",
      checkBits: 16,
      contentLength: 100,
      metadata: "signals",
      signalSet: "a1b2c3d4e5f60718",
      tags: { role: "assistant", note: "né", raw: Uint8Array.of(1) },
    },
  ],
  [
    "a brief header",
    {
      version: 2,
      coder: "model",
      checkBits: 16,
      contentLength: 100,
      dictionary: "built-in",
      metadata: "signals",
    },
  ],
];

describe.each(HEADERS)("visitEntries, %s", (_, fields) => {
  const header = writeFrameHeader({ ...fields, entries });

  test("gives the entries of the header, in order, and returns the rest of it", () => {
    expect(visited(header)).toEqual(entries);
    expect(visitEntries(header, () => {})).toEqual({ ...readFrameHeader(header), entries: [] });
  });

  test("calls nobody where there are none", () => {
    const silent = writeFrameHeader(fields);
    expect(visited(silent)).toEqual([]);
    expect(visitEntries(silent, () => {})).toEqual(readFrameHeader(silent));
  });

  test("rejects what readFrameHeader rejects", () => {
    const messageOf = (read: () => unknown): string => {
      try {
        read();
        return "accepted";
      } catch (error) {
        return (error as Error).message;
      }
    };
    for (let at = 0; at < header.length; at++) {
      const changed = header.slice();
      changed[at]! ^= 0x81;
      for (const damaged of [header.subarray(0, at), changed]) {
        expect(messageOf(() => visitEntries(damaged, () => {}))).toBe(
          messageOf(() => readFrameHeader(damaged)),
        );
      }
    }
  });
});

test("visitEntries leaves the visitor's own errors alone", () => {
  const header = writeFrameHeader({ ...HEADERS.at(-1)![1], entries });
  const own = new Error("own");
  expect(() =>
    visitEntries(header, () => {
      throw own;
    }),
  ).toThrow(own);
});
