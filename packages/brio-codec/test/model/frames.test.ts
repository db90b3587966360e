import { readFrame } from "brio-container";
import { chatDictionary, type Dictionary, segmentText } from "brio-dictionary";
import { decodeSymbols, encodeSymbols } from "brio-model";
import { assertSame, concat, noise, utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { compress, decompress, decompressText, inspect, verify } from "../../src/index.ts";
import { FIRST_PHRASE_VALUE } from "../../src/metadata/v2.ts";
import { rejection } from "../support.ts";
import { smallDictionary } from "../v2/dictionaries.ts";
import { frameByHand, modelOf, seedsOf } from "./frames.ts";

const text =
  "I'm sorry, I can't help with that. Is there anything else that I can help you with? The time of the order: 10:45.";
const content = utf8(text);
const chat = chatDictionary();
const DICTIONARIES: readonly (readonly [name: string, dictionary: Dictionary | null])[] = [
  ["the built-in dictionary", chat],
  ["a dictionary of one's own", smallDictionary()],
  ["no dictionary", null],
];

describe("levels 7 to 9", () => {
  test("are of the model coder, those below of the token coder", () => {
    for (const level of [1, 2, 3, 4, 5, 6, 7, 8, 9] as const) {
      expect(inspect(compress(text, { level })).coder).toBe(level < 7 ? "tokens" : "model");
      expect(inspect(compress(text, { level, version: 1 })).coder).toBe("tokens");
    }
  });

  test.each(DICTIONARIES)("7 has the other profile than 8 and 9, with %s", (_, dictionary) => {
    const repeated = text.repeat(3);
    const [seven, eight, nine] = ([7, 8, 9] as const).map((level) =>
      compress(repeated, { level, dictionary }),
    );
    expect(eight).toEqual(nine);
    expect(seven).not.toEqual(nine);
    const options = dictionary === null ? {} : { dictionary };
    for (const frame of [seven!, nine!]) expect(decompressText(frame, options)).toBe(repeated);
  });

  test("store what does not become shorter", () => {
    for (const level of [7, 9] as const) {
      expect(inspect(compress(noise(500), { level })).coder).toBe("stored");
      expect(inspect(compress("", { level })).coder).toBe("stored");
    }
  });
});

describe.each(DICTIONARIES)("the payload, with %s", (_, dictionary) => {
  const options = dictionary === null ? {} : { dictionary };
  // The small dictionary has so few phrases that bytes are shorter.
  const { coder } = inspect(compress(content, { level: 9, dictionary }));
  const coded = coder === "bytes" ? null : dictionary;
  const symbols = coded === null ? Uint16Array.from(content) : segmentText(coded, content);

  test("is of phrases where these are shorter than bytes", () => {
    expect(coder).toBe(dictionary === chat ? "model" : "bytes");
  });

  test.each([
    [false, 0, 1],
    ["auto", 16, 1],
    [true, 32, 2],
  ] as const)(
    "with checksum %s has a check of %i bits and %i lanes, whose seeds it is",
    (checksum, bits, lanes) => {
      const frame = compress(content, { level: 9, dictionary, checksum });
      const { payload, checkBits } = readFrame(frame);
      expect(checkBits).toBe(bits);
      const decoded = decodeSymbols(modelOf(coded), payload, content.length, { lanes });
      assertSame(decoded.content, content);
      expect(decoded.payloadLength).toBe(payload.length);
      expect(decoded.seeds.length).toBe(lanes);
      expect(decoded.seeds.some((seed) => seed !== 0)).toBe(bits > 0);
      const again = encodeSymbols(modelOf(coded), symbols, { profile: 0, lanes, seeds: decoded.seeds });
      assertSame(payload, again);
    },
  );

  test("from 1 KiB of content on has two lanes", () => {
    const long = utf8(text.repeat(12));
    const frame = compress(long, { level: 9, dictionary });
    const { payload, checkBits } = readFrame(frame);
    expect(checkBits).toBe(32);
    assertSame(decodeSymbols(modelOf(coded), payload, long.length, { lanes: 2 }).content, long);
    assertSame(decompress(frame, options), long);
  });

  test("may cut the content into any symbols", () => {
    const bytes = Uint16Array.from(content);
    const symbols = dictionary === null ? bytes : segmentText(dictionary, content);
    const half = symbols.length >> 1;
    const model = modelOf(dictionary);
    const lengthOf = (symbol: number): number =>
      model.alphabet.offsets[symbol + 1]! - model.alphabet.offsets[symbol]!;
    const front = symbols.subarray(0, half).reduce((sum, symbol) => sum + lengthOf(symbol), 0);
    const mixed = Uint16Array.from([...symbols.subarray(0, half), ...bytes.subarray(front)]);
    for (const profile of [0, 1] as const) {
      for (const cut of [bytes, symbols, mixed]) {
        const parts = { content, symbols: cut, dictionary, profile, fields: { checkBits: 16 } } as const;
        assertSame(decompress(frameByHand(parts), options), content);
      }
    }
  });

  test("is rejected where its states do not say the check", () => {
    const bare = { content, dictionary };
    assertSame(decompress(frameByHand(bare), options), content);
    for (const seed of [1, 65_535]) {
      const error = rejection(() => decompress(frameByHand({ ...bare, seeds: [seed] }), options));
      const { payloadOffset } = readFrame(frameByHand(bare));
      expect([error.code, error.offset]).toEqual(["corrupt", payloadOffset]);
    }
    for (const checkBits of [16, 32] as const) {
      const checked = { ...bare, fields: { checkBits } };
      assertSame(decompress(frameByHand(checked), options), content);
      const error = rejection(() =>
        decompress(frameByHand({ ...checked, seeds: seedsOf(0, checkBits) }), options),
      );
      const { payloadOffset } = readFrame(frameByHand(checked));
      expect([error.code, error.offset]).toEqual(["checksum-mismatch", payloadOffset]);
    }
  });
});

describe("frames one after the other", () => {
  const frames = ([6, 9, 1, 7, 8] as const).map((level, i) => compress(`${i}: ${text}`, { level }));
  const whole = [0, 1, 2, 3, 4].map((i) => `${i}: ${text}`).join("");

  test("may be of both coders", () => {
    expect(frames.map((frame) => inspect(frame).coder)).toEqual([
      "tokens",
      "model",
      "tokens",
      "model",
      "model",
    ]);
    expect(decompressText(concat([...frames, compress(""), compress("end")]))).toBe(`${whole}end`);
  });

  test("are held against the limit together", () => {
    const { length } = utf8(whole);
    expect(decompress(concat(frames), { maxOutputLength: length }).length).toBe(length);
    const error = rejection(() => decompress(concat(frames), { maxOutputLength: length - 1 }));
    const last = frames.at(-1)!.length;
    expect([error.code, error.offset]).toEqual(["limit-exceeded", concat(frames).length - last + 1]);
  });

  test("have faults at their offsets in all of the bytes", () => {
    const [first, second] = frames;
    const pair = concat([first!, second!]);
    for (let length = first!.length + 1; length < pair.length; length++) {
      const error = rejection(() => decompress(pair.subarray(0, length)));
      expect([error.code, error.offset]).toEqual(["truncated", length]);
    }
    const error = rejection(() => decompress(concat([second!, utf8("x")])));
    expect([error.code, error.offset]).toEqual(["corrupt", second!.length]);
    expect(rejection(() => verify(concat([second!, first!]))).offset).toBe(second!.length);
  });
});

describe("metadata", () => {
  const symbols = segmentText(chat, content);
  const honest = readFrame(compress(text, { level: 9 })).entries;

  function claiming(entries: typeof honest): Uint8Array {
    const fields = { checkBits: 16, metadata: "signals", entries } as const;
    return frameByHand({ content, symbols, dictionary: chat, reference: "built-in", fields });
  }

  test("is what compress writes", () => {
    expect(honest.length).toBeGreaterThan(2);
    assertSame(claiming(honest), compress(text, { level: 9 }));
    expect(verify(claiming(honest))).toMatchObject({ valid: true, missing: [], forged: [] });
  });

  test("that lies is found by verify", () => {
    const forged = verify(
      claiming([{ ...honest[0]!, position: 0, value: honest[1]!.value }, ...honest.slice(1)]),
    );
    expect(forged).toMatchObject({ valid: false, forged: [{ offset: 0, id: honest[1]!.value }] });
    expect(forged.missing).toEqual([inspect(claiming(honest)).events[0]]);
    expect(verify(claiming([])).missing).toEqual(inspect(claiming(honest)).events);
  });

  test('"all" lists the phrases among the symbols that it cut the content into', () => {
    const { events } = inspect(compress(text, { level: 9, metadata: "all" }));
    const phrases = [...symbols].filter((symbol) => symbol >= 256).map((symbol) => symbol - 256);
    expect(phrases.length).toBeGreaterThan(5);
    const listed = new Set(events.map(({ id }) => id));
    const text256 = phrases.filter((id) => chat.entries[id]!.category === "text");
    for (const id of text256) expect(listed).toContain(FIRST_PHRASE_VALUE + id);
  });
});
