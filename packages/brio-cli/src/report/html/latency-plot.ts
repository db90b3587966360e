/** The plot of latency percentiles, there and back. */
import type { Percentiles } from "../../bench/latencies.ts";
import type { RecordMeasurement } from "../../bench/measure-records.ts";
import { formatMicroseconds } from "../numbers.ts";
import { familyOf, markOf, round } from "./marks.ts";
import { type Child, element, type Markup } from "./markup.ts";
import { decadesAround } from "./scale.ts";

const WIDTH = 920;
const LEFT = 190;
const RIGHT = 30;
const TOP = 44;
const BOTTOM = 20;
/** Of a coder, with a line for each direction. */
const ROW_HEIGHT = 52;

/** A nanosecond: a logarithmic axis has no place for nothing. */
const LEAST_MICROSECONDS = 0.001;

/** @param results - at least one */
export function renderLatencyPlot(results: readonly RecordMeasurement[]): Markup {
  const height = TOP + results.length * ROW_HEIGHT + BOTTOM;
  const all = results
    .flatMap((result) => [result.encodeMicroseconds, result.decodeMicroseconds])
    .flatMap(({ p50, p90, p99 }) => [p50, p90, p99])
    .map((microseconds) => Math.max(microseconds, LEAST_MICROSECONDS));
  const decades = decadesAround(Math.min(...all), Math.max(...all));
  const first = Math.log10(decades[0]!);
  const last = Math.log10(decades.at(-1)!);
  const xOf = (microseconds: number) => {
    const exponent = Math.log10(Math.max(microseconds, LEAST_MICROSECONDS));
    return LEFT + ((WIDTH - LEFT - RIGHT) * (exponent - first)) / (last - first);
  };

  return element(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-labelledby": "latency-title latency-text" },
    element("title", { id: "latency-title" }, "Latency of a line"),
    element(
      "desc",
      { id: "latency-text" },
      "For each coder a line for encoding and one for decoding, from the median to the 99th percentile. The table below has the numbers.",
    ),
    element("text", { class: "axis", x: LEFT, y: 14 }, "microseconds, each step ten times the last"),
    ...decades.flatMap((decade) => gridLine(xOf(decade), decade, height)),
    ...results.flatMap(({ coder, encodeMicroseconds, decodeMicroseconds }, index) => {
      const y = TOP + index * ROW_HEIGHT;
      return [
        markOf(coder, 14, y + ROW_HEIGHT / 2),
        element("text", { x: 34, y: y + ROW_HEIGHT / 2 + 4 }, coder),
        ...range(coder, "encode", encodeMicroseconds, y + 16, xOf),
        ...range(coder, "decode", decodeMicroseconds, y + 36, xOf),
      ];
    }),
  );
}

function gridLine(x: number, decade: number, height: number): Child[] {
  return [
    element("line", { class: "grid", x1: round(x), x2: round(x), y1: TOP - 8, y2: height - BOTTOM }),
    element(
      "text",
      { class: "axis", x: round(x), y: TOP - 14, "text-anchor": "middle" },
      decade < 1 ? String(decade) : decade.toLocaleString("en-US"),
    ),
  ];
}

/** From p50, filled, through p90, hollow, to p99, an upright stroke. */
function range(
  coder: string,
  direction: string,
  { p50, p90, p99 }: Percentiles,
  y: number,
  xOf: (microseconds: number) => number,
): Child[] {
  const [from, middle, to] = [xOf(p50), xOf(p90), xOf(p99)].map(round) as [number, number, number];
  const words = [p50, p90, p99].map(formatMicroseconds).join(", ");
  return [
    element("text", { class: "axis", x: LEFT - 12, y: y + 4, "text-anchor": "end" }, direction),
    element(
      "g",
      { class: familyOf(coder).family },
      element("title", {}, `${coder}, ${direction}: p50, p90, p99 = ${words} µs`),
      element("line", { class: "path", x1: from, x2: to, y1: y, y2: y }),
      element("line", { class: "path", x1: to, x2: to, y1: y - 6, y2: y + 6 }),
      element("circle", { class: "hollow", cx: middle, cy: y, r: 4 }),
      element("circle", { class: "filled", cx: from, cy: y, r: 5 }),
    ),
  ];
}
