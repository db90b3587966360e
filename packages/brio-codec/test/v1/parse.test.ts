import { chatDictionary } from "brio-dictionary";
import type { Prices, Sequences } from "brio-lz77";
import { buildRansModel } from "brio-rans";
import { utf8 } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { priorModels } from "../../src/v1/block-models.ts";
import { WINDOW_LENGTH } from "../../src/v1/format.ts";
import { parserOf } from "../../src/v1/parse.ts";
import { expectedModels, observedModels, pricesOf } from "../../src/v1/prices.ts";
import { EXTRA_BITS, SLOT_BASE, slotCount, slotOf } from "../../src/v1/slots.ts";
import { phraseOf, tokenize } from "../../src/v1/tokens.ts";
import { LARGE, SMALL } from "../contents.ts";
import { splitNumber } from "./by-hand.ts";

const CONTENTS = [
  ...SMALL.map(({ content }) => content),
  utf8(
    "The answer is the same as the one about the other answer. I'm sorry about that; the same answer. ".repeat(
      3,
    ),
  ),
  LARGE[5]!.content.subarray(0, 20_000),
];

/** Copies that cost no less than the literals they replace, at the prices that the parser was given. */
function dearCopies(input: Uint8Array, sequences: Sequences, prices: Prices): number {
  let position = 0;
  let dear = 0;
  for (let i = 0; i < sequences.count; i++) {
    position += sequences.literalLengths[i]!;
    const length = sequences.matchLengths[i]!;
    const distance = sequences.distances[i]!;
    let literals = 0;
    for (let j = 0; j < length; j++) literals += prices.literals[input[position + j]!]!;
    const ownLength = distance > WINDOW_LENGTH ? 0 : prices.lengths[length]!;
    if (prices.sequence + ownLength + prices.distance(distance) >= literals) dear++;
    position += length;
  }
  return dear;
}

describe("a phrase or match is emitted only where it is cheaper than the literals it replaces", () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9] as const)("level %d", (level) => {
    let phrases = 0;
    let matches = 0;
    for (const content of CONTENTS.filter(({ length }) => length > 0)) {
      const parser = parserOf(level, chatDictionary(1));
      // The prices of encode.ts: without passes of their own those of the priors.
      let models = parser.passes === 0 ? priorModels() : expectedModels(priorModels(), content);
      for (let pass = 0; pass < Math.max(1, parser.passes); pass++) {
        const prices = pricesOf(models);
        const sequences = parser.parse(content, 0, prices);
        expect(dearCopies(content, sequences, prices)).toBe(0);
        models = observedModels(priorModels(), tokenize(content, 0, sequences));
        for (const distance of sequences.distances) {
          if (phraseOf(distance) >= 0) phrases++;
          else matches++;
        }
      }
    }
    expect(phrases).toBeGreaterThan(20);
    expect(matches).toBeGreaterThan(20);
  });
});

test("a run of one byte is not searched at each of its positions", () => {
  const content = new Uint8Array(100_000).fill(0x61);
  for (const level of [1, 4, 6, 9] as const) {
    // As in a second block, behind one whose only literal it was.
    const counts = Uint32Array.from({ length: 256 }, (_, byte) => (byte === 0x61 ? 1000 : 0));
    const latest = { ...priorModels(), literals: buildRansModel(counts) };
    const prices = pricesOf(expectedModels(latest, content));
    let asked = 0;
    const counting: Prices = {
      ...prices,
      distance(distance) {
        asked++;
        return prices.distance(distance);
      },
    };
    parserOf(level, null).parse(content, 0, counting);
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThan(content.length / 10);
  }
});

describe("slots", () => {
  test("are those of SPEC-1.md, and every number has one form", () => {
    for (let value = 0; value < 140_000; value++) {
      const { slot, width, extra } = splitNumber(value);
      if (
        slotOf(value) !== slot ||
        EXTRA_BITS[slot] !== width ||
        SLOT_BASE[slot]! + extra !== value ||
        extra >= 2 ** width
      ) {
        throw new Error(`${value} has slot ${slotOf(value)}, expected ${slot}`);
      }
    }
  });

  test("count as many as the numbers up to the largest have", () => {
    expect([0, 3, 4, 32767, 65535, 131068, 131072].map(slotCount)).toEqual([1, 4, 5, 30, 32, 34, 35]);
  });
});
