/** `brio train`: a dictionary from the user's own data, and what it gains. */
import { trainDictionary, writeDictionary } from "brio-dictionary";
import { totalLength } from "../bench/measure.ts";
import { type ExitCode, UsageError } from "../failure.ts";
import { type DictionaryTraining, renderDictionaryTraining } from "../report/training.ts";
import { compressedLength, type TrainOptions, trainOnFiles } from "./train.ts";

export interface TrainDictionaryOptions extends TrainOptions {
  readonly phrases?: number;
  /** Of `brio train --model` alone. */
  readonly dictionary?: string;
  readonly maxBytes?: number;
}

export async function trainDictionaryOnFiles(
  files: readonly string[],
  options: TrainDictionaryOptions,
): Promise<ExitCode> {
  if (options.dictionary !== undefined) {
    throw new UsageError("--dictionary goes with --model: without it, a dictionary is what train makes");
  }
  if (options.maxBytes !== undefined) {
    throw new UsageError("--max-bytes goes with --model: the size of a dictionary is --phrases");
  }
  return trainOnFiles(files, options, (samples, onProgress) => {
    const { dictionary, report } = trainDictionary(samples, {
      ...(options.phrases !== undefined && { phraseCount: options.phrases }),
      onProgress,
    });
    const bytes = writeDictionary(dictionary);
    return {
      bytes,
      describe(heldBack, name) {
        const record: DictionaryTraining = {
          output: options.output,
          id: dictionary.id,
          dictionaryBytes: bytes.length,
          phrases: report.phrases,
          samples: report.samples,
          inputBytes: report.bytes,
          heldBack: {
            samples: heldBack.length,
            inputBytes: totalLength(heldBack),
            withBuiltIn: compressedLength(heldBack, {}),
            withTrained: compressedLength(heldBack, { dictionary }),
          },
          advice: report.advice,
        };
        return { record, text: renderDictionaryTraining(record, name) };
      },
    };
  });
}
