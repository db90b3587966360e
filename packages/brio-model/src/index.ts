export type { Alphabet } from "./alphabet.ts";
export { type DecodedSymbols, decodeSymbols, encodeSymbols, type ModelStreamOptions } from "./coder.ts";
export { isModelError, ModelError, type ModelErrorCode } from "./errors.ts";
export { byteModel, type Model, primedModel, untrainedModel } from "./model.ts";
export type { Prior } from "./prior.ts";
export { readPrior } from "./read-prior.ts";
export type { PriorSample } from "./train/samples.ts";
export { type PriorReport, type TrainedPrior, type TrainPriorOptions, trainPrior } from "./train/train.ts";
export { writePrior } from "./write-prior.ts";
