/** `brio bench`: Brio beside gzip and brotli, on the user's own data. */
import type { Level } from "brio-codec";
import { brioCoder } from "../bench/coders.ts";
import { splitLines } from "../bench/lines.ts";
import { type Measurement, measureCoder, totalLength } from "../bench/measure.ts";
import { DEFAULT_PEERS, peerCoder } from "../bench/peers.ts";
import { describeFailure, type ExitCode, Refusal, UsageError } from "../failure.ts";
import { readInput } from "../io/input.ts";
import { writeStandardOutput } from "../io/standard-output.ts";
import { renderComparison } from "../report/comparison.ts";
import { formatCount, formatQuantity } from "../report/numbers.ts";
import { createReporter, displayName, streamName } from "../report/reporter.ts";
import { LEVELS } from "../values.ts";

export interface BenchCommandOptions {
  /** Each line by itself, instead of the file whole. */
  readonly lines?: boolean;
  /** All if absent. */
  readonly levels?: readonly Level[];
  readonly rounds?: number;
  /** Of `brio bench --against` alone. */
  readonly html?: string;
  readonly signals?: string;
  readonly force?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export async function benchFile(file: string, options: BenchCommandOptions): Promise<ExitCode> {
  if (options.html !== undefined) throw new UsageError("--html goes with --against");
  if (options.signals !== undefined) throw new UsageError("--signals goes with --against");
  if (options.force === true) throw new UsageError("--force goes with --html");
  const coders = [
    ...(options.levels ?? LEVELS).map((level) => brioCoder(level)),
    ...DEFAULT_PEERS.map(peerCoder),
  ];
  const json = options.json === true;
  const reporter = await createReporter({
    json,
    quiet: options.quiet === true,
    verbose: false,
    standardOutputTaken: false,
    total: coders.length + 1,
  });
  const name = streamName(file, "input");

  const results: Measurement[] = [];
  let records: readonly Uint8Array[];
  try {
    const content = await readInput(file);
    records = options.lines === true ? splitLines(content) : [content];
    if (totalLength(records) === 0) throw new Refusal("is empty, so there is nothing to measure");
    // For nothing: until the code that all levels share is compiled, the first of them would seem the slowest.
    reporter.begin("warming up");
    measureCoder(coders[0]!, records, options.rounds ?? null);
    for (const coder of coders) {
      reporter.begin(coder.name);
      results.push(measureCoder(coder, records, options.rounds ?? null));
    }
    reporter.end();
  } catch (error) {
    await reporter.failure(file, name, describeFailure(error));
    return 1;
  }

  const mode = options.lines === true ? "lines" : "whole";
  const inputBytes = totalLength(records);
  await reporter.record({ file, mode, records: records.length, inputBytes, node: process.version, results });
  if (!json) {
    const size = `${formatCount(inputBytes)} bytes`;
    const what = mode === "whole" ? `${size}, whole` : `${formatQuantity(records.length, "line")}, ${size}`;
    await writeStandardOutput(`${displayName(name)}: ${what}\n\n${renderComparison(results)}`);
  }
  return 0;
}
