/** `brio train --model`: a prior for levels 7 to 9 from the user's own data, and what it gains. */
import { trainPrior } from "brio-codec/train";
import { chatDictionary } from "brio-dictionary";
import { totalLength } from "../bench/measure.ts";
import { type ExitCode, UsageError } from "../failure.ts";
import { type DictionaryOptions, loadDictionary, requireStatistics } from "../io/dictionary.ts";
import { formatCount, formatQuantity } from "../report/numbers.ts";
import { type PriorTraining, renderPriorTraining } from "../report/training.ts";
import { compressedLength, type OnProgress, type TrainOptions, trainOnFiles } from "./train.ts";

export interface TrainPriorOptions extends TrainOptions, DictionaryOptions {
  /** Of the file, at most. */
  readonly maxBytes?: number;
  /** Of `brio train` without `--model` alone. */
  readonly phrases?: number;
}

/** The one that makes the smallest frames. */
const LEVEL = 9;

export async function trainPriorOnFiles(
  files: readonly string[],
  options: TrainPriorOptions,
): Promise<ExitCode> {
  if (options.phrases !== undefined) {
    throw new UsageError("--phrases does not go with --model: a prior has the phrases of its dictionary");
  }
  const setting = await loadDictionary(options, requireStatistics);
  if (setting === undefined) return 1;
  const dictionary = setting.dictionary ?? chatDictionary();
  return trainOnFiles(files, options, (samples, onProgress) => {
    const { prior, bytes, report } = trainPrior(dictionary, samples, {
      ...(options.maxBytes !== undefined && { maxBytes: options.maxBytes }),
      onProgress: wholeOf(onProgress),
    });
    return {
      bytes,
      describe(heldBack, name) {
        const training: Omit<PriorTraining, "advice"> = {
          output: options.output,
          id: prior.id,
          dictionary: setting.dictionary?.id ?? "built-in",
          priorBytes: bytes.length,
          contexts: report.lists.reduce((sum, { lists }) => sum + lists, 0),
          samples: report.samples,
          inputBytes: totalLength(samples),
          heldBack: {
            samples: heldBack.length,
            inputBytes: totalLength(heldBack),
            withoutTrained: compressedLength(heldBack, { level: LEVEL, dictionary }),
            withTrained: compressedLength(heldBack, { level: LEVEL, dictionary, prior }),
          },
        };
        const record: PriorTraining = { ...training, advice: adviceOf(training, options.lines === true) };
        return { record, text: renderPriorTraining(record, name) };
      },
    };
  });
}

/** Steps of the library, of which each begins anew at 0: to count, to tune two profiles, to count again. */
const LIBRARY_STEPS = 4;

/** Progress of the whole from that of each step. */
function wholeOf(onProgress: OnProgress): OnProgress {
  const steps: string[] = [];
  return (step, done) => {
    if (steps.at(-1) !== step) steps.push(step);
    onProgress(step, Math.min(1, (steps.length - 1 + done) / LIBRARY_STEPS));
  };
}

/**
 * Below this, more samples are worth the while. (Measured on audit records of 3 kB at level 9, beside the built-in
 * prior: frames are 3 % smaller with a prior trained on 0.3 MB of them, 10 % on 0.9 MB, 21 % on 2 MB.)
 */
const FEW_BYTES = 4_000_000;

/** What to change for a better prior, as far as the figures tell. */
function adviceOf(
  { dictionary, contexts, samples, inputBytes, heldBack }: Omit<PriorTraining, "advice">,
  areLines: boolean,
): string[] {
  const advice: string[] = [];
  if (contexts === 0) {
    const hint = areLines ? "" : " With --lines, each line is a sample.";
    advice.push(`What only one sample has is not learnt, so this prior knows nothing.${hint}`);
  } else if (inputBytes < FEW_BYTES) {
    advice.push(`${formatCount(inputBytes)} bytes are few: with some megabytes, priors get better.`);
  }
  if (heldBack.samples === 0) {
    advice.push(`Of ${formatQuantity(samples, "sample")} none was held back, so what it gains is not known.`);
  } else if (heldBack.withTrained >= heldBack.withoutTrained) {
    const other = dictionary === "built-in" ? "with the built-in prior" : "without one";
    advice.push(`It gains nothing: what was held back is no larger ${other}.`);
  }
  return advice;
}
