import { type FrameEntry, type MetadataScope, readFrame, writeFrame } from "brio-container";
import { CATEGORIES, chatDictionary, scanSignals, signalCatalogue } from "brio-dictionary";
import { utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { type CompressOptions, compress, decompress, inspect, type Level, verify } from "../src/index.ts";
import { FIRST_PHRASE_VALUE } from "../src/metadata/v2.ts";
import { CODERS, rejection, VERSIONS } from "./support.ts";
import { exampleDictionary } from "./v1/spec-example.ts";

const text = "Well — I’m sorry. I can't help with that, and “I'm Sorry” again: is there anything else?";
const content = utf8(text);

function isSignal(category: string | undefined): boolean {
  return CATEGORIES.indexOf(category as "text") < CATEGORIES.indexOf("text");
}

describe.each(VERSIONS)("version %i", (version) => {
  const chat = chatDictionary(version);
  const signals = scanSignals(version === 1 ? chat : signalCatalogue(), content);
  const firstPhrase = version === 1 ? 0 : FIRST_PHRASE_VALUE;
  const frameOf = (input: string, options: CompressOptions = {}): Uint8Array =>
    compress(input, { version, ...options });

  /** Stored content without a check, with any entries. */
  function forged(
    entries: readonly FrameEntry[],
    dictionary: string | null = "built-in",
    metadata: MetadataScope = "all",
  ): Uint8Array {
    const fields = { version, coder: "stored", checkBits: 0, contentLength: content.length } as const;
    return writeFrame({ ...fields, metadata, dictionary, entries, payload: content });
  }

  describe("signals", () => {
    test(`are those of the ${version === 1 ? "dictionary" : "catalogue"}, at their offsets in bytes`, () => {
      const { events, metadata, signalSet } = inspect(frameOf(text));
      expect([metadata, signalSet]).toEqual(["signals", version === 1 ? null : "built-in"]);
      expect(events).toEqual(signals);
      const apologies = events.filter(({ phrase }) => phrase === "I'm sorry").map(({ offset }) => offset);
      expect(apologies).toEqual([
        utf8("Well — ").length,
        utf8(text.slice(0, text.indexOf("I'm Sorry"))).length,
      ]);
    });

    test("do not depend on the level, nor on how the text is cut", () => {
      const expected = inspect(frameOf(text)).events;
      for (const level of [1, 3, 7, 8, 9] as const)
        expect(inspect(frameOf(text, { level })).events).toEqual(expected);
      const repeated = inspect(frameOf(text.repeat(5))).events;
      expect(repeated.length).toBeGreaterThanOrEqual(5 * expected.length);
    });

    test("are absent where nothing was found, and that is a statement", () => {
      expect(inspect(frameOf("Two and two is four."))).toMatchObject({ metadata: "signals", events: [] });
      expect(inspect(frameOf(text, { metadata: "none" }))).toMatchObject({
        metadata: "none",
        signalSet: null,
        events: [],
      });
    });

    test(version === 1 ? "cost five bytes each" : "cost two or three bytes each", () => {
      const bare = inspect(frameOf(text, { metadata: "none" })).headerLength;
      const { events, headerLength } = inspect(frameOf(text));
      const bytes = events.reduce((sum, { id }) => sum + (version === 1 ? 5 : id < 128 ? 2 : 3), 0);
      // In version 1 there is a count as well; in version 2 a header without metadata is not brief, and says so and names the dictionary.
      expect(headerLength).toBe(version === 1 ? bare + bytes + 1 : 2 + bytes);
    });
  });

  const codersOf = CODERS.filter((options) => options.version === version);

  describe.each(codersOf)('metadata: "all", $name', ({ coder, level }) => {
    const long = `${text} The same text is about the time of the year. ${text}`;
    const info = inspect(frameOf(long, { level, metadata: "all" }));

    test("is of that coder", () => {
      expect(info.coder).toBe(coder);
    });

    test("lists the signals and, with them, dictionary phrases that stand where it says", () => {
      const signals = info.events.filter(({ category }) => isSignal(category));
      expect(signals).toEqual(inspect(frameOf(long)).events);
      const phrases = info.events.filter(({ category }) => !isSignal(category));
      expect(phrases.length).toBeGreaterThan(3);
      const bytes = utf8(long);
      for (const { phrase, offset } of phrases) {
        const length = utf8(phrase!).length;
        expect(new TextDecoder().decode(bytes.subarray(offset, offset + length))).toBe(phrase);
      }
    });

    test("is in order", () => {
      const offsets = info.events.map(({ offset }) => offset);
      expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
      expect(info.metadata).toBe("all");
    });
  });

  describe("inspect", () => {
    test("needs the front of the frame alone", () => {
      for (const level of [1, 6, 9] as const) {
        const frame = frameOf(text.repeat(3), { level, metadata: "all" });
        const { frameLength, ...whole } = inspect(frame);
        expect(frameLength).toBe(frame.length);
        const front = inspect(frame.subarray(0, whole.headerLength));
        expect(front).toEqual({ ...whole, frameLength: whole.headerLength });
        expect(rejection(() => inspect(frame.subarray(0, whole.headerLength - 1))).code).toBe("truncated");
      }
    });

    const meaningless: readonly (readonly [what: string, entry: FrameEntry])[] = [
      ["a phrase that there is not", { position: 0, kind: 0, value: 65535 }],
      ...(version === 1
        ? ([
            ["a kind that is no category", { position: 0, kind: 200, value: 1 }],
            [
              "a phrase of another category",
              { position: 0, kind: 0, value: scanSignals(chat, utf8("I'm sorry"))[0]!.id },
            ],
          ] as const)
        : ([
            [
              "a signal that the catalogue does not have",
              { position: 0, kind: 0, value: signalCatalogue().builtInCount },
            ],
            ["a signal of a user, and no set", { position: 0, kind: 0, value: 4096 }],
            [
              "a signal as a phrase",
              {
                position: 0,
                kind: 0,
                value: FIRST_PHRASE_VALUE + scanSignals(chat, utf8("I'm sorry"))[0]!.id,
              },
            ],
            [
              "a phrase beyond the last",
              { position: 0, kind: 0, value: FIRST_PHRASE_VALUE + chat.entries.length },
            ],
          ] as const)),
    ];

    test.each(meaningless)("rejects %s", (_, entry) => {
      for (const read of [inspect, verify])
        expect(rejection(() => read(forged([entry]))).code).toBe("corrupt");
      // To decode, nobody asks for the metadata.
      expect(decompress(forged([entry]))).toEqual(content);
    });

    if (version === 1) {
      test("rejects metadata without a dictionary that says what a signal is", () => {
        for (const read of [inspect, verify]) {
          expect(rejection(() => read(forged([], null))).code).toBe("corrupt");
        }
      });

      test("of a dictionary that is not at hand, takes values on trust", () => {
        const frame = forged([{ position: 0, kind: 1, value: 999 }], exampleDictionary().id);
        expect(inspect(frame).events).toEqual([
          { category: "apology", phrase: undefined, id: 999, offset: 0 },
        ]);
      });
    } else {
      const phrase = { position: 3, kind: 0, value: FIRST_PHRASE_VALUE + 999 };

      test("needs no dictionary for signals, and rejects a phrase of none", () => {
        expect(inspect(forged([{ position: 0, kind: 0, value: 18 }], null)).events).toMatchObject([
          { phrase: "I'm sorry" },
        ]);
        for (const read of [inspect, verify])
          expect(rejection(() => read(forged([phrase], null))).code).toBe("corrupt");
      });

      test("rejects a phrase of a writer that did not list them", () => {
        for (const read of [inspect, verify]) {
          expect(rejection(() => read(forged([phrase], "built-in", "signals"))).code).toBe("corrupt");
        }
      });

      test("of a dictionary that is not at hand, takes phrases on trust", () => {
        const frame = forged([phrase], exampleDictionary().id);
        expect(inspect(frame).events).toEqual([
          { category: undefined, phrase: undefined, id: FIRST_PHRASE_VALUE + 999, offset: 3 },
        ]);
        expect(rejection(() => verify(frame)).code).toBe("dictionary-missing");
      });
    }

    test("knows the categories of what it lists", () => {
      const listed = [...chat.entries, ...(version === 1 ? [] : signalCatalogue().signals)];
      for (const { category, phrase } of inspect(frameOf(text, { metadata: "all" })).events) {
        expect(listed).toContainEqual(expect.objectContaining({ category, phrase }));
      }
    });
  });

  describe("verify", () => {
    const honest = readFrame(frameOf(text, { checksum: false, metadata: "signals" })).entries;

    test("finds nothing wrong with what compress made", () => {
      const levels: readonly Level[] = codersOf.map(({ level }) => level);
      const scopes = ["signals", "none", "all"] as const;
      for (const options of levels.flatMap((level) => scopes.map((metadata) => ({ level, metadata })))) {
        expect(verify(frameOf(text, options))).toEqual({
          valid: true,
          contentLength: content.length,
          missing: [],
          forged: [],
        });
      }
      expect(verify(forged(honest)).valid).toBe(true);
    });

    test("finds every event that is left out", () => {
      expect(honest.length).toBeGreaterThan(2);
      for (let i = 0; i < honest.length; i++) {
        const report = verify(forged(honest.filter((_, j) => j !== i)));
        expect(report).toMatchObject({ valid: false, forged: [] });
        expect(report.missing).toEqual([inspect(forged(honest)).events[i]]);
      }
      expect(verify(forged([])).missing.length).toBe(honest.length);
    });

    test("finds events that were made up", () => {
      const { kind, value } = honest[0]!;
      const report = verify(forged([{ position: 0, kind, value }, ...honest]));
      expect(report).toMatchObject({ valid: false, missing: [], forged: [{ offset: 0, id: value }] });
    });

    test("finds phrases that do not stand where they are said to", () => {
      const phrase = chat.entries.find(({ category }) => category === "text")!;
      const kind = version === 1 ? CATEGORIES.indexOf("text") : 0;
      const entry = { position: content.length - 1, kind, value: firstPhrase + phrase.id };
      expect(verify(forged([...honest, entry]))).toMatchObject({
        valid: false,
        forged: [{ phrase: phrase.phrase }],
      });
    });

    test("claims nothing of a frame that claims nothing", () => {
      expect(verify(frameOf(text, { metadata: "none" })).valid).toBe(true);
    });
  });
});

test("version 1 has kinds, and one that is no category is rejected without the dictionary too", () => {
  const fields = { coder: "stored", checkBits: 0, contentLength: 1, metadata: "signals" } as const;
  const { id } = exampleDictionary();
  const entries = [{ position: 0, kind: 99, value: 0 }];
  const frame = writeFrame({ ...fields, dictionary: id, entries, payload: utf8("x") });
  expect(rejection(() => inspect(frame)).code).toBe("corrupt");
});

test("verify takes one frame", () => {
  const frame = compress("hello");
  const two = Uint8Array.from([...frame, ...frame]);
  const error = rejection(() => verify(two));
  expect([error.code, error.offset]).toEqual(["corrupt", frame.length]);
});
