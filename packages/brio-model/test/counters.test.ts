import { pseudoRandom } from "brio-test-support";
import { describe, expect, test } from "vitest";
import { fillTables } from "../src/fixed-point.ts";
import {
  COUNT_BUCKETS,
  COUNTER_RATES,
  countOf,
  createCounters,
  findGroup,
  recentOf,
  updateCounter,
} from "../src/kernel-ts/counters.ts";
import { createRecent, recentLogit, updateRecent } from "../src/kernel-ts/recent.ts";

fillTables();

const probabilityOf = (counter: number): number => counter >>> 16;

/** A counter of a fresh group that has seen these decisions. */
function counterAfter(bits: Iterable<number>, first = 32768): number {
  const counters = createCounters(8);
  const place = findGroup(counters, 5) + 1;
  for (const bit of bits) updateCounter(counters, place, bit, first);
  return counters.words[place]!;
}

describe("a counter", () => {
  test("stays within its 16 bits, wherever it starts and whatever comes", () => {
    const random = pseudoRandom(1);
    for (let first = 16; first <= 65520; first += first < 200 || first > 65300 ? 1 : 997) {
      for (const bias of [0, 1, 50, 99, 100]) {
        const counters = createCounters(8);
        const place = findGroup(counters, 0) + 1;
        for (let i = 0; i < 200; i++) {
          const before = i === 0 ? first : probabilityOf(counters.words[place]!);
          const bit = Number(random(100) < bias);
          updateCounter(counters, place, bit, first);
          const after = probabilityOf(counters.words[place]!);
          // It moves towards the bit and never past it: a wrapped number would be a move the other way.
          if (bit === 1 ? after < before : after > before)
            throw new Error(`from ${before} to ${after} by ${bit}`);
        }
      }
    }
  });

  test("is near to the mean of what it has seen, with the start as 0.6 of a decision", () => {
    const random = pseudoRandom(2);
    const bits = Array.from({ length: 100 }, () => Number(random(4) === 0));
    let exact = 0.25;
    bits.forEach((bit, count) => {
      exact += (bit - exact) / (count + 1.6);
    });
    expect(probabilityOf(counterAfter(bits, 16384)) / 65536).toBeCloseTo(exact, 2);
  });

  test("keeps its count up to 255, and the last seven decisions under a leading one", () => {
    const bits = Array.from({ length: 300 }, (_, i) => Number(i % 3 === 0));
    for (const count of [0, 1, 5, 7, 8, 9, 254, 255, 256, 300]) {
      const counter = counterAfter(bits.slice(0, count));
      expect(countOf(counter)).toBe(Math.min(count, 255));
      const recent = bits.slice(Math.max(0, count - 7), count).join("");
      expect(recentOf(counter)).toBe(count === 0 ? 0 : Number.parseInt(`1${recent}`, 2));
    }
  });

  test("moves by 1 / (count + 1.6), from 127 decisions on by the same share", () => {
    COUNTER_RATES.forEach((rate, count) => {
      expect(rate).toBe(Math.floor(32768 / (Math.min(count, 127) + 1.6)));
    });
  });

  test("is trusted the more, the more it has seen", () => {
    expect(COUNT_BUCKETS[0]).toBe(0);
    expect(COUNT_BUCKETS[255]).toBe(9);
    COUNT_BUCKETS.subarray(1).forEach((bucket, i) => expect(bucket - COUNT_BUCKETS[i]!).toBeOneOf([0, 1]));
  });
});

describe("groups of counters", () => {
  const HOME = 6;
  /** Hashes of the same home and neighbour that differ in their checks. */
  const [one, two, three] = [1, 2, 3].map((check) => (check << 17) | HOME);

  test("two strangers share a pair, and are found again", () => {
    const counters = createCounters(8);
    const places = [one!, two!].map((hash) => {
      const place = findGroup(counters, hash);
      // An empty group has seen as little as one that was never used.
      updateCounter(counters, place + 1, 1, 32768);
      return place;
    });
    expect(new Set(places.map((place) => place / 8))).toEqual(new Set([HOME, HOME ^ 1]));
    expect([one!, two!].map((hash) => findGroup(counters, hash))).toEqual(places);
  });

  test("a third puts the one out that has seen less, and begins anew", () => {
    const counters = createCounters(8);
    const first = findGroup(counters, one!);
    for (const bit of [1, 0, 1]) updateCounter(counters, first + 1, bit, 32768);
    const second = findGroup(counters, two!);
    updateCounter(counters, second + 1, 1, 32768);
    updateCounter(counters, second + 3, 1, 32768);
    expect(findGroup(counters, three!)).toBe(second);
    expect(Array.from(counters.words.subarray(second + 1, second + 8))).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(findGroup(counters, one!)).toBe(first);
  });

  test("never reach beyond their table", () => {
    const counters = createCounters(8);
    for (const hash of [0, -1, 0x7fffffff, -0x80000000]) {
      expect(findGroup(counters, hash) + 8).toBeLessThanOrEqual(counters.words.length);
    }
  });
});

describe("recent decisions", () => {
  test("of nothing say nothing, and more ones say more", () => {
    const recent = createRecent(1);
    expect(recentLogit(recent, 0, 0)).toBe(0);
    const logits = [0b1000, 0b1001, 0b1011, 0b1111].map((pattern) => recentLogit(recent, 0, pattern));
    expect(logits).toEqual([...logits].sort((a, b) => a - b));
    expect(recentLogit(recent, 0, 0b11)).toBe(-recentLogit(recent, 0, 0b10));
  });

  test("learn what follows a pattern, for each context apart", () => {
    const recent = createRecent(2);
    for (let i = 0; i < 2000; i++) updateRecent(recent, 1, 0b110, 0);
    expect(recentLogit(recent, 1, 0b110)).toBeLessThan(-1000);
    expect(recentLogit(recent, 0, 0b110)).toBeGreaterThan(-100);
    for (let i = 0; i < 4000; i++) updateRecent(recent, 1, 0b110, 1);
    expect(recentLogit(recent, 1, 0b110)).toBeGreaterThan(1000);
  });
});
