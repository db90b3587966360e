import { chatDictionary, type Dictionary } from "brio-dictionary";
import { isModelError, type Prior, readPrior as readModelPrior } from "brio-model";
import { BrioError, reasonOf } from "./errors.ts";
import { dictionaryAlphabet } from "./model/alphabet.ts";
import { requireDictionary } from "./options.ts";

/** Where a prior has the id of its dictionary: SPEC-PRIOR of brio-model, section 2. */
const DICTIONARY_ID_OFFSET = 3;

/**
 * Reads the file of a prior, as `brio train --model` and `trainPrior` of `brio-codec/train` write it.
 *
 * Keep what it returns: the first use of a prior prepares it, and
 * further ones find it prepared.
 *
 * @param bytes - the whole file; no view of it is kept
 * @param dictionary - the one that the prior was trained with. Default: the built-in one
 * @throws {TypeError} an argument has the wrong type, or the dictionary has no model
 * @throws {BrioError} `truncated`, `corrupt` or `unsupported-version`: the file is bad; `dictionary-missing`: it is that of another dictionary
 */
export function readPrior(bytes: Uint8Array, dictionary: Dictionary = chatDictionary(2)): Prior {
  requireDictionary(dictionary);
  let prior: Prior;
  try {
    prior = readModelPrior(bytes, dictionaryAlphabet(dictionary));
  } catch (error) {
    if (!isModelError(error)) throw error;
    const code = error.code === "alphabet-mismatch" ? "dictionary-missing" : error.code;
    throw new BrioError(code, error.offset, `not a prior that can be read: ${reasonOf(error)}`, error);
  }
  // Dictionaries that differ in their signals alone have the same alphabet.
  if (prior.dictionaryId !== dictionary.id) {
    const message = `the prior is one of the dictionary ${prior.dictionaryId}, given was ${dictionary.id}`;
    throw new BrioError("dictionary-missing", DICTIONARY_ID_OFFSET, message);
  }
  return prior;
}
