/** `brio bench --against`: a report on a captured log, for the terminal, for programs, and as a page. */
import { statSync } from "node:fs";
import type { Level } from "brio-codec";
import { type LogReport, reportOnLog } from "../bench/log-report.ts";
import type { Peer } from "../bench/peers.ts";
import { describeFailure, type ExitCode, UsageError } from "../failure.ts";
import { openInput, STANDARD_STREAM } from "../io/input.ts";
import { openOutput, refuseInput, type WriteOutput } from "../io/output.ts";
import { loadSignals } from "../io/signals.ts";
import { writeStandardOutput } from "../io/standard-output.ts";
import { renderPage } from "../report/html/page.ts";
import { renderLogReport } from "../report/log-comparison.ts";
import { createReporter, displayName, streamName } from "../report/reporter.ts";
import { renderVerdict } from "../report/verdict.ts";
import type { BenchCommandOptions } from "./bench.ts";

export interface BenchAgainstOptions extends BenchCommandOptions {
  /** At least one. */
  readonly against: readonly Peer[];
}

/** Fewer than `brio bench` measures: the fastest, the default and the smallest, so that the plots stay legible. */
const DEFAULT_LEVELS: readonly Level[] = [1, 6, 9];

export async function benchAgainst(file: string, options: BenchAgainstOptions): Promise<ExitCode> {
  const { against: peers, levels = DEFAULT_LEVELS, html } = options;
  if (options.force === true && html === undefined) throw new UsageError("--force goes with --html");
  const signals = await loadSignals(options);
  if (signals === undefined) return 1;
  const json = options.json === true;
  const pageTakesOutput = html === STANDARD_STREAM;
  const reporter = await createReporter({
    json,
    quiet: options.quiet === true,
    verbose: false,
    standardOutputTaken: pageTakesOutput,
    total: 2 * (levels.length + peers.length) + 1,
  });
  const name = streamName(file, "input");

  // The file that a failure is about.
  let subject = name;
  let report: LogReport;
  try {
    const input = await openInput(file);
    let content: Uint8Array;
    let writePage: WriteOutput | undefined;
    try {
      if (html !== undefined) {
        subject = streamName(html, "output");
        refuseInput(statSync(html, { throwIfNoEntry: false }), input.origin);
        writePage = openOutput(html, null, { force: options.force === true, toTerminal: false });
        subject = name;
      }
      content = await input.read();
    } finally {
      await input.close();
    }
    report = reportOnLog(content, {
      levels,
      peers,
      signals,
      rounds: options.rounds ?? null,
      onStep: (label) => reporter.begin(label),
    });
    reporter.end();
    if (html !== undefined) subject = streamName(html, "output");
    await writePage?.(Buffer.from(renderPage(report, displayName(name), process.version)));
  } catch (error) {
    await reporter.failure(file, subject, describeFailure(error));
    return 1;
  }

  const verdict = renderVerdict(report);
  await reporter.record({ file, mode: "against", node: process.version, ...report, verdict });
  if (json) return 0;
  const text = renderLogReport(report, displayName(name));
  if (!pageTakesOutput) await writeStandardOutput(text);
  else if (options.quiet !== true) process.stderr.write(text);
  return 0;
}
