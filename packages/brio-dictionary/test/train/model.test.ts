import { utf8 } from "brio-test-support";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  LAST_LENGTH_SLOTS,
  LENGTH_SLOTS,
  type PhraseModel,
  RAW_CLASS,
  SECOND_LENGTH_SLOTS,
} from "../../src/index.ts";
import { type Bigrams, countBigrams } from "../../src/train/bigrams.ts";
import { cheapestParser } from "../../src/train/cheapest.ts";
import { collectCorpus } from "../../src/train/corpus.ts";
import { exchange } from "../../src/train/exchange.ts";
import { type PricedParser, pricedParser } from "../../src/train/priced-parse.ts";
import { renumber } from "../../src/train/renumber.ts";
import { modelOf, noCounts, pricesOfModel } from "../../src/train/tables.ts";
import { buildTrie, symbolsOf } from "../../src/train/trie.ts";
import { flatModel, modelFrom } from "../models.ts";
import { text } from "../support.ts";
import { bytesOf, messages } from "./samples.ts";

const PHRASES = bytesOf("ab", "abc", " a", "b'", " order", "é", "the ", "e s");
const symbols = symbolsOf(PHRASES);
const trie = buildTrie(symbols);
const phraseOf = (symbol: number): Uint8Array =>
  symbols.bytes.subarray(symbols.offsets[symbol], symbols.offsets[symbol + 1]);

/** Bits of the cheapest parse, by trying every symbol at every position. */
function cheapestByTrying(input: Uint8Array, priceOf: (symbol: number) => number): number {
  const costs = [0, ...new Array<number>(input.length).fill(Number.POSITIVE_INFINITY)];
  for (let at = 0; at < input.length; at++) {
    for (let symbol = 0; symbol < symbols.count; symbol++) {
      const phrase = phraseOf(symbol);
      if (!phrase.every((byte, i) => input[at + i] === byte)) continue;
      const to = at + phrase.length;
      costs[to] = Math.min(costs[to]!, costs[at]! + priceOf(symbol));
    }
  }
  return costs.at(-1)!;
}

describe("cheapestParser", () => {
  test("finds a parse of the text, and no parse is cheaper", () => {
    const prices = Float64Array.from(
      { length: symbols.count },
      (_, symbol) => 3 + ((symbol * 7919) % 31) / 4,
    );
    const parser = cheapestParser(trie, prices);
    fc.assert(
      fc.property(text(30), (input) => {
        const bytes = utf8(`..${input}`);
        const count = parser.parse(bytes, 2, bytes.length);
        const parsed = [...parser.parsed().subarray(0, count)].reverse();
        expect(parsed.flatMap((symbol) => [...phraseOf(symbol)])).toEqual([...bytes.subarray(2)]);
        const bits = parsed.reduce((sum, symbol) => sum + prices[symbol]!, 0);
        expect(bits).toBeCloseTo(
          cheapestByTrying(bytes.subarray(2), (symbol) => prices[symbol]!),
          9,
        );
      }),
    );
  });
});

describe("countBigrams and exchange", () => {
  const corpus = collectCorpus(messages(120).map((content, i) => ({ content, weight: 1 + (i % 3) })));
  const prices = new Float64Array(symbols.count).fill(8);
  const bigrams = countBigrams(corpus, trie, prices);

  test("count every pair of the parse from both sides, weights included", () => {
    const expected = new Map<string, number>();
    const parser = cheapestParser(trie, prices);
    corpus.weights.forEach((weight, sample) => {
      const count = parser.parse(corpus.bytes, corpus.starts[sample]!, corpus.starts[sample + 1]!);
      const parsed = [symbols.count, ...[...parser.parsed().subarray(0, count)].reverse()];
      for (let i = 1; i < parsed.length; i++) {
        const pair = `${parsed[i - 1]} ${parsed[i]}`;
        expected.set(pair, (expected.get(pair) ?? 0) + weight);
      }
    });
    const { following, preceding } = bigrams;
    const fromLeft = new Map<string, number>();
    for (let first = 0; first <= symbols.count; first++) {
      for (let i = following.starts[first]!; i < following.starts[first + 1]!; i++) {
        fromLeft.set(`${first} ${following.symbols[i]}`, following.counts[i]!);
      }
    }
    const fromRight = new Map<string, number>();
    for (let second = 0; second < symbols.count; second++) {
      for (let i = preceding.starts[second]!; i < preceding.starts[second + 1]!; i++) {
        fromRight.set(`${preceding.symbols[i]} ${second}`, preceding.counts[i]!);
      }
    }
    expect(fromLeft).toEqual(expected);
    expect(fromRight).toEqual(expected);
  });

  /** Bits that classes cost given the class before, and symbols given their classes. */
  function costOf({ symbolCount, following, counts }: Bigrams, classes: Uint8Array): number {
    const cells = new Map<number, number>();
    const rows = new Map<number, number>();
    const columns = new Map<number, number>();
    const add = (map: Map<number, number>, key: number, n: number) => map.set(key, (map.get(key) ?? 0) + n);
    for (let first = 0; first <= symbolCount; first++) {
      const before = first === symbolCount ? 999 : classes[first]!;
      for (let i = following.starts[first]!; i < following.starts[first + 1]!; i++) {
        const symbolClass = classes[following.symbols[i]!]!;
        add(cells, before * 1000 + symbolClass, following.counts[i]!);
        add(rows, before, following.counts[i]!);
        add(columns, symbolClass, following.counts[i]!);
      }
    }
    const entropy = (map: Map<number, number>) =>
      [...map.values()].reduce((sum, n) => sum + n * Math.log2(n), 0);
    const known = counts.reduce((sum, n) => sum + (n === 0 ? 0 : n * Math.log2(n)), 0);
    return entropy(rows) - entropy(cells) + entropy(columns) - known;
  }

  test("make classes that predict far better than classes by rank", () => {
    const byRank = new Uint8Array(symbols.count);
    Array.from(bigrams.counts.keys())
      .sort((a, b) => bigrams.counts[b]! - bigrams.counts[a]! || a - b)
      .forEach((symbol, rank) => {
        byRank[symbol] = rank % 12;
      });
    const { classes } = exchange(bigrams, 12, () => undefined);
    expect(costOf(bigrams, classes)).toBeLessThan(0.85 * costOf(bigrams, byRank));
    expect(Math.max(...classes)).toBeLessThan(12);
    expect(exchange(bigrams, 12, () => undefined).classes).toEqual(classes);
  });

  /** Requires that no symbol is in a class that another would suit better. */
  function requireBest(pairs: Bigrams, classCount: number): void {
    const moves: number[] = [];
    const { classes } = exchange(pairs, classCount, (moved) => moves.push(moved));
    expect(moves.at(-1)).toBe(0);
    const cost = costOf(pairs, classes);
    for (let symbol = 0; symbol < pairs.symbolCount; symbol++) {
      if (pairs.counts[symbol] === 0) continue;
      for (let other = 0; other < classCount; other++) {
        const moved = classes.slice();
        moved[symbol] = other;
        expect(costOf(pairs, moved)).toBeGreaterThan(cost - 1e-6);
      }
    }
  }

  test.each([3, 5, 12])("leave no symbol in one of %i classes that another would suit better", (classCount) =>
    requireBest(bigrams, classCount),
  );

  test("leave none, however often symbols follow themselves and those of their class", () => {
    const fewBytes = fc.uint8Array({ minLength: 40, maxLength: 160, max: 6 });
    fc.assert(
      fc.property(fewBytes, fc.integer({ min: 2, max: 4 }), (content, classCount) => {
        requireBest(countBigrams(collectCorpus([content]), trie, prices), classCount);
      }),
      { numRuns: 60 },
    );
  });

  test("put no more than 256 symbols into a class", () => {
    const { classes } = exchange(bigrams, 2, () => undefined);
    const sizes = [0, 1].map((n) => classes.filter((symbolClass) => symbolClass === n).length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(256);
  });
});

describe("modelOf and pricesOfModel", () => {
  const shareOf = (bits: Float32Array): number => bits.reduce((sum, price) => sum + 2 ** -price, 0);

  test("charge for every row of probabilities as if it summed to 1", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(255), fc.nat(23), (seed, context, bucket) => {
        const model = modelFrom(seed, PHRASES.length);
        const prices = pricesOfModel(model);
        expect(shareOf(prices.transitions.subarray(255 * context, 255 * (context + 1)))).toBeCloseTo(1, 4);
        expect(shareOf(prices.distances.subarray(48 * bucket, 49 * bucket + bucket + 1))).toBeCloseTo(1, 4);
        const members = prices.symbols.filter((_, symbol) => model.classes[symbol] === model.classes[0]);
        expect(shareOf(members)).toBeCloseTo(1, 4);
      }),
      { numRuns: 20 },
    );
  });

  test("give back the probabilities that were counted, to within a quarter bit and the prior", () => {
    const counts = noCounts(symbols.count);
    const classes = new Uint8Array(symbols.count).map((_, symbol) => symbol % 4);
    for (let context = 0; context < 256; context++) {
      [4000, 2000, 1000, 1000].forEach((n, symbolClass) => {
        counts.transitions[255 * context + symbolClass] = n;
      });
    }
    counts.symbols.fill(1000);
    const model = modelOf(counts, classes);
    const { transitions } = pricesOfModel(model);
    [1, 2, 3, 3].forEach((bits, symbolClass) => {
      expect(Math.abs(transitions[255 * 7 + symbolClass]! - bits)).toBeLessThan(0.3);
    });
    expect(model.transitions[255 * 7 + 4]).toBe(0);
    expect(transitions[255 * 7 + 4]).toBeGreaterThan(10);
  });

  test("leave nothing without a price, even if nothing was counted", () => {
    const classes = new Uint8Array(symbols.count).map((_, symbol) => symbol % 3);
    const model = modelOf(noCounts(symbols.count), classes);
    const { transitions, symbols: symbolBits, alone } = pricesOfModel(model);
    expect(Math.max(...[transitions, symbolBits, alone].flatMap((prices) => [...prices]))).toBeLessThan(40);
  });
});

describe("renumber", () => {
  test("changes numbers, and no price", () => {
    const model = modelFrom(11, 40);
    const renumbered = renumber(model);
    const sizes = new Uint32Array(229);
    for (const symbolClass of renumbered.classes) sizes[symbolClass] = sizes[symbolClass]! + 1;
    expect([...sizes]).toEqual([...sizes].sort((a, b) => b - a));
    const [before, after] = [pricesOfModel(model), pricesOfModel(renumbered)];
    expect(after.symbols).toEqual(before.symbols);
    for (let first = 0; first < 296; first += 7) {
      for (let second = 0; second < 296; second += 5) {
        const price = (m: PhraseModel, p: typeof before): number =>
          p.transitions[255 * m.classes[first]! + m.classes[second]!]!;
        expect(price(renumbered, after)).toBeCloseTo(price(model, before), 5);
      }
    }
  });
});

describe("pricedParser", () => {
  /** Bits of what was counted, at the same prices. */
  function bitsOfCounts(model: PhraseModel, counts: ReturnType<typeof noCounts>): number {
    const prices = pricesOfModel(model);
    const slots = [...LENGTH_SLOTS, ...LAST_LENGTH_SLOTS, ...SECOND_LENGTH_SLOTS];
    let bits = 0;
    counts.transitions.forEach((n, cell) => {
      const tokenClass = cell % 255;
      const extraBits = tokenClass === RAW_CLASS ? 8 : (slots[tokenClass - RAW_CLASS - 1]?.extraBits ?? 0);
      bits += n === 0 ? 0 : n * (prices.transitions[cell]! + extraBits);
    });
    counts.symbols.forEach((n, symbol) => {
      bits += n * prices.symbols[symbol]!;
    });
    counts.distances.forEach((n, cell) => {
      bits += n === 0 ? 0 : n * (prices.distances[cell]! + Math.max(0, ((cell % 48) - 1) >> 1));
    });
    return bits;
  }

  const parserOf = (model: PhraseModel, chainLength: number): PricedParser =>
    pricedParser(trie, model, pricesOfModel(model), chainLength);

  test("says what the tokens cost that it counts", () => {
    fc.assert(
      fc.property(fc.nat(), text(20), text(20), (seed, a, b) => {
        const model = modelFrom(seed, PHRASES.length);
        const bytes = utf8(a + b + a + b + a);
        const counts = noCounts(symbols.count);
        const bits = parserOf(model, 16).parse(bytes, 0, bytes.length, 1, counts);
        expect(bits).toBeCloseTo(bitsOfCounts(model, counts), 3);
      }),
      { numRuns: 30 },
    );
  });

  test("finds the cheapest parse where contexts do not matter", () => {
    const model = flatModel(PHRASES.length);
    const { alone } = pricesOfModel(model);
    const parser = parserOf(model, 0);
    fc.assert(
      fc.property(text(30), (input) => {
        const bytes = utf8(input);
        const bits = parser.parse(bytes, 0, bytes.length, 1, undefined);
        // All rows are the marginals, in which every class is as likely, and a raw byte adds eight bits.
        const cheapest = cheapestByTrying(bytes, (symbol) =>
          Math.min(alone[symbol]!, (Math.log2(255) + 8) * phraseOf(symbol).length),
        );
        expect(bits).toBeCloseTo(cheapest, 3);
      }),
      { numRuns: 60 },
    );
  });

  test("takes nothing that matches make dearer, and far less where a text repeats", () => {
    const model = flatModel(PHRASES.length);
    const once = utf8(messages(30).join("\n"));
    const twice = Uint8Array.of(...once, ...once);
    const bitsOf = (chainLength: number, bytes: Uint8Array): number =>
      parserOf(model, chainLength).parse(bytes, 0, bytes.length, 1, undefined);
    expect(bitsOf(32, once)).toBeLessThan(bitsOf(0, once));
    expect(bitsOf(32, twice) - bitsOf(32, once)).toBeLessThan(0.05 * bitsOf(0, once));
  });

  test.each(["a", "ab", "abc", "the end "])("reads a text of %j in proportion to its length", (period) => {
    const readsOf = (length: number): number => {
      let reads = 0;
      const input = new Proxy(utf8(period.repeat(length)).subarray(0, length), {
        get(target, key) {
          if (typeof key === "string" && key !== "length") reads++;
          return Reflect.get(target, key, target);
        },
      });
      parserOf(flatModel(PHRASES.length), 16).parse(input, 0, length, 1, undefined);
      return reads;
    };
    expect(readsOf(2000)).toBeLessThan(2.1 * readsOf(1000));
  });
});
