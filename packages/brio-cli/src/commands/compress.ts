/** `brio compress` */
import { type CompressOptions, compress, type Level } from "brio-codec";
import { type ExitCode, Refusal } from "../failure.ts";
import { type ConvertOptions, convertFiles } from "./convert.ts";

/** What a compressed file's name ends in. */
export const SUFFIX = ".brio";

export interface CompressCommandOptions extends ConvertOptions {
  readonly level: Level;
  readonly metadata: boolean;
  readonly checksum: boolean;
}

export function compressFiles(files: readonly string[], options: CompressCommandOptions): Promise<ExitCode> {
  const codecOptions: CompressOptions = {
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
