/**
 * What the weights of an alphabet say by themselves: where the chain of predictions begins that training counts with. Floating point,
 * as nothing but training looks at it.
 */
import type { Alphabet } from "../alphabet.ts";

export interface StaticProbabilities {
  /** By class before × number of classes + class; the last row is that of a start. */
  readonly transitions: Float64Array;
  /** By symbol: its share of its class. */
  readonly members: Float64Array;
}

export function staticProbabilities(alphabet: Alphabet): StaticProbabilities {
  const { classes, weights, classWeights, transitions } = alphabet;
  const classCount = classWeights.length;
  const rows = new Float64Array((classCount + 1) * classCount);
  for (let row = 0; row < rows.length; row += classCount) {
    rows.set(shares(transitions?.subarray(row, row + classCount) ?? classWeights), row);
  }
  const totals = new Float64Array(classCount);
  classes.forEach((index, symbol) => {
    totals[index] += weights[symbol];
  });
  return {
    transitions: rows,
    members: Float64Array.from(weights, (weight, symbol) => weight / totals[classes[symbol]]),
  };
}

function shares(weights: Uint32Array): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Float64Array.from(weights, (weight) => weight / total);
}
