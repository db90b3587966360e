/** `brio decompress` */
import { basename } from "node:path";
import { decompress } from "brio-codec";
import { type ExitCode, Refusal } from "../failure.ts";
import { loadPrior, type PriorOptions } from "../io/prior.ts";
import { SUFFIX } from "./compress.ts";
import { type ConvertOptions, convertFiles } from "./convert.ts";

export interface DecompressCommandOptions extends ConvertOptions, PriorOptions {
  /** Bytes. A frame that declares more is rejected before anything is allocated for it. */
  readonly maxOutput: number;
}

export async function decompressFiles(
  files: readonly string[],
  options: DecompressCommandOptions,
): Promise<ExitCode> {
  const setting = await loadPrior(options, () => undefined);
  if (setting === undefined) return 1;
  return convertFiles(files, options, {
    direction: "decompress",
    outputName(input) {
      if (!input.endsWith(SUFFIX) || basename(input) === SUFFIX) {
        throw new Refusal(`does not end in ${SUFFIX}, so the output needs a name (-o FILE, or -c)`);
      }
      return input.slice(0, -SUFFIX.length);
    },
    convert: (frame) => decompress(frame, { ...setting, maxOutputLength: options.maxOutput }),
  });
}
