// The search in WebAssembly finds what segmentText of brio-dictionary finds, which its own tests hold against trying every symbol.
import { type Dictionary, type PhraseModel, segmentText, trainDictionary } from "brio-dictionary";
import { assertSame, concat, noise, pseudoRandom, utf8 } from "brio-test-support";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import * as layout from "../../src/v2/kernel-wasm/encoder-layout.ts";
import { createHost, type Host, withInstance } from "../../src/v2/kernel-wasm/host.ts";
import { SCALAR_MODULE } from "../../src/v2/kernel-wasm/segmenter.gen.ts";
import {
  instantiateSegmenter,
  type Segmenter,
  segmentWithInstance,
} from "../../src/v2/kernel-wasm/segmenter.ts";
import { segmentContent } from "../../src/v2/segment-content.ts";
import { chat } from "./decoding.ts";
import { smallDictionary, twoPhrases } from "./dictionaries.ts";
import { generatedJson, LARGE, SMALL, sampleLines } from "./encode-contents.ts";
import { BLOCK_LENGTH } from "./twins.ts";

const host: Host<Segmenter, Dictionary> = createHost(SCALAR_MODULE, instantiateSegmenter);

function segment(dictionary: Dictionary, content: Uint8Array): Uint16Array {
  return withInstance(host, dictionary, (instance) => segmentWithInstance(instance, content))!;
}

function segmentTwice(dictionary: Dictionary, content: Uint8Array, what = ""): Uint16Array {
  const symbols = segment(dictionary, content);
  assertSame(symbols, segmentText(dictionary, content), what);
  return symbols;
}

/** The same phrases with a model of small prices, by which bytes may be cheaper than phrases and many ways cost the same. */
function withCloseModel({ id, entries, model }: Dictionary, seed: number): Dictionary {
  const next = pseudoRandom(seed);
  const exponents = (length: number, range: number): Uint8Array =>
    Uint8Array.from({ length }, () => 40 - next(range));
  const { classes, distances } = model!;
  const close: PhraseModel = {
    classes,
    weights: exponents(classes.length, 5),
    transitions: exponents(256 * 255, 12).map((exponent) => (exponent < 30 ? 0 : exponent)),
    marginals: exponents(255, 8),
    escapes: exponents(256, 4),
    distances,
  };
  return { id, entries, model: close };
}

const json = utf8(generatedJson(99, 5));
const samples = Array.from({ length: 60 }, (_, i) => generatedJson(i, 1));
const trained = trainDictionary(samples, { phraseCount: 400, signals: [] }).dictionary;
const DICTIONARIES: readonly (readonly [name: string, dictionary: Dictionary])[] = [
  ["the built-in one", chat],
  ["one that was trained", trained],
  ["one with an empty class and every exponent", smallDictionary()],
  ["one of two phrases", twoPhrases()],
  ["one without phrases", trainDictionary(["a", "b"]).dictionary],
];

describe.each(DICTIONARIES)("segmenting by %s", (_, dictionary) => {
  test("finds the symbols that segmentText finds, in text and in noise", () => {
    for (const [name, content] of Object.entries(SMALL)) segmentTwice(dictionary, content, name);
    for (const line of [...sampleLines("agent-transcript"), ...sampleLines("audit-log")]) {
      segmentTwice(dictionary, line);
    }
  });

  test("does so for every length, and whatever stood behind it before", () => {
    const content = concat([utf8("I'm sorry, I can't help with that. "), json, noise(40)]).subarray(0, 200);
    for (let length = content.length; length >= 0; length--) {
      segmentTwice(dictionary, content.subarray(0, length), `${length} bytes`);
    }
  });

  test("does so for the phrases themselves, whole and cut, one after the other", () => {
    const step = Math.ceil(dictionary.entries.length / 600);
    const phrases = dictionary.entries.filter(({ id }) => id % step === 0).map(({ phrase }) => utf8(phrase));
    for (const phrase of phrases) segmentTwice(dictionary, phrase);
    segmentTwice(dictionary, concat(phrases));
    segmentTwice(dictionary, concat(phrases.map((phrase) => phrase.subarray(0, phrase.length - 1))));
    segmentTwice(dictionary, concat(phrases.map((phrase) => phrase.subarray(1))));
  });

  test.each([1, 2, 3])("does so where many ways cost the same (%i)", (seed) => {
    const close = withCloseModel(dictionary, seed);
    for (const [name, content] of Object.entries(SMALL)) segmentTwice(close, content, name);
  });

  test("does so for whatever is made of words and bytes", () => {
    const word = fc.constantFrom(
      "the ",
      " them",
      "I'm sorry, ",
      '{"role":"',
      '"}\n',
      " function",
      " Größe",
      "你好",
      "ing",
    );
    const piece = fc.oneof(word.map(utf8), fc.uint8Array({ maxLength: 6 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        segmentTwice(dictionary, concat(pieces));
      }),
      { numRuns: 100 },
    );
  });
});

describe("blocks", () => {
  test.each(Object.keys(LARGE))("of %s", (name) => {
    segmentTwice(chat, LARGE[name]!);
  });

  test("end where they end", () => {
    const content = LARGE["JSON of three blocks"]!;
    for (const length of [-1, 0, 1, 2, 3, 4, 5, 49].map((more) => BLOCK_LENGTH + more)) {
      for (const dictionary of [chat, smallDictionary()]) {
        segmentTwice(dictionary, content.subarray(77, 77 + length), `${length} bytes`);
      }
    }
  });

  test("go on in the class of the symbol before them", () => {
    const { id, entries, model } = twoPhrases();
    const [weights, transitions] = [model!.weights.slice(), model!.transitions.slice()];
    // At a start the phrase is the cheapest; after a byte it is dearer than its four bytes.
    weights.fill(6, 256);
    transitions.set([40, 6], 0);
    const dictionary = { id, entries, model: { ...model!, weights, transitions } };
    expect([...segmentTwice(dictionary, utf8(" the"))]).toEqual([256]);
    const symbols = segmentTwice(dictionary, utf8(`${"x".repeat(BLOCK_LENGTH)} the`));
    expect([...symbols.subarray(BLOCK_LENGTH)]).toEqual([...utf8(" the")]);
  });

  test("need no more memory for a content of many", () => {
    const instances = createHost(SCALAR_MODULE, instantiateSegmenter);
    const run = (content: Uint8Array): number =>
      withInstance<Segmenter, Dictionary, number>(instances, chat, (instance) => {
        segmentWithInstance(instance, content);
        return instance.bytes.length;
      });
    const before = run(utf8("Hello"));
    expect(before).toBeLessThan(2 ** 24);
    const once = run(new Uint8Array(BLOCK_LENGTH).fill(0x20));
    expect(run(new Uint8Array(9 * BLOCK_LENGTH).fill(0x20))).toBe(once);
    expect(once - before).toBeLessThan(BLOCK_LENGTH + 2 ** 17);
  });
});

test("memory that holds anything gives the same symbols, and tables are not written to", () => {
  const content = concat([utf8("I'm sorry, I can't help with that. "), json]);
  const expected = segmentText(chat, content);
  segment(chat, content);
  const { bytes, workAt } = host.instances.get(chat)!;
  const tables = bytes.slice(layout.CLASS_STARTS_AT, workAt);
  const aheadEnd = layout.AHEAD_AT + 3 * 8 * 64;
  for (const poison of [0xff, 0xaa, 0x20, 0]) {
    bytes.fill(poison, layout.WAYS_AT, layout.CLASS_STARTS_AT);
    bytes.fill(poison, workAt);
    assertSame(segment(chat, content), expected);
    const isPoison = (byte: number): boolean => byte === poison;
    expect(bytes.subarray(layout.WAYS_AT + 8 * (content.length + 64), layout.AHEAD_AT).every(isPoison)).toBe(
      true,
    );
    expect(bytes.subarray(aheadEnd, layout.CLASS_STARTS_AT).every(isPoison)).toBe(true);
    expect(bytes.subarray(workAt + content.length).every(isPoison)).toBe(true);
  }
  assertSame(bytes.subarray(layout.CLASS_STARTS_AT, workAt), tables);
});

test("symbols are memory of their own, which a later call does not change", () => {
  const first = segment(chat, json);
  const kept = first.slice();
  segment(chat, noise(3000));
  assertSame(first, kept);
  expect(first.buffer.byteLength).toBe(first.byteLength);
  first.fill(0);
  assertSame(segment(chat, json), kept);
});

test("a Buffer, or part of an array, is as good as a copy", () => {
  const expected = segmentText(chat, json.slice(5, 400));
  assertSame(segment(chat, Buffer.from(json).subarray(5, 400)), expected);
  assertSame(segment(chat, json.subarray(5, 400)), expected);
});

describe("segmentContent", () => {
  const content = LARGE["a block and one byte"]!;
  const expected = segmentText(chat, content);

  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    vi.resetModules();
  });

  test.each(["ts", "wasm", "wasm-scalar"])("gives the same with BRIO_KERNEL=%s", async (name) => {
    vi.stubEnv("BRIO_KERNEL", name);
    vi.resetModules();
    const grow = vi.spyOn(WebAssembly.Memory.prototype, "grow");
    const fresh = await import("../../src/v2/segment-content.ts");
    assertSame(fresh.segmentContent(chat, content), expected);
    expect(grow.mock.calls.length > 0).toBe(name !== "ts");
  });

  test("leaves a content to TypeScript that there is no memory for", () => {
    const dictionary = smallDictionary();
    segmentContent(dictionary, utf8("Hello"));
    const grow = vi.spyOn(WebAssembly.Memory.prototype, "grow").mockImplementation(() => {
      throw new RangeError("out of memory");
    });
    assertSame(segmentContent(dictionary, content), segmentText(dictionary, content));
    expect(grow).toHaveBeenCalled();
  });
});
