/** Dictionaries in files, as `brio train` writes them and `--dictionary` names them. */
import { type Dictionary, readDictionary } from "brio-dictionary";
import { describeFailure } from "../failure.ts";
import { createReporter, streamName } from "../report/reporter.ts";
import { readInput } from "./input.ts";

export interface DictionaryOptions {
  /** A file that `brio train` wrote. */
  readonly dictionary?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
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
  const name = options.dictionary;
  if (name === undefined) return {};
  try {
    const dictionary = readDictionary(await readInput(name));
    check(dictionary);
    return { dictionary };
  } catch (error) {
    const reporter = await createReporter({
      json: options.json === true,
      quiet: options.quiet === true,
      verbose: false,
      standardOutputTaken: false,
      total: 1,
    });
    await reporter.failure(name, streamName(name, "input"), describeFailure(error));
    return undefined;
  }
}
