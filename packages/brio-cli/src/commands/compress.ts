/** `brio compress` */
import { type CompressOptions, compress, type Level } from "brio-codec";
import { type ExitCode, Refusal, UsageError } from "../failure.ts";
import { requireStatistics } from "../io/dictionary.ts";
import { loadPrior, type PriorOptions } from "../io/prior.ts";
import { loadSignals, type SignalsOptions } from "../io/signals.ts";
import type { Tags } from "../values.ts";
import { type ConvertOptions, convertFiles } from "./convert.ts";

/** What a compressed file's name ends in. */
export const SUFFIX = ".brio";

/** Levels below know nothing of priors. */
const LEAST_PRIOR_LEVEL = 7;

export interface CompressCommandOptions extends ConvertOptions, PriorOptions, SignalsOptions {
  readonly level: Level;
  readonly metadata: boolean;
  readonly checksum: boolean;
  /** Of every FILE. */
  readonly tag?: Tags;
}

export async function compressFiles(
  files: readonly string[],
  options: CompressCommandOptions,
): Promise<ExitCode> {
  if (options.prior !== undefined && options.level < LEAST_PRIOR_LEVEL) {
    throw new UsageError(
      `--prior is for levels 7 to 9, and not for level ${options.level} (-9 makes the smallest frames)`,
    );
  }
  const setting = await loadPrior(options, requireStatistics);
  if (setting === undefined) return 1;
  const signals = await loadSignals(options);
  if (signals === undefined) return 1;
  const codecOptions: CompressOptions = {
    ...setting,
    ...signals,
    level: options.level,
    metadata: options.metadata ? "signals" : "none",
    checksum: options.checksum ? "auto" : false,
    ...(options.tag && { tags: options.tag }),
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
