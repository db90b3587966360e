/**
 * Mixing of predictions in the logistic domain, SPEC section 9 (Mahoney, "Adaptive weighing of context models for lossless data
 * compression", 2005): the mixed logit is the sum of all inputs, each times a weight; after the decision every weight moves along its
 * input times the error.
 *
 * READ ME FIRST
 *
 * 1. The weight of an input is the sum of four parts. One follows from how much the input can be trusted, by its bucket, and was
 *    found by training. Three learn: of the node, of the class nearby, and of the match. All have 16 fractional bits.
 * 2. Sets have a multiple of four inputs, so that vectors of four need no remainder.
 * 3. An error below one in 6000 moves nothing: the step is 0.
 */
import { LOGIT_LIMIT } from "../fixed-point.ts";
import { BUCKETS, type Parameters } from "../profile.ts";

/** Parameters have 12 fractional bits, weights 16. */
const PARAMETER_SHIFT = 4;
/** A part that learns is within ±4. */
const WEIGHT_LIMIT: number = 1 << 18;

export interface Mixer {
  readonly inputCount: number;
  readonly inputs: Int32Array;
  readonly buckets: Uint8Array;
  readonly confidences: Int32Array;
  readonly nodeWeights: Int32Array;
  readonly neighbourWeights: Int32Array;
  readonly matchWeights: Int32Array;
  /** Where the sets in use begin. */
  confidenceSet: number;
  nodeSet: number;
  neighbourSet: number;
  matchSet: number;
}

export function createMixer(inputCount: number, parameters: Parameters): Mixer {
  return {
    inputCount,
    inputs: new Int32Array(inputCount),
    buckets: new Uint8Array(inputCount),
    confidences: widened(parameters.confidences),
    nodeWeights: widened(parameters.nodeWeights),
    neighbourWeights: widened(parameters.neighbourWeights),
    matchWeights: widened(parameters.matchWeights),
    confidenceSet: 0,
    nodeSet: 0,
    neighbourSet: 0,
    matchSet: 0,
  };
}

function widened(parameters: Int16Array): Int32Array {
  return Int32Array.from(parameters, (parameter) => parameter << PARAMETER_SHIFT);
}

/** The mixed logit. */
export function mixInputs(mixer: Mixer): number {
  const { inputCount, inputs, buckets, confidences, nodeWeights, neighbourWeights, matchWeights } = mixer;
  const { confidenceSet, nodeSet, neighbourSet, matchSet } = mixer;
  let sum = 0;
  for (let i = 0; i < inputCount; i++) {
    const weight =
      confidences[confidenceSet + i * BUCKETS + buckets[i]] +
      nodeWeights[nodeSet + i] +
      neighbourWeights[neighbourSet + i] +
      matchWeights[matchSet + i];
    sum += Math.imul(inputs[i], weight) >> 8;
  }
  return Math.max(-LOGIT_LIMIT, Math.min(LOGIT_LIMIT, sum >> 8));
}

/** @param error - of the prediction, of 2^16: positive if the bit was 1 */
export function updateMixer(mixer: Mixer, error: number, learningRate: number): void {
  const step = stepOf(error, learningRate);
  if (step === 0) return;
  const { inputCount, inputs } = mixer;
  moveWeights(mixer.nodeWeights, mixer.nodeSet, inputs, inputCount, step);
  moveWeights(mixer.neighbourWeights, mixer.neighbourSet, inputs, inputCount, step);
  moveWeights(mixer.matchWeights, mixer.matchSet, inputs, inputCount, step);
}

/** What training does as well: the confidences learn too. */
export function trainConfidences(mixer: Mixer, error: number, learningRate: number): void {
  const step = stepOf(error, learningRate);
  for (let i = 0; i < mixer.inputCount; i++) {
    const at = mixer.confidenceSet + i * BUCKETS + mixer.buckets[i];
    mixer.confidences[at] = moved(mixer.confidences[at], mixer.inputs[i], step);
  }
}

function stepOf(error: number, learningRate: number): number {
  return Math.imul(error, learningRate) >> 10;
}

function moveWeights(
  weights: Int32Array,
  set: number,
  inputs: Int32Array,
  count: number,
  step: number,
): void {
  for (let i = 0; i < count; i++) weights[set + i] = moved(weights[set + i], inputs[i], step);
}

function moved(weight: number, input: number, step: number): number {
  const next = weight + ((Math.imul(input, step) + 2048) >> 12);
  return Math.max(-WEIGHT_LIMIT, Math.min(WEIGHT_LIMIT - 1, next));
}
