import {
  CLASS_COUNT,
  type Dictionary,
  type PhraseModel,
  START_CONTEXT,
  SYMBOL_CLASS_COUNT,
  transitionExponent,
} from "brio-dictionary";
import type { Alphabet } from "brio-model";
import { EXPONENT_WEIGHTS } from "../v2/exponent-weights.ts";
import { symbolBytes } from "../v2/symbol-bytes.ts";

const alphabets: WeakMap<Dictionary, Alphabet> = /* @__PURE__ */ new WeakMap();

/** {@link alphabetOf} a dictionary that should have a phrase model: made once. @throws {TypeError} it has none */
export function dictionaryAlphabet(dictionary: Dictionary): Alphabet {
  let alphabet = alphabets.get(dictionary);
  if (alphabet === undefined) {
    if (dictionary.model === undefined) throw new TypeError("dictionary: expected one with a model");
    alphabet = alphabetOf(dictionary, dictionary.model);
    alphabets.set(dictionary, alphabet);
  }
  return alphabet;
}

/**
 * The symbols of a dictionary as the model coder has them, with what the phrase model says about them: SPEC section 12. Classes without
 * symbols are left out, and the others numbered anew in their order.
 */
export function alphabetOf(dictionary: Dictionary, model: PhraseModel): Alphabet {
  const { bytes, offsets } = symbolBytes(dictionary);
  const byteCount = offsets[offsets.length - 1];
  const isUsed = new Uint8Array(CLASS_COUNT);
  for (const symbolClass of model.classes) isUsed[symbolClass] = 1;
  const used = Uint8Array.from(isUsed.keys()).filter((symbolClass) => isUsed[symbolClass] === 1);
  const numbers = new Uint8Array(SYMBOL_CLASS_COUNT);
  used.forEach((symbolClass, number) => {
    numbers[symbolClass] = number;
  });
  // Fifty thousand of them, in a loop that the engine sees for the first time: arrays of arrays would take ten times as long.
  const contexts = Uint8Array.of(...used, START_CONTEXT);
  const transitions = new Uint32Array(contexts.length * used.length);
  let at = 0;
  for (const context of contexts) {
    for (const symbolClass of used) {
      transitions[at++] = EXPONENT_WEIGHTS[transitionExponent(model, context, symbolClass)];
    }
  }
  return {
    bytes: bytes.subarray(0, byteCount),
    offsets,
    classes: model.classes.map((symbolClass) => numbers[symbolClass]),
    weights: Uint32Array.from(model.weights, (exponent) => EXPONENT_WEIGHTS[exponent]),
    classWeights: Uint32Array.from(used, (symbolClass) => EXPONENT_WEIGHTS[model.marginals[symbolClass]]),
    transitions,
  };
}
