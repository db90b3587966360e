import { DISTANCE_SLOTS, POSITION_BUCKETS } from "brio-dictionary";
import { describe, expect, test } from "vitest";
import { tsKernel } from "../../src/v2/kernel-ts/kernel.ts";
import { PRICE_UNIT, tokenPrices } from "../../src/v2/prices.ts";
import { chat, chatTables } from "./decoding.ts";
import { SMALL } from "./encode-contents.ts";
import { intervalsOf, lengthOf, rowsOf, type Token } from "./reference-encoder.ts";
import { encode, referenceTokens } from "./twins.ts";

const prices = tokenPrices(chatTables);
const rows = rowsOf(chat.model!);

/** Bits of an interval, in price units. */
function unitsOf(frequency: number): number {
  return PRICE_UNIT * (15 - Math.log2(frequency));
}

/** Logarithms are good to 1/32 bit, and prices are rounded to 1/16: three quarters of a unit, and rounding of the twelfth bit. */
const TOLERANCE = 0.8;

function assertNear(actual: number, expected: number, what: string): void {
  if (Math.abs(actual - expected) > TOLERANCE) throw new Error(`${what}: ${actual}, expected ${expected}`);
}

test("every price is that of its frequency", () => {
  for (let context = 0; context < 256; context++) {
    rows.classes(context).frequencies.forEach((frequency, c) => {
      assertNear(prices.classes[256 * context + c]!, unitsOf(frequency), `class ${c} in context ${context}`);
    });
  }
  for (let c = 0; c < 229; c++) {
    rows.membersOf(c).forEach((symbol, rank) => {
      assertNear(prices.members[symbol]!, unitsOf(rows.members(c).frequencies[rank]!), `symbol ${symbol}`);
    });
  }
  for (let bucket = 0; bucket < POSITION_BUCKETS; bucket++) {
    const { frequencies } = rows.distances(bucket);
    for (let slot = 0; slot < DISTANCE_SLOTS; slot++) {
      const extraBits = Math.max(0, Math.ceil(slot / 2) - 1);
      const expected = slot < frequencies.length ? unitsOf(frequencies[slot]!) + 16 * extraBits : 0;
      assertNear(prices.distances[64 * bucket + slot]!, expected, `slot ${slot} at bucket ${bucket}`);
    }
  }
});

test("the rarest interval costs fifteen bits and certainty nothing", () => {
  const frequencies = Array.from({ length: 229 }, (_, c) => rows.members(c).frequencies).flat();
  expect(Math.min(...frequencies)).toBe(1);
  expect(Math.max(...prices.members)).toBe(15 * PRICE_UNIT);
  const alone = Array.from({ length: 229 }, (_, c) => rows.membersOf(c)).filter(({ length }) => length === 1);
  for (const [symbol] of alone) expect(prices.members[symbol!]).toBe(0);
});

test("they are made once for a dictionary", () => {
  expect(tokenPrices(chatTables)).toBe(prices);
  expect(tokenPrices({ ...chatTables })).not.toBe(prices);
});

/** What a first block with those tokens costs by its intervals, in bytes. */
function costOf(tokens: readonly Token[]): number {
  const content = { bytes: new Uint8Array(lengthOf(chat, tokens)), length: 0 };
  const intervals = intervalsOf(chat, tokens, content, 2);
  return intervals.reduce((sum, { frequency }) => sum + unitsOf(frequency), 0) / (8 * PRICE_UNIT);
}

describe.each(["a reply", "JSON in JSON", "all scripts", "records"])("%s at level 6", (name) => {
  const content = SMALL[name]!;
  const { streams, blocks } = encode(tsKernel, content, 6, 2);
  const cost = costOf(referenceTokens(blocks[0]!.tokens));

  test("takes what its intervals cost, and six bytes of states that hold up to two of it", () => {
    expect(streams[0]!.length).toBeGreaterThan(cost + 3.9);
    expect(streams[0]!.length).toBeLessThan(cost * 1.002 + 6.5);
  });

  test("costs less than its greedy parse, and that less than single bytes", () => {
    const greedy = costOf(referenceTokens(encode(tsKernel, content, 2, 2).blocks[0]!.tokens));
    expect(cost).toBeLessThan(greedy);
    expect(greedy).toBeLessThan(costOf(Array.from(content, (symbol) => ({ symbol }))));
  });
});
