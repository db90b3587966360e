import { assertSame, concat, noise, utf8 } from "brio-test-support";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  buildDictionary,
  chatDictionary,
  type Dictionary,
  type PhraseModel,
  phraseBytes,
  START_CONTEXT,
  segmentText,
  trainDictionary,
} from "../src/index.ts";
import { SEGMENT_BLOCK_BYTES, type SymbolPrices, segmentBlock, symbolPrices } from "../src/segment.ts";
import { flatModel, modelFrom } from "./models.ts";
import { dictionaryAndText, dictionaryOf, text } from "./support.ts";
import { messages } from "./train/samples.ts";

/** Symbols as strings of one character a byte. */
function spellings(dictionary: Dictionary): string[] {
  const bytes = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));
  return [...bytes, ...dictionary.entries.map(({ phrase }) => Buffer.from(phrase).toString("latin1"))];
}

function bytesOf(dictionary: Dictionary, symbols: Uint16Array): Uint8Array {
  const { bytes, offsets } = phraseBytes(dictionary);
  const parts = Array.from(symbols, (symbol) =>
    symbol < 256 ? Uint8Array.of(symbol) : bytes.subarray(offsets[symbol - 256], offsets[symbol - 255]),
  );
  return concat(parts);
}

/** Half bits of a symbol, SPEC.md section 6. */
function priceBySpec(model: PhraseModel, context: number, symbol: number): number {
  const symbolClass = model.classes[symbol]!;
  const seen = model.transitions[255 * context + symbolClass]!;
  const unseen = Math.max(6, model.marginals[symbolClass]! + model.escapes[context]! - 40);
  return 40 - (seen === 0 ? unseen : seen) + (40 - model.weights[symbol]!);
}

function priceOf(model: PhraseModel, symbols: readonly number[], before: number): number {
  const context = (i: number): number => (i === 0 ? before : model.classes[symbols[i - 1]!]!);
  return symbols.reduce((sum, symbol, i) => sum + priceBySpec(model, context(i), symbol), 0);
}

interface Way {
  readonly price: number;
  readonly symbols: readonly number[];
}

/** For each prefix its cheapest way, of equal ones that with the longest last symbol: all symbols that end there are tried. */
function segmentByTrying(dictionary: Dictionary, content: Uint8Array, before: number): readonly number[] {
  const model = dictionary.model!;
  const all = Buffer.from(content).toString("latin1");
  const symbols = spellings(dictionary)
    .map((spelling, symbol) => ({ spelling, symbol }))
    .sort((a, b) => b.spelling.length - a.spelling.length);
  const ways: Way[] = [{ price: 0, symbols: [] }];
  for (let end = 1; end <= all.length; end++) {
    const prefix = all.slice(0, end);
    ways.push(
      symbols
        .filter(({ spelling }) => prefix.endsWith(spelling))
        .map(({ spelling, symbol }): Way => {
          const way = ways[end - spelling.length]!;
          const last = way.symbols.at(-1);
          const price = priceBySpec(model, last === undefined ? before : model.classes[last]!, symbol);
          return { price: way.price + price, symbols: [...way.symbols, symbol] };
        })
        .reduce((best, way) => (way.price < best.price ? way : best)),
    );
  }
  return ways.at(-1)!.symbols;
}

/** The least price of all ways there are. */
function leastPrice(dictionary: Dictionary, content: Uint8Array): number {
  const spelled = spellings(dictionary);
  const from = (rest: string, taken: readonly number[]): number => {
    if (rest === "") return priceOf(dictionary.model!, taken, START_CONTEXT);
    const prices = spelled.flatMap((spelling, symbol) =>
      rest.startsWith(spelling) ? [from(rest.slice(spelling.length), [...taken, symbol])] : [],
    );
    return Math.min(...prices);
  };
  return from(Buffer.from(content).toString("latin1"), []);
}

const withModel = ({ id, entries }: Dictionary, model: PhraseModel): Dictionary => ({ id, entries, model });

/** A model of small prices, by which a phrase may well be dearer than its bytes, and many ways cost the same. */
function closeModel(seed: number, entryCount: number): PhraseModel {
  const model = modelFrom(seed, entryCount);
  return {
    ...model,
    weights: model.weights.map((weight, symbol) => 40 - (weight % (symbol < 256 ? 4 : 24))),
    transitions: model.transitions.map((exponent) => (exponent === 0 ? 0 : 40 - (exponent % 12))),
    marginals: model.marginals.map((exponent) => 40 - (exponent % 8)),
    escapes: model.escapes.map((exponent) => 40 - (exponent % 4)),
  };
}

const withCloseModel = (dictionary: Dictionary, seed: number): Dictionary =>
  withModel(dictionary, closeModel(seed, dictionary.entries.length));

/** A dictionary without a model, and bytes that have many of its phrases in them. */
const dictionaryAndBytes = fc
  .tuple(dictionaryAndText, fc.uint8Array({ maxLength: 4 }))
  .map(([[dictionary, content], tail]) => [dictionary, concat([utf8(content), tail])] as const);

const { dictionary: trained } = trainDictionary(messages(300), { phraseCount: 400, signals: [] });

describe("segmentText", () => {
  test("finds what trying every symbol at every position finds, in any context", () => {
    fc.assert(
      fc.property(dictionaryAndBytes, fc.nat(), fc.nat(255), ([plain, content], seed, before) => {
        const dictionary = withCloseModel(plain, seed);
        const symbols = segmentText(dictionary, content, 0, content.length, before);
        expect([...symbols]).toEqual(segmentByTrying(dictionary, content, before));
      }),
      { numRuns: 150 },
    );
  });

  test("does so with a trained dictionary", () => {
    for (const message of messages(30)) {
      const content = utf8(message);
      const symbols = segmentText(trained, content);
      expect([...symbols]).toEqual(segmentByTrying(trained, content, START_CONTEXT));
      expect(symbols.length).toBeLessThan(content.length / 3);
    }
  });

  test("gives symbols whose bytes are the content", () => {
    fc.assert(
      fc.property(dictionaryAndBytes, fc.nat(), ([plain, content], seed) => {
        const dictionary = withCloseModel(plain, seed);
        expect(bytesOf(dictionary, segmentText(dictionary, content))).toEqual(content);
      }),
      { numRuns: 50 },
    );
    const content = concat([
      utf8("I'm sorry, 你好 🌟 "),
      noise(2000, 3),
      Uint8Array.of(0xf0, 0x9f),
      utf8("é"),
    ]);
    expect(bytesOf(chatDictionary(), segmentText(chatDictionary(), content))).toEqual(content);
  });

  test("finds the least price where contexts do not matter", () => {
    fc.assert(
      fc.property(dictionaryAndText, fc.nat(), ([plain, content], seed) => {
        const model = closeModel(seed, plain.entries.length);
        model.transitions.fill(0);
        model.escapes.fill(40);
        const dictionary = withModel(plain, model);
        const bytes = utf8(content).subarray(0, 9);
        const symbols = [...segmentText(dictionary, bytes)];
        expect(priceOf(model, symbols, START_CONTEXT)).toBe(leastPrice(dictionary, bytes));
      }),
      { numRuns: 50 },
    );
  });

  test("of equal prices takes the longest last symbol, there and at every position before", () => {
    const dictionary = withModel(dictionaryOf("text", "ab", "abc", "cd", "de"), flatModel(4));
    const cut = (content: string): string[] =>
      Array.from(segmentText(dictionary, utf8(content)), (symbol) => spellings(dictionary)[symbol]!);
    // ab + cd and abc + d cost the same.
    expect(cut("abcd")).toEqual(["ab", "cd"]);
    expect(cut("abcdd")).toEqual(["ab", "cd", "d"]);
    // Here abc is on the only way that costs no more than two symbols.
    expect(cut("abcde")).toEqual(["abc", "de"]);
  });

  test("keeps only the cheapest way to a position, though a dearer one may go on more cheaply", () => {
    const model = flatModel(1);
    model.classes.fill(0).fill(2, 256);
    // After a byte another one is certain, after the phrase anything is as good as impossible.
    model.transitions.fill(40, 0, 1).fill(6, 2 * 255, 3 * 255);
    const dictionary = withModel(dictionaryOf("text", "ab"), model);
    const symbols = [...segmentText(dictionary, utf8("abab"))];
    expect(symbols).toEqual([256, 256]);
    expect(priceOf(model, symbols, START_CONTEXT)).toBe(32 + 34 + 16);
    expect(leastPrice(dictionary, utf8("abab"))).toBe(32 + 16 + 16 + 16);
  });

  test("gives no symbols for no bytes", () => {
    expect(segmentText(trained, new Uint8Array(0))).toEqual(new Uint16Array(0));
    expect(segmentText(trained, utf8("order"), 3, 3)).toEqual(new Uint16Array(0));
    expect(segmentText(trained, utf8("order"), 5)).toEqual(new Uint16Array(0));
  });

  test("segments a range as if there were nothing around it", () => {
    fc.assert(
      fc.property(
        dictionaryAndBytes,
        fc.nat(),
        fc.nat(255),
        fc.nat(),
        fc.nat(),
        ([plain, content], seed, before, a, b) => {
          const dictionary = withCloseModel(plain, seed);
          const [start, end] = [a % (content.length + 1), b % (content.length + 1)].sort((x, y) => x - y);
          const alone = segmentText(dictionary, content.slice(start, end), 0, undefined, before);
          expect(segmentText(dictionary, content, start, end, before)).toEqual(alone);
          expect(segmentText(dictionary, Buffer.from(content), start, end, before)).toEqual(alone);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("returns arrays that a later call does not change", () => {
    const first = segmentText(trained, utf8("Your order has been shipped."));
    const copy = first.slice();
    segmentText(trained, utf8("The invoice was cancelled."));
    expect(first).toEqual(copy);
    expect(first.buffer.byteLength).toBe(first.byteLength);
  });

  test("cuts a long content into blocks, each in the context of the symbol before", () => {
    const content = utf8(messages(6000).join("\n"));
    expect(content.length).toBeGreaterThan(2 * SEGMENT_BLOCK_BYTES);
    const parts: number[] = [];
    let before = START_CONTEXT;
    for (let start = 3; start < content.length; start += SEGMENT_BLOCK_BYTES) {
      const end = Math.min(content.length, start + SEGMENT_BLOCK_BYTES);
      parts.push(...segmentText(trained, content, start, end, before));
      before = trained.model!.classes[parts.at(-1)!]!;
    }
    const symbols = segmentText(trained, content, 3);
    assertSame(symbols, parts);
    assertSame(bytesOf(trained, symbols), content.subarray(3));
  });

  test("goes on in a block with what the one before ends with", () => {
    const model = flatModel(1);
    model.classes.fill(0).fill(2, 256);
    model.weights[256] = 6;
    // Dearer than two bytes after a byte, but not at a start.
    model.transitions[2] = 6;
    const dictionary = withModel(dictionaryOf("text", "ab"), model);
    expect([...segmentText(dictionary, utf8("ab"))]).toEqual([256]);
    const content = utf8(`${"x".repeat(SEGMENT_BLOCK_BYTES)}ab`);
    expect([...segmentText(dictionary, content).slice(-3)]).toEqual([..."xab"].map((c) => c.charCodeAt(0)));
  });

  test("says which argument is wrong", () => {
    const content = utf8("ab");
    const plain = buildDictionary([]);
    expect(() => segmentText({} as never, content)).toThrow(/^dictionary: expected a Dictionary/);
    expect(() => segmentText(undefined as never, content)).toThrow(TypeError);
    expect(() => segmentText(plain, content)).toThrow(
      new RangeError("dictionary: expected one with a model (see trainDictionary)"),
    );
    expect(() => segmentText(trained, "ab" as never)).toThrow(
      new TypeError("content: expected a Uint8Array, got string"),
    );
    for (const [start, end, before, message] of [
      [-1, 2, 255, "start: expected an integer of 0 to 2, got -1"],
      [3, 3, 255, "start: expected an integer of 0 to 2, got 3"],
      [0.5, 2, 255, "start: expected an integer of 0 to 2, got 0.5"],
      [1, 0, 255, "end: expected an integer of 1 to 2, got 0"],
      [0, 3, 255, "end: expected an integer of 0 to 2, got 3"],
      [0, 2, 256, "before: expected an integer of 0 to 255, got 256"],
      [0, 2, Number.NaN, "before: expected an integer of 0 to 255, got NaN"],
    ] as const) {
      expect(() => segmentText(trained, content, start, end, before)).toThrow(new RangeError(message));
    }
    expect(() => segmentText(trained, content, "0" as never)).toThrow(
      new TypeError("start: expected a number, got string"),
    );
  });
});

describe("segmenting takes steps in proportion to the content", () => {
  /** Bytes and nodes that segmenting reads. */
  function reads(prices: SymbolPrices, content: Uint8Array): number {
    let count = 0;
    const counting = <T extends Uint8Array | Int32Array>(array: T): T => {
      const get = (target: T, key: string | symbol): unknown => {
        if (typeof key === "string" && key !== "length") count++;
        return Reflect.get(target, key, target);
      };
      return new Proxy(array, { get });
    };
    const { index } = prices;
    const phrases = { ...index.phrases, bytes: counting(index.phrases.bytes) };
    const counted = { ...prices, index: { ...index, moves: counting(index.moves), phrases } };
    segmentBlock(counted, counting(content), START_CONTEXT);
    return count;
  }

  test.each(["a", "ab", "aab"])("of %j over and over, with phrases of the same", (period) => {
    const long = Array.from({ length: 47 }, (_, i) => period.repeat(24).slice(0, i + 2));
    const phrases = [...long, ...long.map((phrase) => `${phrase.slice(0, 47)}!`)];
    const dictionary = withModel(dictionaryOf("text", ...new Set(phrases)), flatModel(new Set(phrases).size));
    const prices = symbolPrices(dictionary);
    const once = reads(prices, utf8(period.repeat(1000)));
    const twice = reads(prices, utf8(period.repeat(2000)));
    expect(twice).toBeLessThanOrEqual(2.01 * once + 200);
    expect(once).toBeLessThanOrEqual(3 * 48 * 1000 * period.length);
  });

  test("of any dictionary and text: three reads a byte of the longest phrase at each position at most", () => {
    fc.assert(
      fc.property(dictionaryAndText, text(100), ([plain, content], more) => {
        const dictionary = withModel(plain, flatModel(plain.entries.length));
        const longest = Math.max(1, ...plain.entries.map(({ phrase }) => utf8(phrase).length));
        const input = utf8(content + more);
        expect(reads(symbolPrices(dictionary), input)).toBeLessThanOrEqual(input.length * 3 * (longest + 1));
      }),
    );
  });
});
