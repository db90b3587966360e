/** The page of `brio bench --html`: one file, with no script in it and nothing to be fetched. */
import type { LogReport } from "../../bench/log-report.ts";
import { renderEvents } from "../log-comparison.ts";
import { formatCount, formatQuantity } from "../numbers.ts";
import { renderVerdict } from "../verdict.ts";
import { renderLatencyPlot } from "./latency-plot.ts";
import { element, type Markup, styleElement } from "./markup.ts";
import { renderRatioPlot } from "./ratio-plot.ts";
import { STYLE } from "./style.ts";
import { eventTable, latencyTable, ratioTable, sizeTable } from "./tables.ts";

/** Holds browsers to what the page promises, whatever should ever get into it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/**
 * @param name - of the log, as it may be shown
 * @param node - version of Node.js, to which the peers belong
 * @returns a whole document, with the last line feed
 */
export function renderPage(report: LogReport, name: string, node: string): string {
  const { lines, whole, events } = report;
  const title = `Brio on ${name}`;
  const size = `${formatQuantity(lines.records, "line")}, ${formatCount(whole.inputBytes)} bytes`;
  const sections: Markup[] = [
    element("h1", {}, title),
    element("p", { class: "quiet" }, `${size}, measured in Node.js ${node}`),
    element("p", { class: "verdict" }, renderVerdict(report)),

    element("h2", {}, "Line by line"),
    sizeTable(
      lines.results,
      `Each line is a frame of its own: ${formatCount(lines.inputBytes)} bytes without line feeds`,
    ),
    figure(
      renderRatioPlot(lines.bySize),
      "Shapes are families: circle Brio, square brotli, diamond gzip, hexagon zstd; the number in them is level or quality. " +
        "The dotted line is the size of the content. Under each class of sizes, how many lines it has.",
    ),
    ratioTable(lines.bySize, "Ratio by size of a line"),

    element("h2", {}, "Latency of a line"),
    figure(
      renderLatencyPlot(lines.results),
      "The filled dot is p50, the hollow one p90, the upright stroke p99.",
    ),
    latencyTable(lines.results, "Microseconds for a line"),

    element("h2", {}, "Whole"),
    sizeTable(whole.results, `The log as one frame: ${formatCount(whole.inputBytes)} bytes`),

    element("h2", {}, "Events"),
    element("p", {}, `${renderEvents(events, lines.records)}.`),
    ...(events.total > 0 ? [eventTable(events, "Signals that brio inspect reads without decoding")] : []),

    element("h2", {}, "How this was measured"),
    ...NOTES.map((note) => element("p", {}, note)),
  ];

  const head = element(
    "head",
    {},
    element("meta", { charset: "utf-8" }),
    element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    element("meta", { "http-equiv": "Content-Security-Policy", content: POLICY }),
    element("title", {}, title),
    styleElement(STYLE),
  );
  const document = element(
    "html",
    { lang: "en" },
    head,
    element("body", {}, element("main", {}, ...sections)),
  );
  return `<!doctype html>\n${document.markup}\n`;
}

const NOTES: readonly string[] = [
  "Sizes are exact, and every content came back as it was. Times are those of this machine at that moment, in one process, " +
    "one call after the other.",
  "Speeds are those of the fastest round, in millions of content bytes a second. Percentiles are by nearest rank over all lines in " +
    "all rounds, in buckets that make them at most 0.8 % too long; with fewer than 100 samples, p99 is the longest.",
  "The verdict compares with the peer of the fewest bytes. Worth it: 2 % smaller at least, at nine tenths of its speed at least in " +
    "either direction. Worth it for its speed: at most 2 % larger, in half the time there and back. Time for bytes: 10 % smaller and " +
    "slower in one direction, or 25 % smaller and slower in both. Anything else is not worth it. The first of these that applies, with its smallest level; a still smaller one that costs time is named besides.",
];

function figure(plot: Markup, caption: string): Markup {
  return element("figure", {}, plot, element("figcaption", {}, caption));
}
