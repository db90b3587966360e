import { CLASS_COUNT, CONTEXT_COUNT, type PhraseModel, SYMBOL_CLASS_COUNT } from "../model.ts";

/**
 * The same model with the classes of symbols numbered by how many symbols they have, most first: coders of the numbers
 * find the frequent ones small, and the same grouping has the same numbers however it was found.
 */
export function renumber(model: PhraseModel): PhraseModel {
  const rank = ranksOf(model.classes);
  const transitions = new Uint8Array(model.transitions.length);
  const marginals = model.marginals.slice();
  const escapes = model.escapes.slice();
  for (let context = 0; context < CONTEXT_COUNT; context++) {
    const from = context * CLASS_COUNT;
    const to = rank[context]! * CLASS_COUNT;
    escapes[rank[context]!] = model.escapes[context]!;
    for (let symbolClass = 0; symbolClass < CLASS_COUNT; symbolClass++) {
      transitions[to + rank[symbolClass]!] = model.transitions[from + symbolClass]!;
    }
  }
  for (let symbolClass = 0; symbolClass < CLASS_COUNT; symbolClass++) {
    marginals[rank[symbolClass]!] = model.marginals[symbolClass]!;
  }
  return {
    ...model,
    classes: model.classes.map((symbolClass) => rank[symbolClass]!),
    transitions,
    marginals,
    escapes,
  };
}

/** By context: the rank of a class of symbols by how many there are in `classes`; other contexts keep their place. */
function ranksOf(classes: Uint8Array): Uint8Array {
  const sizes = new Uint32Array(SYMBOL_CLASS_COUNT);
  for (const symbolClass of classes) sizes[symbolClass] = sizes[symbolClass]! + 1;
  const order = Array.from(sizes.keys()).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const rank = Uint8Array.from({ length: CONTEXT_COUNT }, (_, context) => context);
  order.forEach((symbolClass, place) => {
    rank[symbolClass] = place;
  });
  return rank;
}
