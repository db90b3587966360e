/** Files that an option names, such as a dictionary: read before any FILE, and nothing is done without them. */
import { describeFailure } from "../failure.ts";
import { createReporter, streamName } from "../report/reporter.ts";
import { readInput } from "./input.ts";

/** Options that say how a failure is to be told. */
export interface NamedFileOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/**
 * Reads a file.
 *
 * @param parse - throws if its bytes will not do
 * @returns `undefined` if it went wrong, and that has been reported
 */
export async function loadNamedFile<Value extends object>(
  name: string,
  options: NamedFileOptions,
  parse: (bytes: Uint8Array) => Value,
): Promise<Value | undefined> {
  try {
    return parse(await readInput(name));
  } catch (error) {
    const reporter = await createReporter({
      json: options.json === true,
      quiet: options.quiet === true,
      verbose: false,
      standardOutputTaken: false,
      total: 1,
    });
    await reporter.failure(name, streamName(name, "input"), describeFailure(error));
    return undefined;
  }
}
