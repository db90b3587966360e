/**
 * Training priors of the model coder: `import { trainPrior } from "brio-codec/train"`.
 *
 * An entry of its own, as no reader and no writer of frames needs it.
 *
 * @module
 */
import { type Dictionary, segmentText } from "brio-dictionary";
import { type TrainedPrior, type TrainPriorOptions, trainPrior as trainModelPrior } from "brio-model";
import { dictionaryAlphabet } from "./model/alphabet.ts";
import { requireDictionary } from "./options.ts";
import { contentOf } from "./text.ts";

/** A text to train with. */
export interface TrainingText {
  /** As it will be compressed, by itself. */
  readonly text: Uint8Array | string;
  /** Texts of a group are held out together, such as the answers to one prompt. Default: a group of its own. */
  readonly group?: string;
  /**
   * What only one source has is not learnt. Give a text and what quotes it the same source. Default: a source of its own, but that
   * equal texts are one.
   */
  readonly source?: string;
  /** How often it counts, 1 … 16. Default 1. */
  readonly weight?: number;
}

/**
 * Trains a prior on texts like those that it will be used for: `compress` and `decompress` take it as `prior`. Some megabytes of text are worth
 * the while, and more are better. The same texts in the same order always give the same prior.
 *
 * @param dictionary - the one that the prior is to be used with; it must have a model
 * @throws {TypeError} an argument has the wrong type, or the dictionary has no model
 * @throws {RangeError} an option is out of range, or a string holds half of a surrogate pair
 * @returns the prior, and the file that `readPrior` reads
 */
export function trainPrior(
  dictionary: Dictionary,
  texts: readonly (Uint8Array | string | TrainingText)[],
  options: TrainPriorOptions = {},
): TrainedPrior {
  requireDictionary(dictionary);
  const samples = texts.map((given) => {
    const { text, ...more } =
      typeof given === "string" || given instanceof Uint8Array ? { text: given } : given;
    return { symbols: segmentText(dictionary, contentOf(text)), ...more };
  });
  return trainModelPrior(dictionaryAlphabet(dictionary), dictionary.id, samples, options);
}

export type { Prior, PriorReport, TrainedPrior, TrainPriorOptions } from "brio-model";
