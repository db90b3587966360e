/** The table of `brio bench`. */
import type { Measurement } from "../bench/measure.ts";
import { formatCount, formatRatio, formatSpeed } from "./numbers.ts";
import { renderTable } from "./table.ts";

/** One line for each measurement under a line of titles, with the last line feed. */
export function renderComparison(measurements: readonly Measurement[]): string {
  const table = renderTable(
    [
      { title: "coder", align: "left" },
      { title: "bytes", align: "right" },
      { title: "ratio", align: "right" },
      { title: "encode MB/s", align: "right" },
      { title: "decode MB/s", align: "right" },
    ],
    measurements.map((measurement) => [
      measurement.coder,
      formatCount(measurement.bytes),
      formatRatio(measurement.ratio),
      formatSpeed(measurement.encodeMegabytesPerSecond),
      formatSpeed(measurement.decodeMegabytesPerSecond),
    ]),
  );
  return `${table.join("\n")}\n`;
}
