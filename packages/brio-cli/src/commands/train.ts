/**
 * What both forms of `brio train` have in common: samples in, a file out, and what that gains on samples that were held
 * back.
 */
import { type CompressOptions, compress } from "brio-codec";
import { splitLines } from "../bench/lines.ts";
import { describeFailure, type ExitCode, Refusal } from "../failure.ts";
import { readInput, STANDARD_STREAM } from "../io/input.ts";
import { openOutput } from "../io/output.ts";
import { writeStandardOutput } from "../io/standard-output.ts";
import { createReporter, displayName, type Reporter, streamName } from "../report/reporter.ts";

/** Options of both forms, as the command line gives them. */
export interface TrainOptions {
  readonly output: string;
  /** Each line is a sample, instead of each file. */
  readonly lines?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** What training has made of the samples. */
export interface Trained {
  /** The file. */
  readonly bytes: Uint8Array;
  /**
   * Measures, and puts the result into words: an object for programs, lines for people.
   *
   * @param heldBack - samples that were not trained on; none if there are too few
   * @param name - of the file, as it may be shown
   */
  describe(heldBack: readonly Uint8Array[], name: string): { readonly record: object; readonly text: string };
}

/** @param done - how much of the whole is behind, 0 … 1 */
export type OnProgress = (step: string, done: number) => void;

/** One sample in so many is held back to measure on, if there are enough of them. */
const HOLD_BACK = 10;
const LEAST_SAMPLES_TO_HOLD_BACK = 2 * HOLD_BACK;
/** Steps of the progress bar. */
const STEPS = 25;

/** Trains on every sample in the files but those that are held back, and writes what comes of it. */
export async function trainOnFiles(
  files: readonly string[],
  options: TrainOptions,
  train: (samples: readonly Uint8Array[], onProgress: OnProgress) => Trained,
): Promise<ExitCode> {
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
  let described: ReturnType<Trained["describe"]>;
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
    const trained = train(trainedOn, progressOf(reporter));
    await write(trained.bytes);
    reporter.begin("measuring");
    described = trained.describe(heldBack, displayName(subject));
    reporter.end();
  } catch (error) {
    await reporter.failure(output, subject, describeFailure(error));
    return 1;
  }
  await reporter.record(described.record);
  if (json) return 0;
  if (output !== STANDARD_STREAM) await writeStandardOutput(described.text);
  else if (options.quiet !== true) process.stderr.write(described.text);
  return 0;
}

/** Bytes of the frames, each sample by itself. */
export function compressedLength(samples: readonly Uint8Array[], options: CompressOptions): number {
  return samples.reduce((sum, sample) => sum + compress(sample, options).length, 0);
}

/** One step of the bar whenever another part of the work is behind. */
function progressOf(reporter: Reporter): OnProgress {
  let steps = 0;
  return (step, done) => {
    for (; steps < STEPS * done; steps++) reporter.begin(step);
  };
}
