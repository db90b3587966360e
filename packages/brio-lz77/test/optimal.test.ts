import { noise } from "brio-test-support";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Candidates,
  createHashChainFinder,
  type MatchFinder,
  type Prices,
  parseGreedy,
  parseLazy,
  parseOptimal,
} from "../src/index.ts";
import {
  allCandidates,
  anyInput,
  anyPrices,
  copiesOf,
  copyPrice,
  EXHAUSTIVE,
  FINDERS,
  literalsPrice,
  PARSERS,
  plausiblePrices,
  totalPrice,
} from "./support.ts";

/** The least price of all parses: from each position, every candidate at every length allowed. */
function shortestPath(input: Uint8Array, finder: MatchFinder, prices: Prices): number {
  const lists = allCandidates(input, finder);
  const least = new Float64Array(input.length + 1);
  for (let position = input.length - 1; position >= 0; position--) {
    let best = prices.literals[input[position]!]! + least[position + 1]!;
    for (const [listed, distance] of lists[position]!) {
      const exact = distance > finder.windowLength;
      for (let length = exact ? listed : 4; length <= listed; length++) {
        if (!exact && length >= prices.lengths.length) break;
        const price = copyPrice({ position, length, distance }, prices, finder.windowLength);
        best = Math.min(best, price + least[position + length]!);
      }
    }
    least[position] = best;
  }
  return least[0]!;
}

/** A finder that also offers a phrase wherever it occurs, as the exact reference `windowLength + 1 + index`. */
function withPhrases(inner: MatchFinder, phrases: readonly Uint8Array[]): MatchFinder {
  let input = new Uint8Array(0);
  const own: Candidates = { lengths: new Uint32Array(512), distances: new Uint32Array(512) };
  return {
    windowLength: inner.windowLength,
    niceLength: inner.niceLength,
    reset(bytes, start) {
      input = bytes as typeof input;
      inner.reset(bytes, start);
    },
    find(position, candidates) {
      const count = inner.find(position, own);
      const list = Array.from({ length: count }, (_, index) => [own.lengths[index]!, own.distances[index]!]);
      phrases.forEach((phrase, index) => {
        if (phrase.every((byte, offset) => input[position + offset] === byte)) {
          list.push([phrase.length, inner.windowLength + 1 + index]);
        }
      });
      list.sort(([a], [b]) => a! - b!);
      list.forEach(([length, distance], index) => {
        candidates.lengths[index] = length!;
        candidates.distances[index] = distance!;
      });
      return list.length;
    },
    skip: inner.skip,
  };
}

/** Prices under which phrases can be longer than any ordinary copy. */
const shortCopies = anyPrices.map((prices) => ({ ...prices, lengths: prices.lengths.slice(0, 5) }));

const anyPhrases = fc.array(fc.uint8Array({ minLength: 2, maxLength: 6, max: 2 }), { maxLength: 6 });

describe.each(FINDERS)("parseOptimal over %s", (_, createFinder) => {
  it("costs what the shortest path costs, and no more than the other parses", () => {
    fc.assert(
      fc.property(anyInput, anyPrices, (input, prices) => {
        const finder = createFinder(EXHAUSTIVE);
        const price = totalPrice(input, parseOptimal(input, finder, prices), prices);
        expect(price).toBe(shortestPath(input, finder, prices));
        for (const parse of [parseGreedy, parseLazy]) {
          expect(price).toBeLessThanOrEqual(totalPrice(input, parse(input, finder, prices), prices));
        }
      }),
      { numRuns: 150 },
    );
  });

  it("cuts long inputs at no cost where no copy reaches across", () => {
    const shared = noise(40, 1);
    const parts = Array.from({ length: 220 }, (_, index) => [
      ...noise(9, 100 + index),
      ...shared.subarray(index % 20, 10 + (index % 31)),
      ...noise(15, 7, 3),
    ]);
    const input = Uint8Array.from(parts.flat());
    expect(input.length).toBeGreaterThan(2 * 4096);
    const finder = createFinder(EXHAUSTIVE);
    const price = totalPrice(input, parseOptimal(input, finder, plausiblePrices()), plausiblePrices());
    expect(price).toBe(shortestPath(input, finder, plausiblePrices()));
  });

  it("loses at most one copy and six literals at each forced cut", () => {
    const input = noise(10000, 4, 2);
    const prices = plausiblePrices();
    const finder = createFinder({ ...EXHAUSTIVE, windowLength: 4096 });
    const price = totalPrice(input, parseOptimal(input, finder, prices), prices);
    const lossPerCut = 6 * 200 + prices.sequence + prices.distance(4096) + prices.lengths[258]!;
    expect(price).toBeLessThanOrEqual(shortestPath(input, finder, prices) + 3 * lossPerCut);
  });
});

describe("exact references", () => {
  const finder = () => createHashChainFinder({ ...EXHAUSTIVE, windowLength: 100 });

  it("are on the shortest path where they belong", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200, max: 2 }),
        fc.oneof(anyPrices, shortCopies),
        anyPhrases,
        (input, prices, phrases) => {
          const wrapped = withPhrases(finder(), phrases);
          const price = totalPrice(input, parseOptimal(input, wrapped, prices), prices, 100);
          expect(price).toBe(shortestPath(input, wrapped, prices));
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each(PARSERS)("are taken by the %s parser whole or not at all, and only where they save", (_, parse) => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200, max: 2 }),
        fc.oneof(anyPrices, shortCopies),
        anyPhrases,
        (input, prices, phrases) => {
          for (const copy of copiesOf(parse(input, withPhrases(finder(), phrases), prices))) {
            const replaced = input.slice(copy.position, copy.position + copy.length);
            expect(copyPrice(copy, prices, 100)).toBeLessThan(literalsPrice(replaced, prices));
            if (copy.distance > 100) expect(replaced).toEqual(phrases[copy.distance - 101]);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it("do not lend their length to an ordinary copy that is capped below it", () => {
    const phrase = Uint8Array.of(1, 2, 3, 4, 5, 6);
    const input = Uint8Array.of(...phrase, 9, ...phrase, 9);
    // Four literals for 40 or a copy of four for 45; six literals for 60 or the phrase for 70.
    const prices: Prices = {
      literals: new Uint16Array(256).fill(10),
      lengths: new Uint16Array(5),
      distance: (distance) => (distance > 100 ? 70 : 45),
      sequence: 0,
    };
    for (const parse of [parseGreedy, parseLazy, parseOptimal]) {
      expect(parse(input, withPhrases(finder(), [phrase]), prices).count).toBe(0);
    }
  });

  it("may be shorter than the shortest match, and longer than the longest ordinary copy", () => {
    const long = noise(60, 8);
    const input = Uint8Array.of(7, 7, ...long);
    const prices: Prices = { ...plausiblePrices(20), distance: () => 10 };
    for (const parse of [parseGreedy, parseLazy, parseOptimal]) {
      const sequences = parse(input, withPhrases(finder(), [Uint8Array.of(7, 7), long]), prices);
      expect(copiesOf(sequences)).toEqual([
        { position: 0, length: 2, distance: 101 },
        { position: 2, length: 60, distance: 102 },
      ]);
    }
  });

  it("across a forced end of a block are left out, and the parse goes on", () => {
    const phrase = Uint8Array.from(noise(48, 21));
    const input = Uint8Array.from(Array.from({ length: 300 }, () => [...phrase]).flat());
    const none: MatchFinder = { windowLength: 1, niceLength: 4, reset() {}, find: () => 0, skip() {} };
    const shifted = phrase.slice(24);
    const chain = [phrase, Uint8Array.of(...shifted, ...phrase.slice(0, 24))];
    const prices: Prices = { ...plausiblePrices(), distance: () => 10 };
    const copies = copiesOf(parseOptimal(input, withPhrases(none, chain), prices));
    expect(copies.length).toBeGreaterThan(290);
    for (const copy of copies) expect(copy.length).toBe(48);
  });
});
