/** The weights of an alphabet as models of an entropy coder, SPEC-PRIOR section 6: what names the successors of lists. */
import { buildRansModel, type RansModel } from "brio-rans";
import type { Alphabet } from "../alphabet.ts";
import { mix } from "../contexts.ts";

/** Finer scales make the file no smaller (0.03 %), and the tables of 500 models take longer to fill. */
const SCALE_BITS = 12;

/** Symbols of the entropy coder are bytes. */
const MAX_MEMBERS = 256;

export interface Members {
  /** By class: where its symbols begin in `symbols`; one more than there are classes. */
  readonly starts: Uint32Array;
  /** Symbols in the order of their classes, ascending within a class. */
  readonly symbols: Uint16Array;
  /** By symbol: its place among those of its class. */
  readonly ranks: Uint8Array;
}

/** @throws {RangeError} a class has more than 256 symbols */
export function membersOf({ classes, classWeights }: Alphabet): Members {
  const starts = new Uint32Array(classWeights.length + 1);
  for (const index of classes) starts[index + 1]++;
  for (let index = 0; index < classWeights.length; index++) {
    if (starts[index + 1] > MAX_MEMBERS) {
      throw new RangeError(
        `alphabet.classes must have at most 256 symbols a class, got ${starts[index + 1]} of class ${index}`,
      );
    }
    starts[index + 1] += starts[index];
  }
  const next = starts.slice();
  const symbols = new Uint16Array(classes.length);
  const ranks = new Uint8Array(classes.length);
  classes.forEach((index, symbol) => {
    ranks[symbol] = next[index] - starts[index];
    symbols[next[index]++] = symbol;
  });
  return { starts, symbols, ranks };
}

/** What follows a class. @param before - the number of classes stands for the start */
export function classModel({ classWeights, transitions }: Alphabet, before: number): RansModel {
  const classCount = classWeights.length;
  const row = transitions?.slice(before * classCount, (before + 1) * classCount) ?? classWeights;
  return buildRansModel(row, { scaleBits: SCALE_BITS, precision: 3 });
}

/** The symbols of a class by their ranks. */
export function memberModel({ weights }: Alphabet, { starts, symbols }: Members, index: number): RansModel {
  const counts = Uint32Array.from(
    symbols.subarray(starts[index], starts[index + 1]),
    (symbol) => weights[symbol],
  );
  return buildRansModel(counts, { scaleBits: SCALE_BITS, precision: 3 });
}

/** Tells alphabets apart: a hash of all numbers of one. */
export function alphabetHash({
  bytes,
  offsets,
  classes,
  weights,
  classWeights,
  transitions,
}: Alphabet): number {
  let hash = transitions === undefined ? 0 : 1;
  for (const numbers of [offsets, bytes, classes, weights, classWeights, transitions ?? []]) {
    for (let i = 0; i < numbers.length; i++) hash = mix(hash, numbers[i]);
  }
  return hash >>> 0;
}
