/** Alphabets, lists and models made by hand: small ones that have everything a large one has. */
import { pseudoRandom, utf8 } from "brio-test-support";
import type { Alphabet } from "../src/alphabet.ts";
import { buildCodeTree } from "../src/code-tree.ts";
import { type ContextLists, keySlot, listKey } from "../src/context-lists.ts";
import { CONTEXT_NAMES, contextHash, extendHistory, startHistory } from "../src/contexts.ts";
import { byteModel, type Model, untrainedModel } from "../src/index.ts";
import type { TrainedProfile } from "../src/model.ts";
import type { Profile } from "../src/profile.ts";
import { untrainedParameters } from "../src/untrained.ts";

/** @param phrases - each with its class and its weight */
export function alphabetOf(
  phrases: readonly (readonly [phrase: string, classNumber: number, weight: number])[],
  classWeights: readonly number[],
  transitions?: readonly number[],
): Alphabet {
  const bytes = phrases.map(([phrase]) => utf8(phrase));
  const offsets = new Uint32Array(phrases.length + 1);
  bytes.forEach(({ length }, symbol) => {
    offsets[symbol + 1] = offsets[symbol]! + length;
  });
  return {
    bytes: Uint8Array.from(bytes.flatMap((phrase) => [...phrase])),
    offsets,
    classes: Uint8Array.from(phrases, ([, classNumber]) => classNumber),
    weights: Uint32Array.from(phrases, ([, , weight]) => weight),
    classWeights: Uint32Array.from(classWeights),
    transitions: transitions && Uint32Array.from(transitions),
  };
}

/** Symbols of any kind, so many of each of some classes, with weights from 1 to 2^20. */
export function randomAlphabet(
  classSizes: readonly number[],
  hasTransitions: boolean,
  seed: number,
): Alphabet {
  const random = pseudoRandom(seed);
  const weight = (): number => Math.ceil(2 ** (random(20_001) / 1000));
  const letters = "etaoin ES.,\n0é{";
  const phrase = (): string =>
    Array.from({ length: 1 + random(9) }, () => letters[random(letters.length)]).join("");
  const classCount = classSizes.length;
  return alphabetOf(
    classSizes.flatMap((size, c) => Array.from({ length: size }, () => [phrase(), c, weight()] as const)),
    classSizes.map(weight),
    hasTransitions ? Array.from({ length: (classCount + 1) * classCount }, weight) : undefined,
  );
}

/** Counts of a list, as a prior may have them. */
const COUNTS = [5, 21, 37, 53, 85, 757, 4085];

/**
 * Lists for what follows in `symbols`, with counts of any size: of every context, but not of every value of one. Keys
 * of a group have as many bits as `keyBitsOf` says, so that some are of several values.
 */
export function listsFor(
  alphabet: Alphabet,
  symbols: Uint16Array,
  seed: number,
  keyBitsOf: (group: number) => number = () => 20,
): ContextLists {
  const random = pseudoRandom(seed);
  const { leafOfSymbol } = buildCodeTree(alphabet);
  const groupsPerContext = alphabet.classWeights.length + 1;
  const groupCount = CONTEXT_NAMES.length * groupsPerContext;
  const keyBits = Uint8Array.from({ length: groupCount }, (_, group) => keyBitsOf(group));
  const followers = new Map<number, Set<number>>();
  const contentLength = symbols.reduce(
    (sum, symbol) => sum + alphabet.offsets[symbol + 1]! - alphabet.offsets[symbol]!,
    0,
  );
  const history = startHistory(groupsPerContext - 1, contentLength);
  for (const symbol of symbols) {
    for (let context = 0; context < CONTEXT_NAMES.length; context++) {
      const group = context * groupsPerContext + history.classes[0]!;
      const key = listKey(group, keyBits[group]!, contextHash(history, context));
      if (random(8) > 0) followers.set(key, (followers.get(key) ?? new Set()).add(leafOfSymbol[symbol]!));
    }
    extendHistory(history, alphabet, symbol);
  }
  const slotCount = 2 ** Math.ceil(Math.log2(2 * followers.size + 2));
  const keys = new Uint32Array(slotCount);
  const numbers = new Uint32Array(slotCount);
  const starts = [0];
  const leaves: number[] = [];
  const sums: number[] = [];
  for (const [key, set] of followers) {
    let sum = 0;
    // A sum is a number of 16 bits, so a long list is cut.
    for (const leaf of [...set].sort((a, b) => a - b).slice(0, 16)) {
      sum += COUNTS[random(COUNTS.length)]!;
      leaves.push(leaf);
      sums.push(sum);
    }
    let slot = keySlot(key + 1, slotCount - 1);
    while (keys[slot] !== 0) slot = (slot + 1) % slotCount;
    keys[slot] = key + 1;
    numbers[slot] = starts.length - 1;
    starts.push(leaves.length);
  }
  return {
    groupsPerContext,
    keyBits,
    keys,
    numbers,
    starts: Uint32Array.from(starts),
    escapes: Uint32Array.from(starts.slice(1), () => 4096 * [0.5, 1, 6, 4095][random(4)]!),
    leaves: Uint16Array.from(leaves),
    sums: Uint16Array.from(sums),
  };
}

/** The model with those lists in place of none. */
export function withLists(model: Model, lists: ContextLists): Model {
  return { ...model, lists };
}

/** The model with parameters of any kind in place of its own: `spread` is the largest weight, 32767 at most. */
export function withRandomParameters(model: Model, spread: number, seed: number): Model {
  const random = pseudoRandom(seed);
  const weights = ({ length }: Int16Array): Int16Array =>
    Int16Array.from({ length }, () => random(2 * spread + 1) - spread);
  const probabilities = ({ length }: Uint16Array): Uint16Array =>
    Uint16Array.from({ length }, () => [0, 65535, random(65536)][random(3)]!);
  const [smallest, fastest] = model.profiles.map(({ profile, parameters }) => ({
    profile,
    parameters: {
      confidences: weights(parameters.confidences),
      nodeWeights: weights(parameters.nodeWeights),
      neighbourWeights: weights(parameters.neighbourWeights),
      matchWeights: weights(parameters.matchWeights),
      matchProbabilities: probabilities(parameters.matchProbabilities),
      refinements: probabilities(parameters.refinements),
    },
  }));
  return { ...model, profiles: [smallest!, fastest!] };
}

/** The model with profiles that differ from its own in these fields, such as those of a prior may. */
export function withProfiles(model: Model, fields: Partial<Profile>): Model {
  const changed = ({ profile }: TrainedProfile): TrainedProfile => {
    const other = { ...profile, ...fields };
    return { profile: other, parameters: untrainedParameters(model.alphabet, model.tree, other) };
  };
  return { ...model, profiles: [changed(model.profiles[0]), changed(model.profiles[1])] };
}

/** Symbols that repeat themselves now and then, as those of a text do. */
export function randomSymbols(alphabet: Alphabet, count: number, seed: number): Uint16Array {
  const random = pseudoRandom(seed);
  const symbols: number[] = [];
  while (symbols.length < count) {
    if (symbols.length > 8 && random(6) === 0) {
      const from = random(symbols.length - 4);
      symbols.push(...symbols.slice(from, from + 3 + random(40)));
    } else {
      // The smaller a number, the more often.
      const limit = 1 + random(alphabet.classes.length);
      symbols.push(random(limit));
    }
  }
  return Uint16Array.from(symbols.slice(0, count));
}

const phrases = randomAlphabet([1, 30, 3, 9, 1], true, 7);
const phraseModel = untrainedModel(phrases);
const bytes = byteModel();

/** Models that differ in every way in which models do. */
export const MODELS: readonly (readonly [name: string, model: Model])[] = [
  ["bytes", bytes],
  ["phrases", phraseModel],
  ["phrases without transitions", untrainedModel(randomAlphabet([5, 1, 20], false, 3))],
  ["phrases with lists", withLists(phraseModel, listsFor(phrases, randomSymbols(phrases, 3000, 1), 5))],
  [
    "phrases with lists under short keys",
    withLists(
      phraseModel,
      listsFor(phrases, randomSymbols(phrases, 3000, 1), 6, (group) => group % 7),
    ),
  ],
  [
    "lists and parameters of any kind",
    withRandomParameters(
      withLists(phraseModel, listsFor(phrases, randomSymbols(phrases, 500, 2), 8)),
      8000,
      4,
    ),
  ],
  ["weights at their limits", withRandomParameters(bytes, 32767, 5)],
  // Static probabilities at their least: counters begin next to certainty.
  [
    "one symbol that is nearly certain",
    untrainedModel(
      alphabetOf(
        [
          ["a", 0, 1],
          ["b", 1, 1],
          ["c", 1, 1 << 20],
        ],
        [1 << 20, 1],
      ),
    ),
  ],
  // So little memory that counters make place for others all the time, and matches run out of the window.
  ["the least memory", withProfiles(phraseModel, { maxGroupBits: 8, maxWindowBits: 8 })],
  [
    "every context, a long match and a rate that falls",
    withProfiles(phraseModel, {
      contexts: CONTEXT_NAMES.map((_, context) => context),
      matchLength: 32,
      learningRate: 1023,
      finalLearningRate: 1,
    }),
  ],
  ["one class", untrainedModel(randomAlphabet([20], true, 9))],
  ["one symbol", untrainedModel(alphabetOf([["abc", 0, 5]], [1]))],
];
