import type { DictionaryReference, FormatVersion, FrameHeader } from "brio-container";
import { chatDictionary, type Dictionary } from "brio-dictionary";
import { BrioError } from "./errors.ts";
import { type DecompressOptions, requireDictionary } from "./options.ts";

/** Bytes in front of anything that a frame may say about its dictionary; it is there that a missing one is reported. */
const FIXED_LENGTH = 4;

/** How a frame of that version refers to a dictionary. */
export function referenceOf(dictionary: Dictionary | null, version: FormatVersion): DictionaryReference {
  if (dictionary === null) return null;
  return dictionary.id === chatDictionary(version).id ? "built-in" : dictionary.id;
}

/**
 * The dictionary that a frame of that version refers to, or undefined if the caller did not give it. Each version has a built-in one
 * of its own.
 *
 * @throws {TypeError} `option` is neither a dictionary nor a function that returns one
 */
export function findDictionary(
  { dictionary: reference, version }: FrameHeader,
  option: DecompressOptions["dictionary"],
): Dictionary | null | undefined {
  if (reference === null) return null;
  if (reference === "built-in") return chatDictionary(version);
  const found = typeof option === "function" ? option(reference) : option;
  if (found === undefined) return undefined;
  requireDictionary(found);
  return found.id === reference ? found : undefined;
}

/** {@link findDictionary}, or an error that says which dictionary is wanted and which one was given. */
export function requireFrameDictionary(
  header: FrameHeader,
  option: DecompressOptions["dictionary"],
): Dictionary | null {
  const found = findDictionary(header, option);
  if (found !== undefined) return found;
  const given = option === undefined || typeof option === "function" ? "none with that id" : option.id;
  throw new BrioError(
    "dictionary-missing",
    FIXED_LENGTH,
    `frame needs the dictionary ${header.dictionary}, given was ${given}`,
  );
}
