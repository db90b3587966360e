import { CATEGORIES, chatDictionary, type SignalCategory } from "brio-dictionary";
import { assertSame } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { type CompressOptions, compress, hasSignal, inspect } from "../src/index.ts";
import * as lite from "../src/lite.ts";
import { rejection } from "./support.ts";
import { smallDictionary } from "./v2/dictionaries.ts";

const SIGNALS = CATEGORIES.slice(0, CATEGORIES.indexOf("text")) as readonly SignalCategory[];
const TEXTS = [
  "I'm sorry, but I can't help with that. Is there anything else I can help you with?",
  "The meeting is at ten, in room 4 upstairs.",
  "Hello! I apologize for the delay.\n```js\nlet x = 1;\n```",
];
const OPTIONS: readonly CompressOptions[] = [
  {},
  { version: 1 },
  { metadata: "all" },
  { level: 9 },
  { checksum: true },
  { version: 1, metadata: "all" },
];

describe.each(OPTIONS)("hasSignal of frames made with %o", (options) => {
  test.each(TEXTS)("agrees with inspect: %s", (text) => {
    const frame = compress(text, options);
    const listed = new Set<string | undefined>(inspect(frame).events.map(({ category }) => category));
    const found = SIGNALS.filter((category) => hasSignal(frame, category));
    expect(found).toEqual(SIGNALS.filter((category) => listed.has(category)));
    expect(SIGNALS.map((category) => lite.hasSignal(frame, category))).toEqual(
      SIGNALS.map((category) => listed.has(category)),
    );
  });
});

test("a frame whose writer did not look says nothing", () => {
  for (const options of [
    { metadata: "none" },
    { metadata: "none", version: 1 },
    { dictionary: null, version: 1 },
  ] as const) {
    expect(hasSignal(compress(TEXTS[0]!, options), "apology")).toBeUndefined();
  }
});

test("the front of a frame is enough", () => {
  const frame = compress(TEXTS[0]!);
  expect(hasSignal(frame.subarray(0, inspect(frame).headerLength), "apology")).toBe(true);
});

test("needs no dictionary", () => {
  for (const dictionary of [smallDictionary(), null]) {
    const frame = compress(TEXTS[0]!, { dictionary });
    expect(hasSignal(frame, "apology")).toBe(true);
    expect(hasSignal(frame, "error")).toBe(false);
  }
});

test("entries without a meaning are corrupt, as they are for inspect", () => {
  // A brief header: one entry, whose value no phrase of the dictionary has.
  const frame = Uint8Array.of(0x81, 39 + 0x2f, 0x01, 0xff, 0xff, 0x03);
  expect(chatDictionary().entries.length).toBeLessThan(65535);
  expect(rejection(() => hasSignal(frame, "apology"))).toMatchObject({ code: "corrupt", offset: 6 });
  expect(rejection(() => inspect(frame))).toMatchObject({ code: "corrupt", offset: 6 });
});

test("a caller's mistake names the argument, and what is no frame is none", () => {
  const frame = compress(TEXTS[0]!);
  for (const wrong of ["text", "sorry", "x", undefined, 1]) {
    expect(() => hasSignal(frame, wrong as never)).toThrow(RangeError);
  }
  expect(() => hasSignal("frame" as never, "apology")).toThrow(TypeError);
  expect(rejection(() => hasSignal(Uint8Array.of(1, 2, 3), "apology")).code).toBe("not-brio");
  assertSame(frame, compress(TEXTS[0]!));
});
