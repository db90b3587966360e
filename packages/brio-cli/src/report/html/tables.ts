/** The tables of the report. Every number is a `data` element that carries it unrounded, as `--json` prints it. */
import type { EventSummary } from "../../bench/events.ts";
import type { Measurement } from "../../bench/measure.ts";
import type { RecordMeasurement } from "../../bench/measure-records.ts";
import type { SizeClass } from "../../bench/size-classes.ts";
import { formatCount, formatMicroseconds, formatRatio, formatSpeed } from "../numbers.ts";
import { type Child, element, type Markup } from "./markup.ts";
import { formatSizes } from "./ratio-plot.ts";

/** Size and speed of every coder. */
export function sizeTable(results: readonly Measurement[], caption: string): Markup {
  return table(
    caption,
    ["coder", "bytes", "ratio", "encode MB/s", "decode MB/s"],
    results.map((result) => [
      result.coder,
      number(result.bytes, formatCount),
      number(result.ratio, formatRatio),
      number(result.encodeMegabytesPerSecond, formatSpeed),
      number(result.decodeMegabytesPerSecond, formatSpeed),
    ]),
  );
}

export function latencyTable(results: readonly RecordMeasurement[], caption: string): Markup {
  return table(
    caption,
    ["coder", "encode p50", "p90", "p99", "decode p50", "p90", "p99"],
    results.map(({ coder, encodeMicroseconds: encode, decodeMicroseconds: decode }) => [
      coder,
      ...[encode.p50, encode.p90, encode.p99, decode.p50, decode.p90, decode.p99].map((microseconds) =>
        number(microseconds, formatMicroseconds),
      ),
    ]),
  );
}

/** @param classes - at least one, all of the same coders */
export function ratioTable(classes: readonly SizeClass[], caption: string): Markup {
  return table(
    caption,
    ["content of a line", "lines", "bytes", ...classes[0]!.results.map(({ coder }) => coder)],
    classes.map((sizeClass) => [
      formatSizes(sizeClass),
      number(sizeClass.records, formatCount),
      number(sizeClass.inputBytes, formatCount),
      ...sizeClass.results.map(({ ratio }) => number(ratio, formatRatio)),
    ]),
  );
}

export function eventTable({ categories }: EventSummary, caption: string): Markup {
  return table(
    caption,
    ["category", "events"],
    categories.map(({ category, events }) => [category, number(events, formatCount)]),
  );
}

function number(value: number, format: (value: number) => string): Markup {
  return element("data", { value }, format(value));
}

/** The first cell of a row is its title. */
function table(caption: string, titles: readonly string[], rows: readonly (readonly Child[])[]): Markup {
  const head = titles.map((title) => element("th", { scope: "col" }, title));
  const body = rows.map(([title, ...cells]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, title!),
      ...cells.map((cell) => element("td", {}, cell)),
    ),
  );
  return element(
    "div",
    { class: "wide" },
    element(
      "table",
      {},
      element("caption", {}, caption),
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...body),
    ),
  );
}
