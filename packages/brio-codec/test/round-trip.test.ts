import { createContext, runInContext } from "node:vm";
import { chatDictionary, type Dictionary } from "brio-dictionary";
import { assertSame, concat, noise, utf8 } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CompressOptions,
  compress,
  decompress,
  decompressText,
  inspect,
  type Level,
} from "../src/index.ts";
import { LARGE, SMALL, STREAMS } from "./contents.ts";
import { VERSIONS } from "./support.ts";
import { referenceDecode as referenceDecode1 } from "./v1/reference-decoder.ts";
import { referenceDecode as referenceDecode2 } from "./v2/reference-decoder.ts";

const LEVELS: readonly Level[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const METADATA = ["signals", "none", "all"] as const;
const CHECKSUMS = ["auto", true, false] as const;

/** Every combination, 162 of them. */
const OPTIONS: readonly CompressOptions[] = VERSIONS.flatMap((version) =>
  LEVELS.flatMap((level) =>
    METADATA.flatMap((metadata) => CHECKSUMS.map((checksum) => ({ version, level, metadata, checksum }))),
  ),
);

describe("small contents, with every combination of options", () => {
  test.each(SMALL)("$name", ({ content }) => {
    for (const options of OPTIONS) {
      assertSame(decompress(compress(content, options)), content, JSON.stringify(options));
    }
  });
});

describe.each(VERSIONS)("version %i: contents of many blocks", (version) => {
  test.each(LARGE)("$name", ({ content }) => {
    for (const level of version === 1 ? ([1, 3, 6, 9] as const) : ([1, 3, 6] as const)) {
      assertSame(decompress(compress(content, { version, level })), content, `level ${level}`);
    }
    const bare = { version, level: 3, metadata: "none", checksum: false, dictionary: null } as const;
    assertSame(decompress(compress(content, bare)), content, "without anything");
  });
});

describe("levels 7 and 9: contents of several streams", () => {
  const cases = STREAMS.flatMap(({ name, content }) =>
    ([7, 9] as const).flatMap((level) =>
      [chatDictionary(), null].map((dictionary) => ({ name, content, level, dictionary })),
    ),
  );

  test.each(cases)("$name at level $level, dictionary $dictionary.id", ({ content, level, dictionary }) => {
    const frame = compress(content, { level, dictionary });
    expect(inspect(frame).coder).toMatch(/^(model|bytes)$/);
    assertSame(decompress(frame), content);
  });
});

test("version 2: what comes again beyond the window of a level is not found, within it is", () => {
  const period = noise(2 ** 20 + 1000);
  const content = concat([period, period]);
  // The window of level 1 has a mebibyte, that of level 6 sixteen.
  const [fast, small] = ([1, 6] as const).map((level) => compress(content, { level }));
  for (const frame of [fast!, small!]) assertSame(decompress(frame), content);
  expect(fast!.length).toBeGreaterThan(content.length);
  expect(small!.length).toBeLessThan(0.51 * content.length);
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
    { numRuns: 1000 },
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

test.each(VERSIONS)(
  "version %i: the decoder agrees with one that follows the SPEC line by line",
  (version) => {
    const referenceDecode = version === 1 ? referenceDecode1 : referenceDecode2;
    const contents = [...SMALL.filter(({ content }) => content.length > 0), ...LARGE.slice(1, 7)];
    const dictionaries: readonly (Dictionary | null)[] = version === 1 ? [null] : [null, chatDictionary()];
    let coded = 0;
    for (const { name, content } of contents) {
      for (const dictionary of dictionaries) {
        const frame = compress(content, { version, level: 5, dictionary });
        // Stored frames have no tokens.
        if (inspect(frame).coder === "stored") continue;
        coded++;
        assertSame(referenceDecode(frame, dictionary).content, content, name);
      }
    }
    expect(coded).toBeGreaterThan(9 * dictionaries.length);
  },
);

describe("frames one after the other", () => {
  const parts = [
    ...SMALL.map(({ content }) => content),
    LARGE[1]!.content,
    utf8("The last one has neither length nor check, whatever it is."),
  ];
  const frames = parts.map((content, i) =>
    i === parts.length - 1
      ? compress(content.subarray(0, 40), { checksum: false, metadata: "none", dictionary: null })
      : compress(content, { level: ((i % 9) + 1) as Level, metadata: METADATA[i % 3]! }),
  );
  const whole = concat([...parts.slice(0, -1), parts.at(-1)!.subarray(0, 40)]);

  test("are the content of all", () => {
    assertSame(decompress(concat(frames)), whole);
    expect(decompressText(concat([compress("one, "), compress(""), compress("two")]))).toBe("one, two");
  });

  test("are held against the limit together", () => {
    expect(decompress(concat(frames), { maxOutputLength: whole.length }).length).toBe(whole.length);
    expect(() => decompress(concat(frames), { maxOutputLength: whole.length - 1 })).toThrow("limit-exceeded");
  });

  test("are of version 2: version 1 says nothing of what follows", () => {
    const pair = concat([compress("hello hello hello", { version: 1 }), compress("hello")]);
    expect(() => decompress(pair)).toThrow("corrupt");
  });
});

test("the same input and options give the same frame, whatever was compressed before", () => {
  const content = utf8("The same text, twice the same text, and once more the same text.");
  const first = OPTIONS.map((options) => compress(content, options));
  compress(noise(200_000));
  compress(noise(3000), { level: 9 });
  OPTIONS.forEach((options, i) => {
    assertSame(compress(content, options), first[i]!, JSON.stringify(options));
  });
});
