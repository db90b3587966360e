/** `brio inspect`: what a frame says of itself, without decoding its content. */
import { type FrameInfo, inspect } from "brio-codec";
import { describeFailure, type ExitCode, UsageError } from "../failure.ts";
import { type DictionaryOptions, loadDictionary } from "../io/dictionary.ts";
import { readInput, STANDARD_STREAM } from "../io/input.ts";
import { writeStandardOutput } from "../io/standard-output.ts";
import { renderInspection } from "../report/inspection.ts";
import { ratioOf } from "../report/numbers.ts";
import { createReporter, streamName } from "../report/reporter.ts";

export interface InspectCommandOptions extends DictionaryOptions {
  readonly json?: boolean;
}

export async function inspectFiles(
  files: readonly string[],
  options: InspectCommandOptions,
): Promise<ExitCode> {
  if (files.length === 0 && process.stdin.isTTY) {
    throw new UsageError("nothing to inspect: name a FILE, or send a frame to standard input");
  }
  const dictionary = await loadDictionary(options, () => undefined);
  if (dictionary === undefined) return 1;
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
    try {
      info = inspect(await readInput(input), dictionary);
    } catch (error) {
      await reporter.failure(input, name, describeFailure(error));
      exitCode = 1;
      continue;
    }

    const ratio = ratioOf(info.contentLength, info.frameLength);
    await reporter.record({ file: input, ...info, ratio });
    const separator = shown++ > 0 ? "\n" : "";
    if (!json) await writeStandardOutput(separator + renderInspection(name, info, ratio));
  }
  return exitCode;
}
