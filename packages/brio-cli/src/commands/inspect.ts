/** `brio inspect`: what a frame says of itself, without decoding its content unless that is to be verified. */
import { type FrameInfo, inspect, type VerifyReport, verify } from "brio-codec";
import { describeFailure, type ExitCode, UsageError } from "../failure.ts";
import { readInput, STANDARD_STREAM } from "../io/input.ts";
import { loadPrior, type PriorOptions } from "../io/prior.ts";
import { loadSignals, type SignalsOptions } from "../io/signals.ts";
import { writeStandardOutput } from "../io/standard-output.ts";
import { renderInspection } from "../report/inspection.ts";
import { ratioOf } from "../report/numbers.ts";
import { createReporter, streamName } from "../report/reporter.ts";
import { tagsForJson } from "../report/tags.ts";
import { MAX_BYTES } from "../values.ts";

export interface InspectCommandOptions extends PriorOptions, SignalsOptions {
  /** Decode each frame, and hold its metadata against the content. */
  readonly verify?: boolean;
  /** Bytes of content that a frame to be verified may declare; {@link MAX_BYTES} if absent. */
  readonly maxOutput?: number;
  readonly json?: boolean;
}

export async function inspectFiles(
  files: readonly string[],
  options: InspectCommandOptions,
): Promise<ExitCode> {
  if (files.length === 0 && process.stdin.isTTY) {
    throw new UsageError("nothing to inspect: name a FILE, or send a frame to standard input");
  }
  if (options.verify !== true) {
    // What is only for decoding.
    if (options.prior !== undefined) throw new UsageError("--prior goes with --verify");
    if (options.maxOutput !== undefined) throw new UsageError("--max-output goes with --verify");
  }
  const setting = await loadPrior(options, () => undefined);
  if (setting === undefined) return 1;
  const signals = await loadSignals(options);
  if (signals === undefined) return 1;
  const codecOptions = { ...setting, ...signals, maxOutputLength: options.maxOutput ?? MAX_BYTES };
  const inputs = files.length === 0 ? [STANDARD_STREAM] : files;
  const json = options.json === true;
  const reporter = await createReporter({
    json,
    quiet: true,
    verbose: false,
    standardOutputTaken: false,
    total: inputs.length,
  });

  let exitCode: ExitCode = 0;
  let shown = 0;
  for (const input of inputs) {
    const name = streamName(input, "input");
    let info: FrameInfo;
    let report: VerifyReport | undefined;
    try {
      const frame = await readInput(input);
      info = inspect(frame, codecOptions);
      if (options.verify === true) report = verify(frame, codecOptions);
    } catch (error) {
      await reporter.failure(input, name, describeFailure(error));
      exitCode = 1;
      continue;
    }

    const ratio = ratioOf(info.contentLength, info.frameLength);
    const tags = tagsForJson(info.tags);
    await reporter.record({ file: input, ...info, tags, ratio, ...(report && verdictForJson(report)) });
    const separator = shown++ > 0 ? "\n" : "";
    if (!json) await writeStandardOutput(separator + renderInspection(name, info, ratio, report));
    if (report?.valid === false) exitCode = 1;
  }
  return exitCode;
}

function verdictForJson({ valid, missing, forged }: VerifyReport): object {
  return { verify: { valid, missing, forged } };
}
