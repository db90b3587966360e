/** `brio train`: a dictionary from the user's own data, and what it gains. */
import { compress } from "brio-codec";
import { type Dictionary, trainDictionary, writeDictionary } from "brio-dictionary";
import { splitLines } from "../bench/lines.ts";
import { totalLength } from "../bench/measure.ts";
import { describeFailure, type ExitCode, Refusal } from "../failure.ts";
import { readInput, STANDARD_STREAM } from "../io/input.ts";
import { openOutput } from "../io/output.ts";
import { writeStandardOutput } from "../io/standard-output.ts";
import { createReporter, displayName, type Reporter, streamName } from "../report/reporter.ts";
import { renderTraining, type Training } from "../report/training.ts";

export interface TrainCommandOptions {
  readonly output: string;
  /** Each line is a sample, instead of each file. */
  readonly lines?: boolean;
  readonly phrases?: number;
  readonly force?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** One sample in so many is held back to measure on, if there are enough of them. */
const HOLD_BACK = 10;
const LEAST_SAMPLES_TO_HOLD_BACK = 2 * HOLD_BACK;
/** Steps of the progress bar. */
const STEPS = 25;

export async function trainFiles(files: readonly string[], options: TrainCommandOptions): Promise<ExitCode> {
  const { output } = options;
  const json = options.json === true;
  const reporter = await createReporter({
    json,
    quiet: options.quiet === true,
    verbose: false,
    standardOutputTaken: output === STANDARD_STREAM,
    total: STEPS + 1,
  });
  // The file that a failure is about.
  let subject = streamName(output, "output");
  let training: Training;
  try {
    const write = openOutput(output, null, { force: options.force === true, toTerminal: false });
    const samples: Uint8Array[] = [];
    for (const file of files) {
      subject = streamName(file, "input");
      const content = await readInput(file);
      const found = options.lines === true ? splitLines(content) : [content];
      for (const sample of found) if (sample.length > 0) samples.push(sample);
    }
    if (samples.length === 0) throw new Refusal("is empty, so there is nothing to train on");

    subject = streamName(output, "output");
    const holdBack = samples.length >= LEAST_SAMPLES_TO_HOLD_BACK;
    const heldBack = samples.filter((_, i) => holdBack && i % HOLD_BACK === HOLD_BACK - 1);
    const trainedOn = samples.filter((_, i) => !holdBack || i % HOLD_BACK !== HOLD_BACK - 1);
    const { dictionary, report } = trainDictionary(trainedOn, {
      ...(options.phrases !== undefined && { phraseCount: options.phrases }),
      onProgress: progressOf(reporter),
    });
    const bytes = writeDictionary(dictionary);
    await write(bytes);
    reporter.begin("measuring");
    training = {
      output,
      id: dictionary.id,
      dictionaryBytes: bytes.length,
      phrases: report.phrases,
      samples: report.samples,
      inputBytes: report.bytes,
      heldBack: {
        samples: heldBack.length,
        inputBytes: totalLength(heldBack),
        withBuiltIn: compressedLength(heldBack, undefined),
        withTrained: compressedLength(heldBack, dictionary),
      },
      advice: report.advice,
    };
    reporter.end();
  } catch (error) {
    await reporter.failure(output, subject, describeFailure(error));
    return 1;
  }
  await reporter.record(training);
  if (json) return 0;
  const text = renderTraining(training, displayName(streamName(output, "output")));
  if (output !== STANDARD_STREAM) await writeStandardOutput(text);
  else if (options.quiet !== true) process.stderr.write(text);
  return 0;
}

/** One step of the bar whenever another part of the work is behind. */
function progressOf(reporter: Reporter): (step: string, done: number) => void {
  let steps = 0;
  return (step, done) => {
    for (; steps < STEPS * done; steps++) reporter.begin(step);
  };
}

/** Bytes of the frames, each sample by itself. */
function compressedLength(samples: readonly Uint8Array[], dictionary: Dictionary | undefined): number {
  const options = dictionary === undefined ? {} : { dictionary };
  return samples.reduce((sum, sample) => sum + compress(sample, options).length, 0);
}
