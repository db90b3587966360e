import { pseudoRandom, thrownBy } from "brio-test-support";
import { beforeAll, describe, expect, test } from "vitest";
import { codeTreeOf } from "../../src/code-tree.ts";
import { CONTEXT_NAMES } from "../../src/contexts.ts";
import { ESCAPE_LEVELS, nearestLevel, SUCCESSOR_LEVELS } from "../../src/count-levels.ts";
import {
  encodeSymbols,
  type PriorSample,
  readPrior,
  type TrainedPrior,
  trainPrior,
  untrainedModel,
} from "../../src/index.ts";
import { contextsOf } from "../../src/prior/profiles.ts";
import { countContexts } from "../../src/train/count.ts";
import { listColumns } from "../../src/train/list-columns.ts";
import { arrangeSamples } from "../../src/train/samples.ts";
import { findCandidates, select } from "../../src/train/select.ts";
import { randomAlphabet } from "../models.ts";

const alphabet = randomAlphabet([1, 30, 3, 9, 1], true, 7);
const symbolCount = alphabet.classes.length;
const ID = "0123456789abcdef";

/** Texts of one language: after a symbol comes one of two, nearly always. */
function text(length: number, seed: number): Uint16Array {
  const random = pseudoRandom(seed);
  let last = 0;
  return Uint16Array.from({ length }, () => {
    last = random(20) === 0 ? random(symbolCount) : (last * 5 + 3 + 7 * random(2)) % symbolCount;
    return last;
  });
}

/** What nothing else says. */
const SECRET = Uint16Array.of(40, 2, 41, 3, 42, 4, 43, 5, 40, 2, 41, 3, 42, 4, 43, 5);

const samples: (Uint16Array | PriorSample)[] = [
  ...Array.from({ length: 120 }, (_, i) => ({ symbols: text(120, i), group: `group ${i >> 1}` })),
  { symbols: SECRET, weight: 8 },
  { symbols: SECRET, source: "secret" },
];

describe("trainPrior", () => {
  let trained: TrainedPrior;
  const steps = new Map<string, number[]>();
  beforeAll(() => {
    trained = trainPrior(alphabet, ID, samples.slice(0, -1), {
      onProgress: (step, done) => steps.set(step, [...(steps.get(step) ?? []), done]),
    });
  });

  test("makes a prior that codes texts of the kind in fewer bytes, in both profiles", () => {
    const tree = codeTreeOf(alphabet);
    const before = untrainedModel(alphabet);
    const after = { alphabet, tree, lists: trained.prior.lists, profiles: trained.prior.profiles };
    for (const profile of [0, 1] as const) {
      const sizes = [before, after].map((model) => encodeSymbols(model, text(150, 999), { profile }).length);
      expect(sizes[1]).toBeLessThan(0.75 * sizes[0]!);
    }
  });

  test("gives the prior that reading its file gives", () => {
    expect(readPrior(trained.bytes, alphabet)).toEqual(trained.prior);
    expect(trained.prior.dictionaryId).toBe(ID);
  });

  test("gives the same file every time", () => {
    expect(trainPrior(alphabet, ID, samples.slice(0, -1)).bytes).toEqual(trained.bytes);
  });

  test("reports what it saw, and how far it is", () => {
    const { report } = trained;
    expect(report.samples).toBe(121);
    // A tenth of the groups, of two samples each.
    expect(report.heldOut).toBe(12);
    const names = contextsOf(trained.prior.profiles).map((context) => CONTEXT_NAMES[context]!);
    expect(report.lists.map(({ context }) => context)).toEqual(names.filter((name) => name !== "key, place"));
    expect(report.lists.reduce((sum, { lists }) => sum + lists, 0)).toBe(trained.prior.lists.escapes.length);
    expect(report.lists.reduce((sum, { successors }) => sum + successors, 0)).toBe(
      trained.prior.lists.leaves.length,
    );
    expect(report.tuned.every((bits) => bits > 1 && bits < 5)).toBe(true);
    expect([...steps.keys()]).toEqual([
      "counting what is not held out",
      "tuning profile 0",
      "tuning profile 1",
      "counting everything",
      "done",
    ]);
    for (const done of steps.values()) {
      expect(done).toEqual([...done].sort((a, b) => a - b));
      expect(done.at(-1)).toBe(1);
    }
  });

  test("keeps within its bytes, with as many lists as they hold", () => {
    const everything = trained.bytes.length;
    const fewer = trainPrior(alphabet, ID, manyTexts(), { maxBytes: 65_536 });
    expect(everything).toBeLessThan(65_536);
    expect(fewer.bytes.length).toBeLessThanOrEqual(65_536);
    expect(fewer.bytes.length).toBeGreaterThan(0.95 * 65_536);
  });

  test.each([
    ["samples that are none", [alphabet, ID, [[1, 2]]], TypeError, /samples\[0\]/],
    ["a symbol too many", [alphabet, ID, [Uint16Array.of(0, symbolCount)]], RangeError, /got 44 at 1/],
    ["a weight out of range", [alphabet, ID, [{ symbols: SECRET, weight: 17 }]], RangeError, /weight/],
    ["too little room", [alphabet, ID, [SECRET], { maxBytes: 65_535 }], RangeError, /maxBytes/],
    ["an id that is none", [alphabet, "chat", [SECRET]], RangeError, /dictionaryId/],
  ])("refuses %s", (_, mistaken, type, message) => {
    const thrown = thrownBy(() => trainPrior(...(mistaken as unknown as Parameters<typeof trainPrior>)));
    expect(thrown).toBeInstanceOf(type);
    expect((thrown as Error).message).toMatch(message);
  });

  test("makes a prior of next to nothing, too", () => {
    for (const few of [[], [SECRET], [new Uint16Array(0), SECRET]]) {
      const { prior, bytes } = trainPrior(alphabet, ID, few);
      expect(prior.lists.escapes.length).toBe(0);
      expect(readPrior(bytes, alphabet)).toEqual(prior);
    }
  });
});

/** More than 64 kB hold: symbols that follow each other by rules of their own, here and there the same. */
function manyTexts(): PriorSample[] {
  const random = pseudoRandom(5);
  const sentences = Array.from({ length: 2500 }, () =>
    Uint16Array.from({ length: 8 }, () => random(symbolCount)),
  );
  return Array.from({ length: 1500 }, () => ({
    symbols: Uint16Array.from(
      Array.from({ length: 8 }, () => [...sentences[random(sentences.length)]!]).flat(),
    ),
  }));
}

/** Pairs of symbols that lists of the context "symbol" hold. */
function listedOf(given: readonly (Uint16Array | PriorSample)[]): number {
  const { counted, heldOut } = arrangeSamples(alphabet, given);
  const counts = countContexts(alphabet, [1, 5], [...counted, ...heldOut], () => {});
  return select(findCandidates(alphabet, counts), 0).rows.length;
}

describe("sources", () => {
  test("what but one source has is not listed, however often it counts", () => {
    expect(listedOf([{ symbols: SECRET, weight: 16 }])).toBe(0);
    expect(listedOf([SECRET, SECRET.slice(), SECRET.slice()])).toBe(0);
    expect(
      listedOf([
        { symbols: SECRET, source: "a" },
        { symbols: SECRET.slice(1), source: "a" },
      ]),
    ).toBe(0);
  });

  test("what two have is", () => {
    expect(
      listedOf([
        { symbols: SECRET, source: "a" },
        { symbols: SECRET, source: "b" },
      ]),
    ).toBeGreaterThan(0);
    expect(listedOf([SECRET, SECRET.slice(1)])).toBeGreaterThan(0);
  });
});

describe("arranged samples", () => {
  const arranged = arrangeSamples(alphabet, samples);

  test("hold out a tenth of the groups, each as a whole", () => {
    const seen = new Set(arranged.counted.map(({ symbols }) => symbols));
    expect(arranged.heldOut.length).toBe(12);
    expect(arranged.heldOut.every(({ symbols }) => !seen.has(symbols))).toBe(true);
    const halves = new Set(
      arranged.heldOut.map(
        ({ symbols }) => samples.findIndex((sample) => "group" in sample && sample.symbols === symbols) >> 1,
      ),
    );
    expect(halves.size).toBe(6);
  });

  test("count as often as they weigh, in an order of their own", () => {
    expect(arranged.counted.length).toBe(108 + 8 + 1);
    const order = arranged.counted.map(({ symbols }) =>
      samples.findIndex((sample) => "symbols" in sample && sample.symbols === symbols),
    );
    expect(order).not.toEqual([...order].sort((a, b) => a - b));
  });
});

describe("lists made of counts", () => {
  const { counted } = arrangeSamples(alphabet, samples);
  const counts = countContexts(alphabet, [0, 1, 2, 3], counted, () => {});
  const selection = select(findCandidates(alphabet, counts), 0);
  const groupCount = CONTEXT_NAMES.length * (alphabet.classWeights.length + 1);
  const columns = listColumns(codeTreeOf(alphabet), counts, selection, groupCount);

  test("have keys that ascend within a group and fit their bits", () => {
    let list = 0;
    columns.groupSizes.forEach((size, group) => {
      let before = -1;
      for (const end = list + size; list < end; list++) {
        expect(columns.keys[list]).toBeGreaterThan(before);
        expect(columns.keys[list]).toBeLessThan(2 ** columns.keyBits[group]!);
        before = columns.keys[list]!;
      }
    });
    expect(list).toBe(columns.escapes.length);
  });

  test("lose no more than lists whose keys are the same", () => {
    expect(columns.escapes.length).toBeGreaterThan(0.95 * selection.values.length);
    expect(columns.escapes.length).toBeLessThanOrEqual(selection.values.length);
  });

  test("have counts that descend, and no symbol twice", () => {
    columns.escapes.forEach((_, list) => {
      const [from, to] = [columns.starts[list]!, columns.starts[list + 1]!];
      const levels = [...columns.levels.subarray(from, to)];
      expect(levels).toEqual([...levels].sort((a, b) => b - a));
      expect(new Set(columns.symbols.subarray(from, to)).size).toBe(to - from);
    });
  });
});

test("a count gets the level that it is nearest to by quotient", () => {
  for (const levels of [SUCCESSOR_LEVELS, ESCAPE_LEVELS]) {
    levels.forEach((value, level) => expect(nearestLevel(levels, value)).toBe(level));
    for (let count = 1; count < 2 * levels.at(-1)!; count = Math.ceil(count * 1.01)) {
      const distance = (level: number): number => Math.abs(Math.log(levels[level]! / count));
      const nearest = Math.min(...[...levels.keys()].map(distance));
      expect(distance(nearestLevel(levels, count))).toBeCloseTo(nearest, 9);
    }
  }
  expect(SUCCESSOR_LEVELS.at(-1)).toBeLessThanOrEqual(65535);
});
