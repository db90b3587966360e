/** A frame's description for people. */
import type { FrameInfo } from "brio-codec";
import { countCategories, UNKNOWN_CATEGORY } from "../bench/events.ts";
import { formatCount, formatQuantity, formatRatio } from "./numbers.ts";
import { displayName } from "./reporter.ts";
import { renderTable } from "./table.ts";

/** Several lines with the last line feed: the frame's properties, then its events in the order of the text. */
export function renderInspection(name: string, info: FrameInfo, ratio: number | null): string {
  const properties: [string, string][] = [
    ["format version", String(info.version)],
    ["coder", info.coder],
    ["dictionary", info.dictionary ?? "none"],
    ["prior", priorOf(info)],
    ["check", info.checkBits === 0 ? "none" : `${info.checkBits} bits`],
    ["content", `${formatCount(info.contentLength)} bytes`],
    [
      "frame",
      `${formatCount(info.frameLength)} bytes, ${formatCount(info.headerLength)} of them in front of the payload`,
    ],
    ["ratio", formatRatio(ratio)],
    ["metadata", summarise(info)],
  ];
  const width = Math.max(...properties.map(([property]) => property.length));
  const lines = [
    displayName(name),
    ...properties.map(([property, value]) => `  ${property.padEnd(width)}  ${value}`),
  ];

  if (info.events.length > 0) {
    const table = renderTable(
      [
        { title: "offset", align: "right" },
        { title: "category", align: "left" },
        { title: "phrase", align: "left" },
      ],
      info.events.map(({ offset, category, phrase, id }) => [
        formatCount(offset),
        category ?? UNKNOWN_CATEGORY,
        // JSON's quotes show where a phrase ends, and its escapes keep control characters off the terminal.
        phrase === undefined ? `number ${id} of the dictionary` : JSON.stringify(phrase),
      ]),
    );
    lines.push("", ...table.map((line) => `  ${line}`));
  }
  return `${lines.join("\n")}\n`;
}

/** Frames name no prior if it is the built-in one, which goes with the built-in dictionary. */
function priorOf({ prior, coder, dictionary }: FrameInfo): string {
  return prior ?? (coder === "model" && dictionary === "built-in" ? "built-in" : "none");
}

/** `signals, 3 events: apology 2, code 1`, the most frequent category first. */
function summarise({ metadata, events }: FrameInfo): string {
  if (metadata === "none") return "none";
  const parts = countCategories(events).map((count) => `${count.category} ${formatCount(count.events)}`);
  const summary = `${metadata}, ${formatQuantity(events.length, "event")}`;
  return parts.length > 0 ? `${summary}: ${parts.join(", ")}` : summary;
}
