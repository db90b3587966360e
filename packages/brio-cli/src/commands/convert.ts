/** What `compress` and `decompress` have in common: every file from input to output, one after the other. */
import { lstatSync } from "node:fs";
import { describeFailure, type ExitCode, Refusal, UsageError } from "../failure.ts";
import { openInput, removeInput, STANDARD_STREAM } from "../io/input.ts";
import { binaryOnTerminal, openOutput, syncDirectoryOf } from "../io/output.ts";
import { formatCount, formatRatio, ratioOf } from "../report/numbers.ts";
import { createReporter, type Reporter, streamName } from "../report/reporter.ts";

/** Options of both commands, as the command line gives them. */
export interface ConvertOptions {
  readonly output?: string;
  readonly stdout?: boolean;
  readonly rm?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** What differs between them. */
export interface Conversion {
  readonly direction: "compress" | "decompress";
  /** @throws Refusal if the name of the input suggests no name for the output */
  outputName(input: string): string;
  convert(bytes: Uint8Array): Uint8Array;
}

/** Converts every file, or standard input if there is none. One that fails does not stop the others. */
export async function convertFiles(
  files: readonly string[],
  options: ConvertOptions,
  conversion: Conversion,
): Promise<ExitCode> {
  const inputs = files.length === 0 ? [STANDARD_STREAM] : files;
  const toStandardOutput = inputs.filter((input) => fixedOutput(input, options) === STANDARD_STREAM).length;
  checkUsage(files, inputs, toStandardOutput, options, conversion);

  const reporter = await createReporter({
    json: options.json === true,
    quiet: options.quiet === true,
    verbose: options.verbose === true,
    standardOutputTaken: toStandardOutput > 0,
    total: inputs.length,
  });
  let exitCode: ExitCode = 0;
  for (const input of inputs) {
    reporter.begin(streamName(input, "input"));
    const done = await convertFile(input, options, conversion, reporter);
    if (done === undefined) exitCode = 1;
    else await reportSuccess(reporter, conversion, done);
  }
  reporter.end();
  return exitCode;
}

/** The output that the options name for an input; `undefined` if it follows from the name of the input. */
function fixedOutput(input: string, options: ConvertOptions): string | undefined {
  if (options.output !== undefined) return options.output;
  return options.stdout === true || input === STANDARD_STREAM ? STANDARD_STREAM : undefined;
}

function checkUsage(
  files: readonly string[],
  inputs: readonly string[],
  toStandardOutput: number,
  options: ConvertOptions,
  { direction }: Conversion,
): void {
  if (files.length === 0 && process.stdin.isTTY) {
    throw new UsageError(`nothing to ${direction}: name a FILE, or send data to standard input`);
  }
  if (inputs.filter((input) => input === STANDARD_STREAM).length > 1) {
    throw new UsageError("standard input can be read only once");
  }
  if (inputs.length > 1 && options.output !== undefined) {
    throw new UsageError("-o names one output, so it takes one FILE");
  }
  if (toStandardOutput > 1 && direction === "compress") {
    throw new UsageError("frames cannot be joined, so one FILE at a time goes to standard output");
  }
  if (toStandardOutput > 0 && options.rm === true) {
    throw new UsageError("--rm does not go with standard output: nobody knows whether the data got anywhere");
  }
}

interface Converted {
  readonly input: string;
  readonly output: string;
  readonly inputBytes: number;
  readonly outputBytes: number;
  /** Of the conversion alone, without reading and writing. */
  readonly seconds: number;
}

/** @returns `undefined` if it went wrong, and the reporter has been told why */
async function convertFile(
  input: string,
  options: ConvertOptions,
  conversion: Conversion,
  reporter: Reporter,
): Promise<Converted | undefined> {
  // The file that a failure is about.
  let subject = streamName(input, "input");
  try {
    const opened = await openInput(input);
    try {
      const removing = options.rm === true && opened.origin !== null;
      if (removing && options.force !== true) refuseLink(input);
      const output = fixedOutput(input, options) ?? conversion.outputName(input);

      subject = streamName(output, "output");
      const toTerminal =
        options.force === true || options.stdout === true || options.output === STANDARD_STREAM;
      const write = openOutput(output, opened.origin, { force: options.force === true, toTerminal });
      // A frame is binary for sure: say so before somebody types a message for nothing.
      const endsOnTerminal = output === STANDARD_STREAM && process.stdout.isTTY && !toTerminal;
      if (conversion.direction === "compress" && endsOnTerminal) throw binaryOnTerminal();

      subject = streamName(input, "input");
      const bytes = await opened.read();
      const started = performance.now();
      const result = conversion.convert(bytes);
      const seconds = (performance.now() - started) / 1000;

      subject = streamName(output, "output");
      await write(result);

      subject = streamName(input, "input");
      if (removing && opened.origin !== null) {
        await syncDirectoryOf(output);
        removeInput(input, opened.origin);
      }
      return { input, output, inputBytes: bytes.length, outputBytes: result.length, seconds };
    } finally {
      await opened.close();
    }
  } catch (error) {
    await reporter.failure(input, subject, describeFailure(error));
    return undefined;
  }
}

/** With `--rm`, a link would go and the data it points to would stay: not what was asked for. */
function refuseLink(name: string): void {
  if (lstatSync(name).isSymbolicLink()) throw new Refusal("is a symbolic link (-f --rm removes the link)");
}

async function reportSuccess(
  reporter: Reporter,
  { direction }: Conversion,
  { input, output, inputBytes, outputBytes, seconds }: Converted,
): Promise<void> {
  const compressing = direction === "compress";
  const ratio = ratioOf(compressing ? inputBytes : outputBytes, compressing ? outputBytes : inputBytes);
  const sizes = `${formatCount(inputBytes)} -> ${formatCount(outputBytes)} bytes`;
  const names = `${streamName(input, "input")} -> ${streamName(output, "output")}`;
  reporter.note(`${names}: ${sizes}, ratio ${formatRatio(ratio)}, ${(seconds * 1000).toFixed(1)} ms`);
  await reporter.record({ file: input, output, inputBytes, outputBytes, ratio, seconds });
}
