/**
 * Finding where the mixer of a profile starts from: the model codes samples that were not counted, one after the other, and what learns
 * goes on learning from sample to sample instead of starting afresh. What the lists promise of texts that they have seen is of no use
 * here, it would be believed too much.
 */
import { contentLengthOf } from "../alphabet.ts";
import { trainConfidences } from "../kernel-ts/mixer.ts";
import {
  closeSymbol,
  createPredictor,
  openSymbol,
  type Predictor,
  predict,
  update,
} from "../kernel-ts/predictor.ts";
import type { Model } from "../model.ts";
import { BUCKETS, inputCountOf, type Parameters, type Profile } from "../profile.ts";
import { untrainedParameters } from "../untrained.ts";

/** Learning rates of training: it begins fast, and falls to this over the first five sixths of the samples. */
const FIRST_RATE = 320;
const LAST_RATE = 40;

/** More symbols than this did not make parameters better (measured). */
const MAX_SYMBOLS = 300_000;

/** A weight of 1. */
const WEIGHT_UNIT = 4096;

/** What of a model tuning needs. */
type TunedModel = Pick<Model, "alphabet" | "tree" | "lists">;

/** Weights to begin with: lists and counters count for more the more they have seen. */
export function startParameters({ alphabet, tree }: TunedModel, profile: Profile): Parameters {
  const parameters = untrainedParameters(alphabet, tree, profile);
  const contextInputs = 2 * profile.contexts.length;
  // Behind the inputs of contexts: the static probability, the constant, the match, and zeros.
  const further = [0.5, 0, 0.3];
  const { confidences } = parameters;
  const inputCount = inputCountOf(profile);
  for (let i = 0; i < confidences.length; i++) {
    const input = Math.floor(i / BUCKETS) % inputCount;
    const weight =
      input < contextInputs ? 0.05 + 0.03 * (i % BUCKETS) : (further[input - contextInputs] ?? 0);
    confidences[i] = Math.round(weight * WEIGHT_UNIT);
  }
  return parameters;
}

/**
 * Codes samples, and learns from them.
 *
 * @param samples - the model's lists were made without them
 */
export function tune(
  model: TunedModel,
  profile: Profile,
  start: Parameters,
  samples: readonly { readonly symbols: Uint16Array }[],
  onProgress: (done: number) => void,
): { parameters: Parameters; bitsPerSymbol: number } {
  const total = Math.min(
    MAX_SYMBOLS,
    samples.reduce((sum, { symbols }) => sum + symbols.length, 0),
  );
  const untuned = { profile, parameters: start };
  const whole: Model = { ...model, profiles: [untuned, untuned] };
  let carried: Predictor | undefined;
  let bits = 0;
  let done = 0;
  for (const { symbols } of samples) {
    if (done >= total) break;
    const learningRate = Math.round(Math.max(LAST_RATE, FIRST_RATE * (1 - (1.2 * done) / total)));
    const trained = {
      profile: { ...profile, learningRate, finalLearningRate: learningRate },
      parameters: start,
    };
    const fresh = createPredictor(whole, trained, Math.max(1, contentLengthOf(model.alphabet, symbols)));
    const predictor: Predictor =
      carried === undefined
        ? fresh
        : {
            ...fresh,
            mixer: carried.mixer,
            refinement: carried.refinement,
            match: { ...fresh.match, probabilities: carried.match.probabilities },
          };
    bits += learn(predictor, symbols, learningRate);
    carried = predictor;
    done += symbols.length;
    onProgress(Math.min(1, done / total));
  }
  return {
    parameters: carried === undefined ? start : parametersOf(carried),
    bitsPerSymbol: done === 0 ? 0 : bits / done,
  };
}

function learn(predictor: Predictor, symbols: Uint16Array, learningRate: number): number {
  const { tree, alphabet } = predictor.model;
  let bits = 0;
  for (const symbol of symbols) {
    const leaf = tree.leafOfSymbol[symbol];
    openSymbol(predictor);
    for (let node = tree.root; node >= 0; ) {
      const bit = leaf < tree.splits[node] ? 0 : 1;
      const probability = predict(predictor, node, alphabet.classes[symbol]);
      bits -= Math.log2((bit === 1 ? probability : 32768 - probability) / 32768);
      trainConfidences(predictor.mixer, (bit << 16) - bit - predictor.mixed, learningRate);
      update(predictor, bit);
      node = tree.children[2 * node + bit];
    }
    closeSymbol(predictor, symbol);
  }
  return bits;
}

function parametersOf({ mixer, refinement, match }: Predictor): Parameters {
  return {
    confidences: narrowed(mixer.confidences),
    nodeWeights: narrowed(mixer.nodeWeights),
    neighbourWeights: narrowed(mixer.neighbourWeights),
    matchWeights: narrowed(mixer.matchWeights),
    matchProbabilities: match.probabilities.slice(),
    refinements: refinement.table.slice(),
  };
}

/** Weights have 16 fractional bits, parameters 12. */
function narrowed(weights: Int32Array): Int16Array {
  return Int16Array.from(weights, (weight) => Math.max(-32768, Math.min(32767, (weight + 8) >> 4)));
}
