import { createContext, runInContext } from "node:vm";
import { assertSame, concat, noise, utf8 } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CompressOptions, compress, decompress, decompressText, type Level } from "../src/index.ts";
import { LARGE, SMALL } from "./contents.ts";
import { referenceDecode } from "./reference-decoder.ts";

const LEVELS: readonly Level[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const METADATA = ["signals", "none", "all"] as const;
const CHECKSUMS = ["auto", true, false] as const;

/** Every combination, 81 of them. */
const OPTIONS: readonly CompressOptions[] = LEVELS.flatMap((level) =>
  METADATA.flatMap((metadata) => CHECKSUMS.map((checksum) => ({ level, metadata, checksum }))),
);

describe("small contents, with every combination of options", () => {
  test.each(SMALL)("$name", ({ content }) => {
    for (const options of OPTIONS) {
      assertSame(decompress(compress(content, options)), content, JSON.stringify(options));
    }
  });
});

describe("contents of many blocks", () => {
  test.each(LARGE)("$name", ({ content }) => {
    for (const level of [1, 6, 9] as const) {
      assertSame(decompress(compress(content, { level })), content, `level ${level}`);
    }
    const bare = compress(content, { level: 3, metadata: "none", checksum: false, dictionary: null });
    assertSame(decompress(bare), content, "without anything");
  });
});

test("any text, any options", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("I'm sorry", " the ", "\n\n", '{"role":"user"}', "abcabcabc", "👍"),
  );
  const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(text, fc.constantFrom(...OPTIONS), (input, options) => {
      expect(decompressText(compress(input, options))).toBe(input);
    }),
    { numRuns: 600 },
  );
});

describe("kinds of input", () => {
  test.each(SMALL.filter(({ name }) => name !== "every byte" && name !== "noise"))("$name", ({ content }) => {
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(content);
    const frame = compress(content);
    const padded = concat([noise(7), content, noise(9)]);
    const view = padded.subarray(7, 7 + content.length);
    const foreign = runInContext(
      "Uint8Array.from(values)",
      createContext({ values: Array.from(content) }),
    ) as Uint8Array;
    const inputs = { text, buffer: Buffer.from(content), view, foreign };
    for (const [kind, input] of Object.entries(inputs)) assertSame(compress(input), frame, kind);

    const frameView = concat([noise(3), frame, noise(5)]).subarray(3, 3 + frame.length);
    const foreignFrame = runInContext(
      "Uint8Array.from(values)",
      createContext({ values: Array.from(frame) }),
    ) as Uint8Array;
    for (const given of [Buffer.from(frame), frameView, foreignFrame])
      assertSame(decompress(given), content, "frame");
  });
});

test("the decoder agrees with one that follows SPEC.md line by line", () => {
  const contents = [...SMALL.filter(({ content }) => content.length > 0), ...LARGE.slice(1, 7)];
  let coded = 0;
  for (const { name, content } of contents) {
    const frame = compress(content, { level: 5, dictionary: null });
    // Stored frames have no tokens.
    if (frame[3]! & 1) {
      coded++;
      assertSame(referenceDecode(frame, null).content, content, name);
    }
  }
  expect(coded).toBeGreaterThan(9);
});

test("the same input and options give the same frame, whatever was compressed before", () => {
  const content = utf8("The same text, twice the same text, and once more the same text.");
  const first = OPTIONS.map((options) => compress(content, options));
  compress(noise(200_000), { level: 9 });
  OPTIONS.forEach((options, i) => {
    assertSame(compress(content, options), first[i]!, JSON.stringify(options));
  });
});
