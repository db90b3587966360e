/** `brio compress` */
import { type CompressOptions, compress, type Level } from "brio-codec";
import { type ExitCode, Refusal } from "../failure.ts";
import { type DictionaryOptions, loadDictionary } from "../io/dictionary.ts";
import { type ConvertOptions, convertFiles } from "./convert.ts";

/** What a compressed file's name ends in. */
export const SUFFIX = ".brio";

export interface CompressCommandOptions extends ConvertOptions, DictionaryOptions {
  readonly level: Level;
  readonly metadata: boolean;
  readonly checksum: boolean;
}

export async function compressFiles(
  files: readonly string[],
  options: CompressCommandOptions,
): Promise<ExitCode> {
  const dictionary = await loadDictionary(options, ({ model }) => {
    if (model === undefined) throw new Refusal("has no statistics to compress with (brio train makes them)");
  });
  if (dictionary === undefined) return 1;
  const codecOptions: CompressOptions = {
    ...dictionary,
    level: options.level,
    metadata: options.metadata ? "signals" : "none",
    checksum: options.checksum ? "auto" : false,
  };
  return convertFiles(files, options, {
    direction: "compress",
    outputName(input) {
      if (input.endsWith(SUFFIX) && options.force !== true) {
        throw new Refusal(`ends in ${SUFFIX} already (-d decompresses it, -f compresses it again)`);
      }
      return input + SUFFIX;
    },
    convert: (bytes) => compress(bytes, codecOptions),
  });
}
