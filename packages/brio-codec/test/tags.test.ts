import type { FrameTags } from "brio-container";
import { describe, expect, test } from "vitest";
import { compress, decompressText, hasSignal, inspect, verify } from "../src/index.ts";
import * as lite from "../src/lite.ts";
import { CODERS, rejection } from "./support.ts";

const reply = "I'm sorry, but I can't help with that. Is there anything else I can do for you?";
const tags: FrameTags = {
  role: "assistant",
  model: "large-2",
  tenant: 42,
  conversation: "0b9fdb70-5f0e-4a7c-9a57-0b1a3c3f1d2e",
  temperature: 0.7,
  cached: true,
  "trace.id": Uint8Array.of(1, 2, 3),
};

describe.each(CODERS.filter(({ version }) => version === 2))("tags, $name", ({ level }) => {
  const frame = compress(reply, { level, tags });

  test("are read without decoding, from the front of the frame", () => {
    const info = inspect(frame);
    expect({ ...info.tags }).toEqual(tags);
    expect({ ...inspect(frame.subarray(0, info.headerLength)).tags }).toEqual(tags);
    expect({ ...inspect(compress(reply, { level })).tags }).toEqual({});
  });

  test("change nothing else", () => {
    expect(decompressText(frame)).toBe(reply);
    expect(verify(frame)).toMatchObject({ valid: true, contentLength: reply.length });
    expect(inspect(frame).events).toEqual(inspect(compress(reply)).events);
    expect(hasSignal(frame, "apology")).toBe(true);
    expect(compress(reply, { level, tags: {} })).toEqual(compress(reply, { level }));
  });

  test("do not depend on the order in which they are given", () => {
    const backwards = Object.fromEntries(Object.entries(tags).reverse());
    expect(compress(reply, { level, tags: backwards })).toEqual(frame);
  });

  test("are covered by the check", () => {
    const changed = frame.slice();
    const at = new TextDecoder("latin1").decode(frame).indexOf("large-2");
    changed[at] = "m".charCodeAt(0);
    expect(inspect(changed).tags.model).toBe("marge-2");
    expect(rejection(() => decompressText(changed)).code).toBe("checksum-mismatch");
  });
});

test("stand beside metadata of every kind, stored content and none at all", () => {
  for (const metadata of ["signals", "all", "none"] as const) {
    for (const input of [reply, "", "§¶ĦĘ"]) {
      const frame = compress(input, { metadata, tags: { role: "user", turn: 3 } });
      expect(inspect(frame)).toMatchObject({ metadata, tags: { role: "user", turn: 3 } });
      expect(decompressText(frame)).toBe(input);
      expect(lite.inspect(frame).tags).toEqual(inspect(frame).tags);
    }
  }
});

test("cost what the README says", () => {
  const bare = compress(reply).length;
  const role = compress(reply, { tags: { role: "assistant" } }).length;
  const turn = compress(reply, { tags: { role: "assistant", turn: 7 } }).length;
  expect(turn - role).toBe(2);
  expect(role - 2 - bare).toBeGreaterThanOrEqual(5);
  expect(role - 2 - bare).toBeLessThanOrEqual(7);
});

test("that a frame cannot have are named in the error", () => {
  const wrong: readonly (readonly [tags: unknown, error: typeof TypeError | typeof RangeError, RegExp])[] = [
    [null, TypeError, /^tags/],
    ["role", TypeError, /^tags/],
    [{ role: null }, TypeError, /^tags\.role/],
    [{ turn: Number.NaN }, RangeError, /^tags\.turn/],
    [{ "two words": 1 }, RangeError, /^tags/],
    [{ note: "x".repeat(2000) }, RangeError, /^tags/],
  ];
  for (const [given, error, message] of wrong) {
    const call = (): unknown => compress(reply, { tags: given as FrameTags });
    expect(call).toThrow(error);
    expect(call).toThrow(message);
  }
  expect(() => compress(reply, { version: 1, tags })).toThrow(/^tags must be left out/);
});
