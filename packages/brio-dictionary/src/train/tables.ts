import {
  CERTAIN,
  CLASS_COUNT,
  CONTEXT_COUNT,
  DISTANCE_SLOTS,
  LEAST_EXPONENT,
  type PhraseModel,
  POSITION_BUCKETS,
  transitionExponent,
} from "../model.ts";
import { log2 } from "./log2.ts";

// From what was counted in a parse to the exponents of a model, and from these to prices.

/** How often everything occurred in a parse. */
export interface TokenCounts {
  /** By context × 255 + class. */
  readonly transitions: Float64Array;
  /** By symbol. */
  readonly symbols: Float64Array;
  /** By position bucket × 48 + distance slot. */
  readonly distances: Float64Array;
}

export function noCounts(symbolCount: number): TokenCounts {
  return {
    transitions: new Float64Array(CONTEXT_COUNT * CLASS_COUNT),
    symbols: new Float64Array(symbolCount),
    distances: new Float64Array(POSITION_BUCKETS * DISTANCE_SLOTS),
  };
}

/** A class is mixed into every context with its marginal probability, as if that had been seen so many times. */
const CONTEXT_PRIOR = 12;
/**
 * A transition seen less often gets no exponent of its own: it would take room in the dictionary and say little. With 4 in
 * place of 10 texts take 0.1 to 0.4 % less and the transitions a quarter more, where phrases gain more.
 */
const LEAST_TRANSITION_COUNT = 10;
/** Added to the count of every class, of every symbol in its class, and of every distance slot. */
const CLASS_PRIOR = 3;
const SYMBOL_PRIOR = 0.3;
const DISTANCE_PRIOR = 0.5;

/** The model of such counts; the class of each symbol is given. */
export function modelOf(counts: TokenCounts, classes: Uint8Array): PhraseModel {
  const { transitions: cells } = counts;
  const marginal = marginalsOf(cells);
  const transitions = new Uint8Array(CONTEXT_COUNT * CLASS_COUNT);
  const escapes = new Uint8Array(CONTEXT_COUNT);
  for (let context = 0; context < CONTEXT_COUNT; context++) {
    const row = cells.subarray(context * CLASS_COUNT, (context + 1) * CLASS_COUNT);
    const total = row.reduce((sum, count) => sum + count, CONTEXT_PRIOR);
    let unseen = 0;
    let unseenMarginal = 0;
    row.forEach((count, symbolClass) => {
      const probability = (count + CONTEXT_PRIOR * marginal[symbolClass]!) / total;
      if (count >= LEAST_TRANSITION_COUNT) {
        transitions[context * CLASS_COUNT + symbolClass] = exponentOf(probability);
      } else {
        unseen += probability;
        unseenMarginal += marginal[symbolClass]!;
      }
    });
    escapes[context] = unseenMarginal === 0 ? LEAST_EXPONENT : exponentOf(unseen / unseenMarginal);
  }
  return {
    classes,
    weights: weightsOf(counts.symbols, classes),
    transitions,
    marginals: Uint8Array.from(marginal, exponentOf),
    escapes,
    distances: distancesOf(counts.distances),
  };
}

/** The exponent nearest to a probability: half bits, 40 for 1. */
function exponentOf(probability: number): number {
  const exponent = Math.floor(2 * log2(probability) + CERTAIN + 0.5);
  return Math.min(CERTAIN, Math.max(LEAST_EXPONENT, exponent));
}

function marginalsOf(cells: Float64Array): Float64Array {
  const sums = new Float64Array(CLASS_COUNT).fill(CLASS_PRIOR);
  cells.forEach((count, cell) => {
    sums[cell % CLASS_COUNT] = sums[cell % CLASS_COUNT]! + count;
  });
  const total = sums.reduce((sum, count) => sum + count, 0);
  return sums.map((sum) => sum / total);
}

function weightsOf(counts: Float64Array, classes: Uint8Array): Uint8Array {
  const sums = new Float64Array(CLASS_COUNT);
  counts.forEach((count, symbol) => {
    sums[classes[symbol]!] = sums[classes[symbol]!]! + count + SYMBOL_PRIOR;
  });
  return Uint8Array.from(counts, (count, symbol) =>
    exponentOf((count + SYMBOL_PRIOR) / sums[classes[symbol]!]!),
  );
}

function distancesOf(counts: Float64Array): Uint8Array {
  const distances = new Uint8Array(POSITION_BUCKETS * DISTANCE_SLOTS);
  for (let bucket = 0; bucket < POSITION_BUCKETS; bucket++) {
    const start = bucket * DISTANCE_SLOTS;
    const slots = counts.subarray(start, start + 2 * bucket + 1);
    const total = slots.reduce((sum, count) => sum + count + DISTANCE_PRIOR, 0);
    slots.forEach((count, slot) => {
      distances[start + slot] = exponentOf((count + DISTANCE_PRIOR) / total);
    });
  }
  return distances;
}

/** What a coder with such a model charges, in bits: every row of probabilities made to sum to 1. */
export interface ModelPrices {
  /** By context × 255 + class. */
  readonly transitions: Float32Array;
  /** By symbol, within its class. */
  readonly symbols: Float32Array;
  /** By symbol: what it costs where nothing is known of what came before. */
  readonly alone: Float64Array;
  /** By position bucket × 48 + distance slot, without extra bits. */
  readonly distances: Float32Array;
}

export function pricesOfModel(model: PhraseModel): ModelPrices {
  const { classes, weights, marginals } = model;
  const probabilities = Float64Array.from({ length: CERTAIN + 1 }, (_, exponent) => probabilityOf(exponent));

  const transitions = new Float32Array(CONTEXT_COUNT * CLASS_COUNT);
  const row = new Float64Array(CLASS_COUNT);
  for (let context = 0; context < CONTEXT_COUNT; context++) {
    const start = context * CLASS_COUNT;
    for (let symbolClass = 0; symbolClass < CLASS_COUNT; symbolClass++) {
      row[symbolClass] = probabilities[transitionExponent(model, context, symbolClass)]!;
    }
    transitions.set(bitsOf(row), start);
  }

  const classSums = new Float64Array(CLASS_COUNT);
  weights.forEach((weight, symbol) => {
    classSums[classes[symbol]!] = classSums[classes[symbol]!]! + probabilities[weight]!;
  });
  const symbols = Float32Array.from(weights, (weight, symbol) =>
    log2(classSums[classes[symbol]!]! / probabilities[weight]!),
  );
  const classBits = bitsOf(Float64Array.from(marginals, (exponent) => probabilities[exponent]!));
  const alone = Float64Array.from(symbols, (bits, symbol) => bits + classBits[classes[symbol]!]!);

  const distances = new Float32Array(POSITION_BUCKETS * DISTANCE_SLOTS);
  for (let bucket = 0; bucket < POSITION_BUCKETS; bucket++) {
    const start = bucket * DISTANCE_SLOTS;
    const slots = model.distances.subarray(start, start + 2 * bucket + 1);
    distances.set(bitsOf(Float64Array.from(slots, (exponent) => probabilities[exponent]!)), start);
  }
  return { transitions, symbols, alone, distances };
}

/** 2 ** ((exponent - 40) / 2), the square root of 2 times a power of 2 that a double has exactly. */
function probabilityOf(exponent: number): number {
  const halfBits = CERTAIN - exponent;
  let probability = halfBits % 2 === 0 ? 1 : Math.SQRT1_2;
  for (let bits = Math.trunc(halfBits / 2); bits > 0; bits--) probability /= 2;
  return probability;
}

function bitsOf(row: Float64Array): Float64Array {
  const sum = row.reduce((total, probability) => total + probability, 0);
  return row.map((probability) => log2(sum / probability));
}
