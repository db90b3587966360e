import { describe, expect, test } from "vitest";
import { type Alphabet, contentLengthOf } from "../../src/alphabet.ts";
import { contextHash, extendHistory, startHistory } from "../../src/contexts.ts";
import { type CountedSample, type Counts, countContexts, DISCOUNT } from "../../src/train/count.ts";
import { createRows, growRows } from "../../src/train/rows.ts";
import { findCandidates, select, selectWithin } from "../../src/train/select.ts";
import { randomAlphabet, randomSymbols } from "../models.ts";

const alphabet = randomAlphabet([1, 30, 3, 9, 1], true, 7);
const contexts = [0, 1, 2, 5, 8];
const samples: CountedSample[] = Array.from({ length: 12 }, (_, index) => ({
  symbols: randomSymbols(alphabet, 250, 20 + Math.floor(index / 2)),
  source: index % 4,
}));
const counts = countContexts(alphabet, contexts, samples, () => {});

interface Entry {
  count: number;
  gain: number;
  readonly sources: Set<number>;
}

/** What counting should find, with maps of texts. */
function naiveCounts({
  classes,
  weights,
  transitions,
  classWeights,
}: Alphabet): Map<string, Map<number, Entry>> {
  const values = new Map<string, Map<number, Entry>>();
  const share = (all: Iterable<number>, one: number): number =>
    one / [...all].reduce((sum, weight) => sum + weight, 0);
  const classCount = classWeights.length;
  for (const { symbols, source } of samples) {
    const history = startHistory(classCount, contentLengthOf(alphabet, symbols));
    for (const symbol of symbols) {
      const before = history.classes[0]!;
      const of = classes[symbol]!;
      const row = transitions!.subarray(before * classCount, (before + 1) * classCount);
      const ofClass = [...weights].filter((_, other) => classes[other] === of);
      let probability = share(row, row[of]!) * share(ofClass, weights[symbol]!);
      for (const context of contexts) {
        const name = `${contextHash(history, context) >>> 0} ${context * (classCount + 1) + before}`;
        const value = values.get(name) ?? new Map<number, Entry>();
        values.set(name, value);
        const entry = value.get(symbol) ?? { count: 0, gain: 0, sources: new Set<number>() };
        const total = [...value.values()].reduce((sum, { count }) => sum + count, 0);
        if (total > 0) {
          const next = (Math.max(0, entry.count - DISCOUNT) + DISCOUNT * value.size * probability) / total;
          entry.gain += Math.log2(next / probability);
          probability = next;
        }
        value.set(symbol, entry);
        entry.count++;
        entry.sources.add(source);
      }
      extendHistory(history, alphabet, symbol);
    }
  }
  return values;
}

test("counting finds what maps of texts find: successors, counts, gains and sources", () => {
  const expected = naiveCounts(alphabet);
  const { values, successors } = counts;
  expect(values.count).toBe(expected.size);
  const { hashes, groups, totals, distinct } = values.columns;
  const columns = successors.columns;
  let found = 0;
  for (let row = 0; row < successors.count; row++) {
    const value = columns.values[row]!;
    const entry = expected.get(`${hashes[value]} ${groups[value]}`)?.get(columns.symbols[row]!);
    expect(columns.counts[row]).toBe(entry?.count);
    expect(columns.gains[row]).toBeCloseTo(entry?.gain ?? Number.NaN, 2);
    expect(columns.sources[row]! < 0).toBe(entry?.sources.size !== 1);
    found++;
  }
  expected.forEach((value, name) => {
    found -= value.size;
    const row = hashes.findIndex((hash, i) => `${hash} ${groups[i]}` === name);
    expect(totals[row]).toBe([...value.values()].reduce((sum, { count }) => sum + count, 0));
    expect(distinct[row]).toBe(value.size);
  });
  expect(found).toBe(0);
});

test("rows are found again however often their table grew", () => {
  const rows = createRows({ numbers: new Uint32Array(0) });
  const hashOf = (number: number): number => Math.imul(number, 0x9e3779b1);
  for (let number = 0; number < 10_000; number++) {
    if (rows.count === rows.capacity) growRows(rows, ({ numbers }, row) => hashOf(numbers[row]!));
    let slot = hashOf(number) & rows.mask;
    while (rows.slots[slot] !== 0) slot = (slot + 1) & rows.mask;
    rows.slots[slot] = rows.count + 1;
    rows.columns.numbers[rows.count++] = number;
  }
  for (let number = 0; number < 10_000; number++) {
    let slot = hashOf(number) & rows.mask;
    let looked = 1;
    while (rows.columns.numbers[rows.slots[slot]! - 1] !== number) {
      slot = (slot + 1) & rows.mask;
      looked++;
    }
    expect(looked).toBeLessThan(100);
  }
  expect(rows.count / rows.slots.length).toBeLessThanOrEqual(0.75);
});

describe("choosing", () => {
  const candidates = findCandidates(alphabet, counts);
  const { counts: seen, gains, sources, values } = counts.successors.columns;

  test("takes nothing seen once, of one source, or of no use", () => {
    const all = select(candidates, 0);
    expect(all.rows.length).toBeGreaterThan(100);
    for (const row of all.rows) {
      expect(seen[row]).toBeGreaterThanOrEqual(2);
      expect(sources[row]).toBeLessThan(0);
      expect(gains[row]).toBeGreaterThan(0);
    }
  });

  test("keeps the successors of a value together, and counts what they gain", () => {
    const { values: lists, starts, rows, gains: gained } = select(candidates, 0.5);
    expect(starts[lists.length]).toBe(rows.length);
    lists.forEach((value, list) => {
      const listed = [...rows.subarray(starts[list], starts[list + 1])];
      expect(listed.length).toBeGreaterThan(0);
      expect(listed.every((row) => values[row] === value)).toBe(true);
      expect(gained[list]).toBeCloseTo(
        listed.reduce((sum, row) => sum + gains[row]!, 0),
        2,
      );
    });
    expect(new Set(lists).size).toBe(lists.length);
  });

  test("takes less the more a bit of the file has to save", () => {
    const bits = [0, 0.3, 1, 3, 1000].map((threshold) => select(candidates, threshold).bits);
    expect(bits).toEqual([...bits].sort((a, b) => b - a));
    expect(bits[4]).toBe(0);
    expect(bits[0]).toBeGreaterThan(bits[2]!);
  });

  test("fills its room, and no more", () => {
    const most = select(candidates, 0).bits;
    expect(selectWithin(candidates, most).bits).toBe(most);
    for (const room of [0.9 * most, 0.5 * most, 0.1 * most]) {
      const { bits } = selectWithin(candidates, room);
      expect(bits).toBeLessThanOrEqual(room);
      expect(bits).toBeGreaterThan(0.9 * room);
    }
    expect(selectWithin(candidates, 0).bits).toBe(0);
  });
});

test("counting reports every sample", () => {
  const reported: number[] = [];
  const again: Counts = countContexts(alphabet, contexts, samples, (index) => reported.push(index));
  expect(reported).toEqual([...samples.keys()]);
  expect(again).toEqual(counts);
});
