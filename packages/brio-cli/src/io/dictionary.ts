/** Dictionaries in files, as `brio train` writes them and `--dictionary` names them. */
import { type Dictionary, readDictionary } from "brio-dictionary";
import { Refusal } from "../failure.ts";
import { loadNamedFile, type NamedFileOptions } from "./named-file.ts";

export interface DictionaryOptions extends NamedFileOptions {
  /** A file that `brio train` wrote. */
  readonly dictionary?: string;
}

/** What the codec is to be given. */
export type DictionarySetting = { readonly dictionary?: Dictionary };

/**
 * Reads the dictionary that the options name.
 *
 * @param check - throws if the dictionary will not do
 * @returns nothing in it if they name none; `undefined` if it went wrong, and that has been reported
 */
export async function loadDictionary(
  options: DictionaryOptions,
  check: (dictionary: Dictionary) => void,
): Promise<DictionarySetting | undefined> {
  if (options.dictionary === undefined) return {};
  const dictionary = await loadNamedFile(options.dictionary, options, (bytes) => {
    const read = readDictionary(bytes);
    check(read);
    return read;
  });
  return dictionary && { dictionary };
}

/** @throws Refusal if nothing can be compressed with the dictionary, and no prior can be one of it */
export function requireStatistics({ model }: Dictionary): void {
  if (model === undefined) throw new Refusal("has no statistics to compress with (brio train makes them)");
}
