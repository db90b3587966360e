import { chatDictionary, type Dictionary } from "brio-dictionary";
import { byteModel, type Model, primedModel, readPrior, untrainedModel } from "brio-model";
import { chatPriorBytes } from "brio-model/chat-prior";
import { alphabetOf } from "./alphabet.ts";

const models: WeakMap<Dictionary, Model> = /* @__PURE__ */ new WeakMap();
let bytes: Model | undefined;

/**
 * The model of a dictionary, or of bytes if there is none. Made on the first call, and kept.
 *
 * @throws {TypeError} the dictionary has no phrase model
 */
export function modelOf(dictionary: Dictionary | null): Model {
  if (dictionary === null) {
    bytes ??= byteModel();
    return bytes;
  }
  let model = models.get(dictionary);
  if (model === undefined) {
    if (dictionary.model === undefined) throw new TypeError("dictionary: expected one with a model");
    const alphabet = alphabetOf(dictionary, dictionary.model);
    // The built-in prior is that of the built-in dictionary. A copy of it is as good.
    model =
      dictionary.id === chatDictionary(2).id
        ? primedModel(alphabet, readPrior(chatPriorBytes(), alphabet))
        : untrainedModel(alphabet);
    models.set(dictionary, model);
  }
  return model;
}
