import * as fc from "fast-check";
import { CATEGORIES, type Dictionary, type DictionaryEntry, type PhraseModel } from "../src/index.ts";
import { dictionaries } from "./support.ts";

/** Numbers without a pattern that matters: the same for the same seed. */
function numbers(seed: number, length: number, pick: (random: number) => number): Uint8Array {
  let state = seed;
  return new Uint8Array(length).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return pick(state >>> 8);
  });
}

const exponent = (random: number): number => 6 + (random % 35);

/** A model that fits so many entries, all of its numbers from a seed. */
export function modelFrom(seed: number, entryCount: number): PhraseModel {
  const symbolCount = 256 + entryCount;
  const distances = new Uint8Array(24 * 48);
  for (let bucket = 0; bucket < 24; bucket++) {
    distances.set(numbers(seed + 1, 2 * bucket + 1, exponent), bucket * 48);
  }
  return {
    classes: numbers(seed, symbolCount, (random) => random % 229),
    weights: numbers(seed + 3, symbolCount, exponent),
    transitions: numbers(seed + 4, 256 * 255, (random) => ((random >> 6) % 8 < 5 ? 0 : exponent(random))),
    marginals: numbers(seed + 5, 255, exponent),
    escapes: numbers(seed + 6, 256, exponent),
    distances,
  };
}

/** Entries with a model of which every number is the same, as far as the format lets it. */
export function flatModel(entryCount: number): PhraseModel {
  const symbolCount = 256 + entryCount;
  const distances = new Uint8Array(24 * 48);
  for (let bucket = 0; bucket < 24; bucket++) distances.fill(24, bucket * 48, bucket * 48 + 2 * bucket + 1);
  return {
    classes: new Uint8Array(symbolCount).map((_, symbol) => symbol % 2),
    weights: new Uint8Array(symbolCount).fill(24),
    transitions: new Uint8Array(256 * 255),
    marginals: new Uint8Array(255).fill(24),
    escapes: new Uint8Array(256).fill(40),
    distances,
  };
}

/** Dictionaries with a model; their ids are not those of their content. */
export const modelled: fc.Arbitrary<Dictionary> = fc
  .tuple(dictionaries, fc.nat())
  .map(([{ id, entries }, seed]) => ({ id, entries, model: modelFrom(seed, entries.length) }));

/** SPEC.md, sections 5 and 6, as it is written there. */
export function writeBySpec(entries: readonly DictionaryEntry[], model: PhraseModel): Buffer {
  const leb128 = (n: number): number[] => (n < 0x80 ? [n] : [(n & 0x7f) | 0x80, ...leb128(n >> 7)]);
  const out = [0xb1, 0xd1, 2, ...leb128(entries.length)];
  entries.forEach((entry, id) => {
    if (entries[id - 1]?.category !== entry.category) {
      const rest = entries.slice(id);
      const other = rest.findIndex(({ category }) => category !== entry.category);
      out.push(CATEGORIES.indexOf(entry.category), ...leb128(other < 0 ? rest.length : other));
    }
    const bytes = [...Buffer.from(entry.phrase)];
    const previous = [...Buffer.from(entries[id - 1]?.phrase ?? "")];
    let shared = 0;
    while (shared < bytes.length && bytes[shared] === previous[shared]) shared++;
    out.push(shared, bytes.length - shared, ...bytes.slice(shared));
  });
  out.push(...model.classes, ...model.weights);
  for (let context = 0; context < 256; context++) {
    let zeros = 0;
    const flush = (): void => {
      if (zeros > 0) out.push(0, zeros - 1);
      zeros = 0;
    };
    for (const value of model.transitions.subarray(255 * context, 255 * (context + 1))) {
      if (value === 0) zeros++;
      else {
        flush();
        out.push(value);
      }
    }
    flush();
  }
  out.push(...model.marginals, ...model.escapes);
  for (let bucket = 0; bucket < 24; bucket++) {
    out.push(...model.distances.subarray(48 * bucket, 48 * bucket + 2 * bucket + 1));
  }
  return Buffer.from(out);
}
