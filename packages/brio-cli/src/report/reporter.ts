/** The one way by which commands say something: results as JSON lines, notes and failures on standard error. */

import type { Failure } from "../failure.ts";
import { STANDARD_STREAM } from "../io/input.ts";
import { writeStandardOutput } from "../io/standard-output.ts";
import { safeJson } from "./json.ts";
import { createProgress } from "./progress.ts";

export interface ReporterOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Standard output carries data, so JSON lines go to standard error. */
  readonly standardOutputTaken: boolean;
  /** Parts of the work, for the progress bar. */
  readonly total: number;
}

export interface Reporter {
  /** The next part of the work begins. */
  begin(label: string): void;
  /** A line for people who asked for `--verbose`. */
  note(line: string): void;
  /** With `--json`, one line of JSON; without, nothing. */
  record(value: object): Promise<void>;
  /**
   * `brio: SUBJECT: reason`, whatever the options, and a record besides.
   *
   * @param file - the input that failed
   * @param subject - what the reason is about: the input, or the output that was to be made of it
   */
  failure(file: string, subject: string, failure: Failure): Promise<void>;
  end(): void;
}

export async function createReporter(options: ReporterOptions): Promise<Reporter> {
  const progress = await createProgress(options.total, !options.quiet && !options.json);
  let done = 0;

  const say = (line: string) => {
    progress.clear();
    process.stderr.write(`${line}\n`);
  };
  const record = async (value: object) => {
    if (!options.json) return;
    const line = `${safeJson(value)}\n`;
    if (options.standardOutputTaken) process.stderr.write(line);
    else await writeStandardOutput(line);
  };

  return {
    begin: (label) => progress.show(done++, label),
    note: (line) => {
      if (options.verbose && !options.json) say(line);
    },
    record,
    failure: async (file, subject, { message, code, offset }) => {
      say(`brio: ${displayName(subject)}: ${message}`);
      await record({ file, error: { subject, code, message, offset } });
    },
    end: () => progress.clear(),
  };
}

/** A file name as it may be shown: a control character in it must not reach a terminal. */
export function displayName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to replace.
  return name.replace(/[\u0000-\u001f\u007f-\u009f]/g, "?");
}

/** The name of a stream as it may be shown, where a file would have its own. */
export function streamName(name: string, stream: "input" | "output"): string {
  return name === STANDARD_STREAM ? `standard ${stream}` : name;
}
