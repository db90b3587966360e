import type { DictionaryReference } from "brio-container";
import { chatDictionary, type Dictionary } from "brio-dictionary";
import { BrioError } from "./errors.ts";
import { type DecompressOptions, requireDictionary } from "./options.ts";

/** How a frame refers to a dictionary. */
export function referenceOf(dictionary: Dictionary | null): DictionaryReference {
  if (dictionary === null) return null;
  return dictionary.id === chatDictionary().id ? "built-in" : dictionary.id;
}

/**
 * The dictionary that a frame refers to, or undefined if the caller did not give it.
 *
 * @throws {TypeError} `option` is neither a dictionary nor a function that returns one
 */
export function findDictionary(
  reference: DictionaryReference,
  option: DecompressOptions["dictionary"],
): Dictionary | null | undefined {
  if (reference === null) return null;
  if (reference === "built-in") return chatDictionary();
  const found = typeof option === "function" ? option(reference) : option;
  if (found === undefined) return undefined;
  requireDictionary(found);
  return found.id === reference ? found : undefined;
}

/** {@link findDictionary}, or an error that says which dictionary is wanted and which one was given. */
export function requireFrameDictionary(
  reference: DictionaryReference,
  option: DecompressOptions["dictionary"],
): Dictionary | null {
  const found = findDictionary(reference, option);
  if (found !== undefined) return found;
  const given = option === undefined || typeof option === "function" ? "none with that id" : option.id;
  throw new BrioError("dictionary-missing", 4, `frame needs the dictionary ${reference}, given was ${given}`);
}
