import * as fc from "fast-check";
import {
  type Candidates,
  createBinaryTreeFinder,
  createHashChainFinder,
  type FinderOptions,
  type MatchFinder,
  type Prices,
  parseGreedy,
  parseLazy,
  parseOptimal,
  type Sequences,
} from "../src/index.ts";

export const PARSERS = [
  ["greedy", parseGreedy],
  ["lazy", parseLazy],
  ["optimal", parseOptimal],
] as const;

export const FINDERS = [
  ["hash chain", createHashChainFinder],
  ["binary tree", createBinaryTreeFinder],
] as const;

/** Options under which a finder misses nothing and stops for nothing in inputs of up to 4096 bytes. */
export const EXHAUSTIVE: FinderOptions = { depth: 4096, niceLength: 256 };

/** Floor of 32 times the binary logarithm, without `Math.log2`. */
export function logPrice(value: number): number {
  const whole = 31 - Math.clz32(value);
  return 32 * whole + Math.floor((32 * (value - 2 ** whole)) / 2 ** whole);
}

/** Prices of a plausible coder: literals near 4.5 bits, a copy some 6 bits and the logarithm of its distance. */
export function plausiblePrices(maxLength = 258): Prices {
  return {
    literals: Uint16Array.from({ length: 256 }, (_, byte) => (byte >= 97 && byte <= 122 ? 136 : 200)),
    lengths: Uint16Array.from(
      { length: maxLength + 1 },
      (_, length) => 64 + logPrice(Math.max(length - 3, 1)),
    ),
    distance: (distance) => 96 + logPrice(distance),
    sequence: 64,
  };
}

/** Any prices a caller may give, but that a greater distance never costs less. */
export const anyPrices: fc.Arbitrary<Prices> = fc
  .record({
    literals: fc.uint16Array({ minLength: 256, maxLength: 256, max: 400 }),
    lengths: fc.uint16Array({ minLength: 5, maxLength: 80, max: 900 }),
    perDistance: fc.integer({ min: 0, max: 40 }),
    sequence: fc.integer({ min: 0, max: 300 }),
  })
  .map(({ literals, lengths, perDistance, sequence }) => ({
    literals,
    lengths,
    distance: (distance: number) => perDistance * distance,
    sequence,
  }));

/** Inputs with something to find: few letters, chunks that come back, and bytes without pattern. */
export const anyInput: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 300, max: 2 }),
  fc.uint8Array({ maxLength: 300 }),
  fc
    .tuple(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(5), { maxLength: 40 }),
    )
    .map(([chunks, order]) => Uint8Array.from(order.flatMap((index) => [...chunks[index % chunks.length]!]))),
);

export interface Copy {
  readonly position: number;
  readonly length: number;
  readonly distance: number;
}

/** The copies of a parse with their positions in the input. */
export function copiesOf(sequences: Sequences, start = 0): Copy[] {
  const copies: Copy[] = [];
  let position = start;
  for (let index = 0; index < sequences.count; index++) {
    position += sequences.literalLengths[index]!;
    const length = sequences.matchLengths[index]!;
    copies.push({ position, length, distance: sequences.distances[index]! });
    position += length;
  }
  return copies;
}

export function literalsPrice(bytes: Uint8Array, prices: Prices): number {
  return bytes.reduce((sum, byte) => sum + prices.literals[byte]!, 0);
}

export function copyPrice({ length, distance }: Copy, prices: Prices, windowLength: number): number {
  const ordinary = distance <= windowLength ? prices.lengths[length]! : 0;
  return prices.sequence + prices.distance(distance) + ordinary;
}

/** What the caller's coder would charge for a parse of the whole input. */
export function totalPrice(
  input: Uint8Array,
  sequences: Sequences,
  prices: Prices,
  windowLength = 32768,
): number {
  let price = literalsPrice(input, prices);
  for (const copy of copiesOf(sequences)) {
    price += copyPrice(copy, prices, windowLength);
    price -= literalsPrice(input.subarray(copy.position, copy.position + copy.length), prices);
  }
  return price;
}

/** Candidates at every position, as pairs of length and distance. */
export function allCandidates(input: Uint8Array, finder: MatchFinder, start = 0): [number, number][][] {
  const candidates: Candidates = { lengths: new Uint32Array(512), distances: new Uint32Array(512) };
  finder.reset(input, start);
  const lists: [number, number][][] = [];
  for (let position = start; position < input.length; position++) {
    const count = finder.find(position, candidates);
    lists.push(
      Array.from({ length: count }, (_, index) => [candidates.lengths[index]!, candidates.distances[index]!]),
    );
  }
  return lists;
}
