import {
  CLASS_COUNT,
  type PhraseModel,
  START_CONTEXT,
  SYMBOL_CLASS_COUNT,
  SYMBOL_CONTEXT_COUNT,
} from "../model.ts";

/**
 * The same model with classes and contexts numbered by how many symbols they have, most first: coders of the numbers
 * find the frequent ones small, and the same grouping has the same numbers however it was found.
 */
export function renumber(model: PhraseModel): PhraseModel {
  const classRank = ranks(model.classes, SYMBOL_CLASS_COUNT);
  const contextRank = ranks(model.contexts, SYMBOL_CONTEXT_COUNT);
  const transitions = new Uint8Array(model.transitions.length);
  const marginals = model.marginals.slice();
  const escapes = model.escapes.slice();
  for (let context = 0; context <= START_CONTEXT; context++) {
    const newContext = contextRank[context]!;
    escapes[newContext] = model.escapes[context]!;
    for (let symbolClass = 0; symbolClass < CLASS_COUNT; symbolClass++) {
      transitions[newContext * CLASS_COUNT + classRank[symbolClass]!] =
        model.transitions[context * CLASS_COUNT + symbolClass]!;
    }
  }
  for (let symbolClass = 0; symbolClass < CLASS_COUNT; symbolClass++) {
    marginals[classRank[symbolClass]!] = model.marginals[symbolClass]!;
  }
  return {
    ...model,
    classes: model.classes.map((symbolClass) => classRank[symbolClass]!),
    contexts: model.contexts.map((context) => contextRank[context]!),
    transitions,
    marginals,
    escapes,
  };
}

/** By number: its rank by how often it occurs in `numbers`; from `count` on every number keeps its place. */
function ranks(numbers: Uint8Array, count: number): Uint8Array {
  const sizes = new Uint32Array(count);
  for (const number of numbers) sizes[number] = sizes[number]! + 1;
  const order = Array.from(sizes.keys()).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const rank = Uint8Array.from({ length: 256 }, (_, number) => number);
  order.forEach((number, place) => {
    rank[number] = place;
  });
  return rank;
}
