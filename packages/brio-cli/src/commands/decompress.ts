/** `brio decompress` */
import { basename } from "node:path";
import { decompress } from "brio-codec";
import { type ExitCode, Refusal } from "../failure.ts";
import { SUFFIX } from "./compress.ts";
import { type ConvertOptions, convertFiles } from "./convert.ts";

export interface DecompressCommandOptions extends ConvertOptions {
  /** Bytes. A frame that declares more is rejected before anything is allocated for it. */
  readonly maxOutput: number;
}

export function decompressFiles(
  files: readonly string[],
  options: DecompressCommandOptions,
): Promise<ExitCode> {
  return convertFiles(files, options, {
    direction: "decompress",
    outputName(input) {
      if (!input.endsWith(SUFFIX) || basename(input) === SUFFIX) {
        throw new Refusal(`does not end in ${SUFFIX}, so the output needs a name (-o FILE, or -c)`);
      }
      return input.slice(0, -SUFFIX.length);
    },
    convert: (frame) => decompress(frame, { maxOutputLength: options.maxOutput }),
  });
}
