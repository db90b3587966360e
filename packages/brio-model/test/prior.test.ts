import { pseudoRandom, thrownBy } from "brio-test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentLengthOf } from "../src/alphabet.ts";
import { codeTreeOf } from "../src/code-tree.ts";
import { type ContextLists, findList, keySlot, MAX_KEY_BITS } from "../src/context-lists.ts";
import { CONTEXT_NAMES, contextHash, extendHistory, startHistory } from "../src/contexts.ts";
import { isModelError, type ModelError, type Prior, readPrior, writePrior } from "../src/index.ts";
import {
  HEADER_BYTES,
  LISTS_AT,
  MAX_LISTS,
  MAX_SUCCESSORS,
  PROFILES_AT,
  SUCCESSORS_AT,
} from "../src/prior/format.ts";
import { contextListsOf, type ListColumns } from "../src/prior/list-columns.ts";
import { roundParameters } from "../src/prior/parameters.ts";
import { PHRASE_PROFILES } from "../src/profile.ts";
import { untrainedParameters } from "../src/untrained.ts";
import { listsFor, randomAlphabet, randomSymbols, withRandomParameters } from "./models.ts";

const alphabet = randomAlphabet([1, 30, 3, 9, 1], true, 7);
const symbols = randomSymbols(alphabet, 3000, 8);
const tree = codeTreeOf(alphabet);

/** Together the profiles use every context that {@link listsFor} makes lists of. */
const profiles = [
  { ...PHRASE_PROFILES[0], contexts: [...CONTEXT_NAMES.keys()] },
  { ...PHRASE_PROFILES[1], contexts: [1, 2] },
].map((profile) => ({ profile, parameters: untrainedParameters(alphabet, tree, profile) }));
const untrained = { alphabet, tree, lists: undefined, profiles: [profiles[0]!, profiles[1]!] } as const;

function priorOf(spread: number, lists: ContextLists): Omit<Prior, "id"> {
  const [smallest, fastest] = withRandomParameters(untrained, spread, 3).profiles.map(
    ({ profile, parameters }) => ({
      profile,
      parameters: roundParameters(alphabet, tree, profile, parameters),
    }),
  );
  return { dictionaryId: "0123456789abcdef", lists, profiles: [smallest!, fastest!] };
}

const prior = priorOf(
  300,
  listsFor(alphabet, symbols, 5, (group) => 8 + (group % 13)),
);
const bytes = writePrior(prior, alphabet);

/** What a prior says at every position of the symbols: by list, its successors with counts, and its escape. */
function answers(lists: ContextLists): string[] {
  const history = startHistory(alphabet.classWeights.length, contentLengthOf(alphabet, symbols));
  return [...symbols].flatMap((symbol) => {
    const found = Array.from(CONTEXT_NAMES, (_, context) => {
      const list = findList(lists, context, history, contextHash(history, context));
      if (list < 0) return "none";
      const [from, to] = [lists.starts[list], lists.starts[list + 1]];
      return `${lists.leaves.subarray(from, to)} ${lists.sums.subarray(from, to)} ${lists.escapes[list]}`;
    });
    extendHistory(history, alphabet, symbol);
    return found;
  });
}

describe("a prior written and read", () => {
  const read = readPrior(bytes, alphabet);

  test("answers as before", () => {
    const before = answers(prior.lists);
    expect(answers(read.lists)).toEqual(before);
    // It is no test if there is nothing to find, or nothing that is missing.
    expect(before.filter((answer) => answer === "none").length).toBeGreaterThan(100);
    expect(new Set(before).size).toBeGreaterThan(1000);
  });

  test("has its profiles, parameters and ids", () => {
    expect(read.profiles).toEqual(prior.profiles);
    expect(read.dictionaryId).toBe(prior.dictionaryId);
    expect(read.id).toMatch(/^[0-9a-f]{16}$/);
  });

  test("is written to the same bytes again", () => {
    expect(writePrior(read, alphabet)).toEqual(bytes);
  });

  test("is read from a part of a buffer as well, and does not keep it", () => {
    const larger = new Uint8Array(bytes.length + 7).fill(99);
    larger.set(bytes, 5);
    const again = readPrior(larger.subarray(5, 5 + bytes.length), alphabet);
    larger.fill(0);
    expect(again).toEqual(read);
  });

  test("may have no lists, and the largest parameters", () => {
    const none = listsFor(alphabet, new Uint16Array(0), 1);
    const extreme = priorOf(32767, none);
    const back = readPrior(writePrior(extreme, alphabet), alphabet);
    expect(back.profiles).toEqual(extreme.profiles);
    expect(back.lists.escapes.length).toBe(0);
  });

  test("has another id for other content", () => {
    const others = [4, 5, 6].map((seed) =>
      writePrior(priorOf(300, listsFor(alphabet, symbols, seed)), alphabet),
    );
    const ids = others.map((other) => readPrior(other, alphabet).id);
    expect(new Set([read.id, ...ids]).size).toBe(4);
  });
});

test("rounding parameters moves them by no more than half a step", () => {
  const model = withRandomParameters(untrained, 32767, 11);
  const { profile, parameters } = model.profiles[0];
  const rounded = roundParameters(alphabet, tree, profile, parameters);
  for (const name of Object.keys(parameters) as (keyof typeof parameters)[]) {
    const furthest = Math.max(
      ...Array.from(parameters[name], (value, i) => Math.abs(value - rounded[name][i]!)),
    );
    // Where the nearest step is beyond 16 bits it is the one before that.
    expect(furthest).toBeLessThanOrEqual(16);
    expect(furthest).toBeGreaterThan(0);
  }
  expect(roundParameters(alphabet, tree, profile, rounded)).toEqual(rounded);
});

/** What reading ends in: the code and offset of a ModelError, or a prior. Anything else is thrown on. */
function outcomeOf(damaged: Uint8Array): ModelError | Prior {
  try {
    return readPrior(damaged, alphabet);
  } catch (error) {
    if (!isModelError(error)) throw error;
    expect(error.offset).toBeGreaterThanOrEqual(0);
    expect(error.offset).toBeLessThanOrEqual(damaged.length);
    return error;
  }
}

const withByte = (at: number, value: number): Uint8Array => {
  const changed = bytes.slice();
  changed[at] = value;
  return changed;
};
const withCount = (at: number, count: number): Uint8Array => {
  const changed = bytes.slice();
  new DataView(changed.buffer).setUint32(at, count, true);
  return changed;
};

describe("bytes that are no prior", () => {
  test.each([
    ["another magic", withByte(0, 0), "corrupt", 0],
    ["a later version", withByte(2, 2), "unsupported-version", 2],
    ["nothing", new Uint8Array(0), "truncated", 0],
    ["a header that ends", bytes.slice(0, HEADER_BYTES - 1), "truncated", HEADER_BYTES - 1],
    ["no states", bytes.slice(0, HEADER_BYTES), "truncated", HEADER_BYTES],
    ["too many lists", withCount(LISTS_AT, MAX_LISTS + 1), "corrupt", LISTS_AT],
    ["too many successors", withCount(SUCCESSORS_AT, MAX_SUCCESSORS + 1), "corrupt", SUCCESSORS_AT],
    [
      "a profile without contexts",
      withByte(PROFILES_AT + 1, 0).fill(0, PROFILES_AT, PROFILES_AT + 2),
      "corrupt",
      PROFILES_AT,
    ],
    ["a context that there is not", withByte(PROFILES_AT + 1, 0x80), "corrupt", PROFILES_AT],
    ["a match length of 0", withByte(PROFILES_AT + 2, 0), "corrupt", PROFILES_AT],
    ["a window of 2^25", withByte(PROFILES_AT + 4, 25), "corrupt", PROFILES_AT],
  ])("%s", (_, damaged, code, offset) => {
    expect(thrownBy(() => readPrior(damaged, alphabet))).toMatchObject({ name: "ModelError", code, offset });
  });

  test("a prior of another alphabet", () => {
    const other = randomAlphabet([1, 30, 3, 9, 1], true, 8);
    expect(thrownBy(() => readPrior(bytes, other))).toMatchObject({ code: "alphabet-mismatch" });
    const heavier = { ...alphabet, weights: alphabet.weights.map((weight, i) => weight + Number(i === 9)) };
    expect(thrownBy(() => readPrior(bytes, heavier))).toMatchObject({ code: "alphabet-mismatch" });
  });

  test("other numbers of lists or successors than there are", () => {
    for (const [at, count] of [
      [LISTS_AT, prior.lists.escapes.length],
      [SUCCESSORS_AT, prior.lists.leaves.length],
    ] as const) {
      for (const other of [0, count - 1, count + 1, 2 * count]) {
        expect(outcomeOf(withCount(at, other))).toHaveProperty(
          "code",
          expect.stringMatching(/^(corrupt|truncated)$/),
        );
      }
    }
  });

  test("a prior with bytes behind it", () => {
    for (const extra of [1, 2, 3]) {
      const longer = new Uint8Array(bytes.length + extra);
      longer.set(bytes);
      expect(outcomeOf(longer)).toHaveProperty("code", "corrupt");
    }
  });

  test("a prior that ends anywhere", () => {
    for (let length = 0; length < bytes.length; length += 1 + (length >> 4)) {
      expect(outcomeOf(bytes.slice(0, length))).toHaveProperty("code");
    }
  });

  test("any damage ends in a ModelError or a prior that can be asked", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        (changes) => {
          const damaged = bytes.slice();
          for (const [at, value] of changes) damaged[at] = value;
          const outcome = outcomeOf(damaged);
          if ("lists" in outcome) answers(outcome.lists);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("noise behind a good header", () => {
    const random = pseudoRandom(9);
    for (let run = 0; run < 100; run++) {
      const damaged = bytes.slice(0, HEADER_BYTES + random(400));
      for (let at = HEADER_BYTES; at < damaged.length; at++) damaged[at] = random(256);
      expect(outcomeOf(damaged)).toHaveProperty("code");
    }
  });
});

describe("a caller's mistakes", () => {
  test("bytes that are none", () => {
    expect(thrownBy(() => readPrior([...bytes] as never, alphabet))).toBeInstanceOf(TypeError);
  });

  test.each([
    ["an id that is none", { ...prior, dictionaryId: "0123" }, /dictionaryId/],
    [
      "a count of no level",
      { ...prior, lists: { ...prior.lists, sums: prior.lists.sums.map((sum) => sum + 1) } },
      /expected counts/,
    ],
    [
      "an escape of no level",
      { ...prior, lists: { ...prior.lists, escapes: prior.lists.escapes.map((count) => count + 1) } },
      /expected escapes/,
    ],
    [
      "a profile out of range",
      {
        ...prior,
        profiles: prior.profiles.map((trained) => ({
          ...trained,
          profile: { ...trained.profile, matchLength: 0 },
        })),
      },
      /matchLength/,
    ],
    [
      "lists of a context that no profile has",
      {
        ...prior,
        profiles: prior.profiles.map((trained) => ({
          ...trained,
          profile: { ...trained.profile, contexts: [1] },
        })),
      },
      /parameters|contexts/,
    ],
    [
      "parameters between steps",
      {
        ...prior,
        profiles: prior.profiles.map((trained) => ({
          ...trained,
          parameters: {
            ...trained.parameters,
            nodeWeights: trained.parameters.nodeWeights.map((weight) => weight | 1),
          },
        })),
      },
      /nodeWeights\[0\]/,
    ],
  ])("%s", (_, mistaken, message) => {
    const thrown = thrownBy(() => writePrior(mistaken as unknown as Prior, alphabet));
    expect(thrown).toBeInstanceOf(RangeError);
    expect((thrown as Error).message).toMatch(message);
  });

  test("an alphabet with a class of more symbols than the entropy coder has", () => {
    const crowded = randomAlphabet([257], false, 1);
    const lists = listsFor(crowded, new Uint16Array(0), 1);
    expect(thrownBy(() => writePrior({ ...prior, lists }, crowded))).toBeInstanceOf(RangeError);
  });
});

test("keys that crowd in the hash table are refused, however many more there are", () => {
  const lists = 4096;
  const mask = 16383;
  const perGroup = Array.from({ length: 4 }, (_, group) =>
    Array.from({ length: 1 << MAX_KEY_BITS }, (_, key) => key)
      .filter((key) => keySlot(((group << MAX_KEY_BITS) | key) + 1, mask) < 32)
      .slice(0, lists / 4),
  );
  const columns = (keys: readonly (readonly number[])[]): ListColumns => ({
    groupSizes: Uint32Array.from(keys, ({ length }) => length),
    keyBits: new Uint8Array(keys.length).fill(MAX_KEY_BITS),
    keys: Uint32Array.from(keys.flat()),
    escapes: new Uint8Array(lists),
    starts: Uint32Array.from({ length: lists + 1 }, (_, list) => list),
    levels: new Uint8Array(lists),
    symbols: new Uint16Array(lists),
  });
  expect(perGroup.flat().length).toBe(lists);
  expect(contextListsOf(columns(perGroup), tree, 6)).toBeUndefined();
  const spread = perGroup.map((keys) => keys.map((_, i) => 997 * i));
  expect(contextListsOf(columns(spread), tree, 6)?.escapes.length).toBe(lists);
});
