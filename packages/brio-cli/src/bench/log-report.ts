/** A log measured in both ways it may be stored: line by line, and whole. */
import type { Level } from "brio-codec";
import { Refusal } from "../failure.ts";
import type { SignalsSetting } from "../io/signals.ts";
import { brioCoder } from "./coders.ts";
import { type EventSummary, summariseEvents } from "./events.ts";
import { splitLines } from "./lines.ts";
import { type Measurement, measureCoder, totalLength } from "./measure.ts";
import { measureRecords, type RecordMeasurement } from "./measure-records.ts";
import { type Peer, peerCoder } from "./peers.ts";
import { classesBySize, type EncodedLengths, type SizeClass } from "./size-classes.ts";
import { judge, type Verdict } from "./verdict.ts";

/** All that is known in the end; `--json` prints it as it is. Results stand in the order of levels and then peers. */
export interface LogReport {
  /** Every line by itself, without its line feed; empty ones are left out. */
  readonly lines: {
    readonly records: number;
    readonly inputBytes: number;
    readonly results: readonly RecordMeasurement[];
    readonly bySize: readonly SizeClass[];
    readonly verdict: Verdict;
  };
  readonly whole: {
    readonly inputBytes: number;
    readonly results: readonly Measurement[];
    readonly verdict: Verdict;
  };
  /** Of the lines. */
  readonly events: EventSummary;
}

export interface LogReportOptions {
  readonly levels: readonly Level[];
  readonly peers: readonly Peer[];
  readonly signals: SignalsSetting;
  /** How often each direction is timed; `null` for half a second. */
  readonly rounds: number | null;
  /** A step begins: one for each coder in either way, and one before them all. */
  readonly onStep: (label: string) => void;
}

/** @throws Refusal if the log is empty, or a record does not come back as it was */
export function reportOnLog(content: Uint8Array, options: LogReportOptions): LogReport {
  const { levels, peers, signals, rounds, onStep } = options;
  const coders = [...levels.map((level) => brioCoder(level, signals)), ...peers.map(peerCoder)];
  const records = splitLines(content);
  if (records.length === 0) throw new Refusal("is empty, so there is nothing to measure");
  const judged = <Result extends Measurement>(results: readonly Result[]) => ({
    results,
    verdict: judge(results.slice(0, levels.length), results.slice(levels.length)),
  });

  // For nothing: until the code that all levels share is compiled, the first of them would seem the slowest.
  onStep("warming up");
  measureRecords(coders[0]!, records, rounds);

  const encodedLengths: EncodedLengths[] = [];
  let events: EventSummary | undefined;
  const byLine = coders.map((coder) => {
    onStep(`${coder.name}, line by line`);
    const { measurement, encoded } = measureRecords(coder, records, rounds);
    encodedLengths.push({ coder: coder.name, lengths: encoded.map(({ length }) => length) });
    // The first coder is a level of Brio, and all levels list the same events.
    events ??= summariseEvents(encoded, signals);
    return measurement;
  });
  const whole = coders.map((coder) => {
    onStep(`${coder.name}, whole`);
    return measureCoder(coder, [content], rounds);
  });

  return {
    lines: {
      records: records.length,
      inputBytes: totalLength(records),
      bySize: classesBySize(records, encodedLengths),
      ...judged(byLine),
    },
    whole: { inputBytes: content.length, ...judged(whole) },
    events: events!,
  };
}
