/** @import { Dictionary } from "brio-dictionary" */
/** @import { Alphabet } from "brio-model" */

import { transitionExponent } from "brio-dictionary";

const BYTES = 256;
const START_CONTEXT = 255;

/**
 * The symbols of a dictionary as the model coder has them, with what the phrase model says about them. Classes without symbols are
 * left out, and the others numbered anew in their order.
 *
 * @param {Dictionary} dictionary
 * @returns {Alphabet}
 */
export function modelAlphabet({ entries, model }) {
  if (model === undefined) throw new RangeError("dictionary: expected one with a model");
  const encoder = new TextEncoder();
  const symbols = [
    ...Array.from({ length: BYTES }, (_, byte) => Uint8Array.of(byte)),
    ...entries.map(({ phrase }) => encoder.encode(phrase)),
  ];
  const offsets = new Uint32Array(symbols.length + 1);
  symbols.forEach(({ length }, symbol) => {
    offsets[symbol + 1] = offsets[symbol] + length;
  });
  const bytes = new Uint8Array(offsets[symbols.length]);
  symbols.forEach((text, symbol) => bytes.set(text, offsets[symbol]));

  const used = [...new Set(model.classes)].sort((a, b) => a - b);
  const rows = [...used, START_CONTEXT].flatMap((context) =>
    used.map((next) => weightOf(transitionExponent(model, context, next))),
  );
  return {
    bytes,
    offsets,
    classes: model.classes.map((symbolClass) => used.indexOf(symbolClass)),
    weights: Uint32Array.from(model.weights, weightOf),
    classWeights: Uint32Array.from(used, (symbolClass) => weightOf(model.marginals[symbolClass])),
    transitions: Uint32Array.from(rows),
  };
}

/**
 * ⌊2^(e / 2)⌋. The root of a power of two is exact or far from an integer.
 *
 * @param {number} exponent
 */
function weightOf(exponent) {
  return Math.floor(Math.sqrt(2 ** exponent));
}
