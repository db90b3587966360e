/** Priors in files, as `brio train --model` writes them and `--prior` names them. */
import { readPrior } from "brio-codec";
import type { Prior } from "brio-codec/train";
import type { Dictionary } from "brio-dictionary";
import {
  type DictionaryOptions,
  type DictionarySetting,
  loadDictionary,
  requireStatistics,
} from "./dictionary.ts";
import { loadNamedFile } from "./named-file.ts";

export interface PriorOptions extends DictionaryOptions {
  /** A file that `brio train --model` wrote. */
  readonly prior?: string;
}

/** What the codec is to be given. */
export type PriorSetting = DictionarySetting & { readonly prior?: Prior };

/**
 * Reads the dictionary that the options name, and then the prior, which is one of that dictionary or of the
 * built-in one.
 *
 * @param check - throws if the dictionary will not do, prior or not
 * @returns what they name; `undefined` if it went wrong, and that has been reported
 */
export async function loadPrior(
  options: PriorOptions,
  check: (dictionary: Dictionary) => void,
): Promise<PriorSetting | undefined> {
  const { prior: name } = options;
  if (name === undefined) return loadDictionary(options, check);
  const setting = await loadDictionary(options, (dictionary) => {
    check(dictionary);
    requireStatistics(dictionary);
  });
  if (setting === undefined) return undefined;
  const prior = await loadNamedFile(name, options, (bytes) => readPrior(bytes, setting.dictionary));
  return prior && { ...setting, prior };
}
