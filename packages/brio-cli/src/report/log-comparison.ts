/** The tables of `brio bench --against`, for a terminal. */
import type { EventSummary } from "../bench/events.ts";
import type { LogReport } from "../bench/log-report.ts";
import type { RecordMeasurement } from "../bench/measure-records.ts";
import { renderComparison } from "./comparison.ts";
import { formatCount, formatMicroseconds, formatQuantity } from "./numbers.ts";
import { type Alignment, renderTable } from "./table.ts";
import { renderVerdict } from "./verdict.ts";

/** Several lines, with the last line feed. */
export function renderLogReport(report: LogReport, name: string): string {
  const { lines, whole, events } = report;
  const title = `${name}: ${formatQuantity(lines.records, "line")}, ${formatCount(whole.inputBytes)} bytes`;
  const sections = [
    `${title}\n`,
    `Line by line, ${formatCount(lines.inputBytes)} bytes without line feeds:\n${renderComparison(lines.results)}`,
    `Microseconds for a line:\n${renderLatencies(lines.results)}`,
    `Whole:\n${renderComparison(whole.results)}`,
    `${renderEvents(events, lines.records)}\n`,
    `${renderVerdict(report)}\n`,
  ];
  return sections.join("\n");
}

function renderLatencies(results: readonly RecordMeasurement[]): string {
  const titles = ["encode p50", "p90", "p99", "decode p50", "p90", "p99"];
  const table = renderTable(
    [
      { title: "coder", align: "left" },
      ...titles.map((title): { title: string; align: Alignment } => ({ title, align: "right" })),
    ],
    results.map(({ coder, encodeMicroseconds: encode, decodeMicroseconds: decode }) => [
      coder,
      ...[encode.p50, encode.p90, encode.p99, decode.p50, decode.p90, decode.p99].map(formatMicroseconds),
    ]),
  );
  return `${table.join("\n")}\n`;
}

/** One line without a line feed, such as `3 events in 2 of 40 lines: apology 2, code 1`. */
export function renderEvents({ total, recordsWithAny, categories }: EventSummary, records: number): string {
  const summary = `${formatQuantity(total, "event")} in ${formatCount(recordsWithAny)} of ${formatQuantity(records, "line")}`;
  const parts = categories.map(({ category, events }) => `${category} ${formatCount(events)}`);
  return parts.length > 0 ? `${summary}: ${parts.join(", ")}` : summary;
}
