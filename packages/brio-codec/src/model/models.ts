import { chatDictionary, type Dictionary } from "brio-dictionary";
import { byteModel, type Model, type Prior, primedModel, readPrior, untrainedModel } from "brio-model";
import { chatPriorBytes } from "brio-model/chat-prior";
import { dictionaryAlphabet } from "./alphabet.ts";

/** A prior is that of one dictionary, so either says which model it is. */
const models: WeakMap<Dictionary | Prior, Model> = /* @__PURE__ */ new WeakMap();
let bytes: Model | undefined;

/** The model of bytes. Made on the first call, and kept. */
export function bytesModel(): Model {
  bytes ??= byteModel();
  return bytes;
}

/**
 * The model of a dictionary's symbols. Made on the first call, and kept.
 *
 * @param prior - one of this dictionary; undefined: the built-in one if the dictionary is the built-in one, and none for any other
 * @throws {TypeError} the dictionary has no phrase model
 */
export function phraseModel(dictionary: Dictionary, prior: Prior | undefined): Model {
  const key = prior ?? dictionary;
  let model = models.get(key);
  if (model === undefined) {
    model = buildModel(dictionary, prior);
    models.set(key, model);
  }
  return model;
}

function buildModel(dictionary: Dictionary, prior: Prior | undefined): Model {
  const alphabet = dictionaryAlphabet(dictionary);
  if (prior !== undefined) return primedModel(alphabet, prior);
  // A copy of the built-in dictionary is as good.
  return dictionary.id === chatDictionary(2).id
    ? primedModel(alphabet, readPrior(chatPriorBytes(), alphabet))
    : untrainedModel(alphabet);
}
