/**
 * Sections 5 to 13 of SPEC.md, slowly: one plain object for each thing that the document names, and divisions that round down in place
 * of shifts. Of the package it takes the model alone, and builds the tree by itself.
 */
import type { ContextLists } from "../src/context-lists.ts";
import type { Model } from "../src/model.ts";
import { clamp, fromBytes, hashAtNode, logarithm, mixed, squash, stretch } from "./reference-numbers.ts";
import { type Branch, referenceTree, staticProbability, type Tree } from "./reference-tree.ts";

/** What was predicted at a node. */
export interface Prediction {
  readonly static: number;
  readonly logit: number;
  readonly mixed: number;
  /** Of a class node. */
  readonly refined: number | undefined;
  /** What the decision is coded with, of 2^15. */
  readonly coded: number;
}

export interface ReferencePredictor {
  readonly root: Tree;
  openSymbol(): void;
  predict(branch: Branch): Prediction;
  learn(bit: number): void;
  closeSymbol(symbol: number): void;
}

interface Counter {
  count: number;
  pattern: number;
  probability: number;
}

/** Counters are at places 1 to 7. */
interface Group {
  check: number;
  counters: readonly Counter[];
}

interface List {
  readonly leaves: readonly number[];
  readonly counts: readonly number[];
  readonly escape: number;
}

/** A run of possible successors, as pairs of leaf and count, and the escape. */
interface Walk {
  run: (readonly [leaf: number, count: number])[];
  escape: number;
}

interface Input {
  readonly logit: number;
  readonly bucket: number;
}

const NOTHING: Input = { logit: 0, bucket: 0 };

export function referencePredictor(
  model: Model,
  profileNumber: 0 | 1,
  contentLength: number,
): ReferencePredictor {
  const { alphabet } = model;
  const { profile, parameters } = model.profiles[profileNumber];
  const { contexts } = profile;
  const classCount = alphabet.classWeights.length;
  const { root, leaves } = referenceTree(alphabet);
  const leafOf = new Map(leaves.map((symbol, leaf) => [symbol, leaf]));
  const lists = model.lists && readLists(model.lists);
  const inputCount = 4 * Math.ceil((2 * contexts.length + 3) / 4);
  const sizes = sizesFor(contentLength, contexts.length, profile);

  // Section 5.
  const content: number[] = [];
  const past: number[] = [];
  let words = [0, 0];
  let keys: Keys = { span: 0, quoted: 0, key: 0, place: 0 };
  const hashes: number[] = [];
  const lastByte = (back: number): number => content[content.length - back] ?? 0;
  const pastSymbol = (back: number): number => past[past.length - back] ?? 65536;
  const pastClass = (back: number): number => alphabet.classes[pastSymbol(back)] ?? classCount;
  const fourBytes = (): number => fromBytes(lastByte(4), lastByte(3), lastByte(2), lastByte(1));
  const end = (): number => {
    const remaining = contentLength - content.length;
    if (remaining < 24) return remaining;
    if (past.length >= 3) return 24;
    return 25 + [64, 256, 1024].filter((length) => contentLength >= length).length;
  };
  const hashOf = (context: number): number => {
    const [w1, w2] = words as [number, number];
    const [s1, s2, s3] = [pastSymbol(1), pastSymbol(2), pastSymbol(3)];
    const [c1, c2, c3] = [pastClass(1), pastClass(2), pastClass(3)];
    const values: readonly (readonly number[])[] = [
      [c1, end()],
      [s1],
      [fourBytes()],
      [c1, c2],
      [s2, c1],
      [s1, s2],
      [w1, w2],
      [fourBytes(), fromBytes(lastByte(7), lastByte(6), lastByte(5))],
      [w1, c1],
      [c1, c2, c3],
      [s1, s2, s3],
      [fourBytes(), lastByte(5)],
      [fourBytes(), fromBytes(lastByte(6), lastByte(5))],
      [w1],
      [keys.key, keys.place, c1],
    ];
    return mixed(context, ...values[context]!);
  };

  // Section 6.
  let walks: Walk[] = [];
  const openWalk = (context: number, hash: number): Walk => {
    const group = context * (classCount + 1) + pastClass(1);
    const key = Math.floor(hash / 2 ** (32 - model.lists!.keyBits[group]!));
    const list = lists!.get(group * 2 ** 20 + key);
    if (list === undefined) return { run: [], escape: 0 };
    return { run: list.leaves.map((leaf, i) => [leaf, list.counts[i]!]), escape: list.escape };
  };
  const walkInput = (walk: Walk, split: number, probability: number): Input => {
    const { run } = walk;
    if (run.length === 0) return NOTHING;
    const sum = (keep: (leaf: number) => boolean): number =>
      run.reduce((total, [leaf, count]) => (keep(leaf) ? total + count : total), 0);
    const zeros = sum((leaf) => leaf < split);
    const ones = sum((leaf) => leaf >= split);
    const e1 = Math.floor((walk.escape * probability) / 65536);
    const n1 = 256 * ones + e1;
    const n0 = 256 * zeros + walk.escape - e1;
    const logit = clamp(logarithm(Math.max(n1, 1)) - logarithm(Math.max(n0, 1)), -2047, 2047);
    return { logit, bucket: walkBucket(zeros + ones, Math.min(zeros, ones)) };
  };

  // Section 8.
  const groups = new Map<number, Group>();
  const groupAt = (number: number): Group => {
    const group = groups.get(number) ?? { check: 0, counters: newCounters() };
    groups.set(number, group);
    return group;
  };
  const findGroup = (hash: number): Group => {
    const number = hash % 2 ** sizes.groupBits;
    const pair = [groupAt(number), groupAt(number % 2 === 0 ? number + 1 : number - 1)] as const;
    const check = Math.floor(hash / 2 ** 17) + 1;
    const found = pair.find((group) => group.check === check);
    if (found !== undefined) return found;
    const [home, neighbour] = pair;
    const place = neighbour.counters[1]!.count < home.counters[1]!.count ? neighbour : home;
    return Object.assign(place, { check, counters: newCounters() });
  };
  const recent = contexts.map(() => Array.from({ length: 256 }, (_, pattern) => firstOfPattern(pattern)));

  // Sections 9 to 11: everything that learns starts from the parameters.
  const widened = (weights: Int16Array): number[] => Array.from(weights, (weight) => 16 * weight);
  const confidences = widened(parameters.confidences);
  const nodeWeights = widened(parameters.nodeWeights);
  const neighbourWeights = widened(parameters.neighbourWeights);
  const matchWeights = widened(parameters.matchWeights);
  const refinements = Array.from(parameters.refinements);
  const matchProbabilities = Array.from(parameters.matchProbabilities);
  let rate = 65536 * profile.learningRate;
  const positions = new Map<number, number>();
  let source = 0;
  let matched = 0;
  let expectedLeaf: number | undefined;
  let memberNodes = 0;
  /** The decisions on this path, and the groups of the last three of them. */
  let bits: number[] = [];
  let pathGroups: readonly Group[] = [];
  /** What is known of the node between `predict` and `learn`. */
  let learnFrom: (bit: number) => void = () => {};

  const predict = (branch: Branch): Prediction => {
    const { number, isClassNode, split } = branch;
    const kind = Number(isClassNode);
    const probability = staticProbability(alphabet, branch, pastClass(1));
    if (bits.length % 3 === 0) pathGroups = hashes.map((hash) => findGroup(hashAtNode(hash, number)));
    const place = fromBits(1, ...bits.slice(bits.length - (bits.length % 3)));
    const counters = pathGroups.map((group) => group.counters[place]!);
    const inputs: Input[] = counters.flatMap((counter, j) => {
      const bucket = counterBucket(counter.count);
      const learnt = counter.pattern === 0 ? 0 : stretch(recent[j]![counter.pattern]!);
      return [
        lists === undefined ? { logit: learnt, bucket } : walkInput(walks[j]!, split, probability),
        { logit: counter.count === 0 ? 0 : stretch(counter.probability), bucket },
      ];
    });
    const expected = expectedLeaf === undefined ? undefined : Number(expectedLeaf >= split);
    const bucket =
      expected === undefined ? 0 : matched < 8 ? matched : Math.min(15, 8 + Math.floor((matched - 8) / 4));
    const matchLogit =
      expected === undefined ? 0 : (2 * expected - 1) * stretch(matchProbabilities[2 * bucket + kind]!);
    inputs.push(
      { logit: stretch(probability), bucket: 0 },
      { logit: 77, bucket: 0 },
      { logit: matchLogit, bucket: 0 },
    );
    while (inputs.length < inputCount) inputs.push(NOTHING);

    const known = contexts.filter((_, j) => inputs[2 * j]!.bucket > 0).length;
    const matchSet = bucket > 0 || known === 0 ? bucket : 15 + known;
    const classNodes = classCount - 1;
    const memberClass = alphabet.classes[branch.someSymbol]!;
    const chosen = [
      [nodeWeights, isClassNode ? number : classNodes + Math.min(15, memberNodes)],
      [neighbourWeights, isClassNode ? pastClass(1) : classCount + 1 + memberClass],
      [matchWeights, 2 * matchSet + kind],
    ] as const;
    let sum = 0;
    inputs.forEach((input, i) => {
      let weight = confidences[(kind * inputCount + i) * 10 + input.bucket]!;
      for (const [weights, set] of chosen) weight += weights[set * inputCount + i]!;
      sum += Math.floor(signed(input.logit * weight) / 256);
    });
    const logit = clamp(Math.floor(sum / 256), -2815, 2815);
    const mixedProbability = squash(logit);
    const shifted = clamp(logit, -2047, 2047) + 2048;
    const at = 33 * number + Math.floor(shifted / 128);
    const beyond = shifted % 128;
    const refined = isClassNode
      ? Math.floor((refinements[at]! * (128 - beyond) + refinements[at + 1]! * beyond) / 128)
      : undefined;
    const final = refined === undefined ? mixedProbability : Math.floor((mixedProbability + refined) / 2);

    learnFrom = (bit) => {
      const error = 65535 * bit - mixedProbability;
      const step = Math.floor((error * Math.floor(rate / 65536)) / 1024);
      for (const [weights, set] of step === 0 ? [] : chosen) {
        inputs.forEach((input, i) => {
          const weight = weights[set * inputCount + i]! + Math.floor((input.logit * step + 2048) / 4096);
          weights[set * inputCount + i] = clamp(weight, -262144, 262143);
        });
      }
      if (isClassNode) {
        refinements[at]! += Math.floor(((65535 * bit - refinements[at]!) * (128 - beyond)) / 8192);
        refinements[at + 1]! += Math.floor(((65535 * bit - refinements[at + 1]!) * beyond) / 8192);
      } else memberNodes++;
      counters.forEach((counter, j) => {
        if (lists !== undefined) followWalk(walks[j]!, split, probability, bit);
        else if (counter.pattern !== 0) {
          recent[j]![counter.pattern]! += Math.floor((65535 * bit - recent[j]![counter.pattern]!) / 128);
        }
        updateCounter(counter, bit, probability);
      });
      bits.push(bit);
      if (expected === undefined) return;
      const isRight = expected === bit;
      matchProbabilities[2 * bucket + kind]! += Math.floor(
        ((isRight ? 65535 : 0) - matchProbabilities[2 * bucket + kind]!) / 64,
      );
      if (!isRight) expectedLeaf = undefined;
    };
    const coded = clamp(Math.floor(final / 2), 1, 32767);
    return { static: probability, logit, mixed: mixedProbability, refined, coded };
  };

  const openSymbol = (): void => {
    hashes.splice(0, hashes.length, ...contexts.map(hashOf));
    if (lists !== undefined) walks = contexts.map((context, j) => openWalk(context, hashes[j]!));
    expectedLeaf = source === 0 ? undefined : leafOf.get(past[source]!)!;
    memberNodes = 0;
    bits = [];
  };

  const closeSymbol = (symbol: number): void => {
    if (source !== 0) {
      if (past[source]! === symbol) {
        source++;
        matched++;
      } else source = 0;
    }
    past.push(symbol);
    keys = { ...keys, place: Math.min(15, keys.place + 1) };
    for (const byte of alphabet.bytes.subarray(alphabet.offsets[symbol]!, alphabet.offsets[symbol + 1]!)) {
      keys = extendKeys(keys, lastByte(1), byte);
      content.push(byte);
      words = extendWords(words, byte);
    }
    rate -= Math.floor((rate - 65536 * profile.finalLearningRate) / 4096);
    const { length } = past;
    const { matchLength } = profile;
    if (length < matchLength) return;
    const hash = mixed(0, ...Array.from({ length: matchLength }, (_, back) => past[length - 1 - back]!));
    const entry = hash % 2 ** sizes.positionBits;
    const candidate = positions.get(entry) ?? 0;
    positions.set(entry, length);
    const reach = 2 ** (sizes.windowBits - 1);
    if (source !== 0 && length - source < reach) return;
    source = 0;
    if (candidate === 0 || length - candidate >= reach) return;
    let agreed = 0;
    while (agreed < Math.min(32, candidate) && past[candidate - 1 - agreed]! === past[length - 1 - agreed]!)
      agreed++;
    if (agreed < matchLength) return;
    source = candidate;
    matched = agreed;
  };

  return { root, openSymbol, predict, learn: (bit) => learnFrom(bit), closeSymbol };
}

/** By group × 2^20 + key. */
function readLists({ keys, numbers, starts, sums, leaves, escapes }: ContextLists): Map<number, List> {
  const lists = new Map<number, List>();
  keys.forEach((key, slot) => {
    if (key === 0) return;
    const number = numbers[slot]!;
    const [from, to] = [starts[number]!, starts[number + 1]!];
    lists.set(key - 1, {
      leaves: Array.from(leaves.subarray(from, to)),
      counts: Array.from(sums.subarray(from, to), (sum, i) => sum - (i === 0 ? 0 : sums[from + i - 1]!)),
      escape: escapes[number]!,
    });
  });
  return lists;
}

function followWalk(walk: Walk, split: number, probability: number, bit: number): void {
  if (walk.run.length === 0) return;
  const e1 = Math.floor((walk.escape * probability) / 65536);
  walk.run = walk.run.filter(([leaf]) => Number(leaf >= split) === bit);
  walk.escape = bit === 1 ? e1 : walk.escape - e1;
}

function walkBucket(total: number, lesser: number): number {
  if (lesser === 0) return [24, 64, 192, 800].filter((bound) => total >= bound).length + 1;
  if (20 * lesser < total) return 6;
  return [128, 800].filter((bound) => total >= bound).length + 7;
}

function counterBucket(count: number): number {
  return [1, 2, 3, 4, 6, 10, 20, 50, 120].filter((from) => count >= from).length;
}

function newCounters(): Counter[] {
  return Array.from({ length: 8 }, () => ({ count: 0, pattern: 0, probability: 0 }));
}

function fromBits(...bits: readonly number[]): number {
  return bits.reduce((number, bit) => 2 * number + bit, 0);
}

function updateCounter(counter: Counter, bit: number, first: number): void {
  const rate = Math.floor(327680 / (10 * Math.min(counter.count, 127) + 16));
  const before = counter.count === 0 ? first : counter.probability;
  const way = bit === 1 ? 65535 - before : before;
  counter.probability = before + (2 * bit - 1) * Math.floor((way * rate + 2 ** 14) / 2 ** 15);
  counter.count = Math.min(counter.count + 1, 255);
  const pattern = counter.pattern === 0 ? 2 + bit : 2 * counter.pattern + bit;
  counter.pattern = pattern >= 256 ? (pattern % 128) + 128 : pattern;
}

function firstOfPattern(pattern: number): number {
  const decisions = pattern.toString(2).slice(1);
  const ones = decisions.replaceAll("0", "").length;
  return Math.floor((65535 * (10 * ones + 4)) / (10 * decisions.length + 8));
}

function extendWords([current, before]: readonly number[], byte: number): number[] {
  const isLetter = byte >= 0x80 || /[A-Za-z]/.test(String.fromCharCode(byte));
  if (isLetter) return [mixed(current!, byte | 0x20), before!];
  if ((byte === 0x20 || byte === 0x0a) && current !== 0) return [0, current!];
  return [current!, before!];
}

/** What is known of quotation marks and keys. */
interface Keys {
  readonly span: number;
  readonly quoted: number;
  readonly key: number;
  readonly place: number;
}

function extendKeys(keys: Keys, before: number, byte: number): Keys {
  switch (String.fromCharCode(byte)) {
    case '"':
      return { ...keys, quoted: keys.span, span: 0 };
    case "\\":
      return keys;
    case ":":
      if (String.fromCharCode(before) === '"') return { ...keys, key: keys.quoted, place: 0 };
  }
  return { ...keys, span: mixed(keys.span, byte) };
}

function sizesFor(
  contentLength: number,
  contextCount: number,
  { maxGroupBits, maxWindowBits }: { readonly maxGroupBits: number; readonly maxWindowBits: number },
): { groupBits: number; windowBits: number; positionBits: number } {
  const bits = (x: number): number => Math.ceil(Math.log2(x));
  return {
    groupBits: clamp(bits(contentLength * contextCount), 8, maxGroupBits),
    windowBits: Math.min(bits(contentLength) + 1, maxWindowBits),
    positionBits: clamp(bits(contentLength) - 2, 8, 20),
  };
}

/** The signed number of 32 bits that a product is modulo 2^32. */
function signed(product: number): number {
  return Math.abs(product) < 2 ** 31 ? product : Number(BigInt.asIntN(32, BigInt(product)));
}
