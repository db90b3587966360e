/** A frame's description for people. */
import type { BrioEvent, FrameInfo, VerifyReport } from "brio-codec";
import { countCategories, UNKNOWN_CATEGORY } from "../bench/events.ts";
import { safeJson } from "./json.ts";
import { formatCount, formatQuantity, formatRatio } from "./numbers.ts";
import { displayName } from "./reporter.ts";
import { type Column, renderTable } from "./table.ts";
import { renderTags } from "./tags.ts";

/** Ids of a frame of version 2 are signals below this, and from here on phrases of the dictionary. */
const FIRST_PHRASE_ID = 8192;

const EVENT_COLUMNS: readonly Column[] = [
  { title: "offset", align: "right" },
  { title: "category", align: "left" },
  { title: "phrase", align: "left" },
];

/**
 * Several lines with the last line feed: the frame's properties, its tags, its events in the order of the text, and
 * where it is not true what it says.
 *
 * @param report - of the same frame, if it was verified
 */
export function renderInspection(
  name: string,
  info: FrameInfo,
  ratio: number | null,
  report?: VerifyReport,
): string {
  const properties: [string, string][] = [
    ["format version", String(info.version)],
    ["coder", info.coder],
    ["dictionary", info.dictionary ?? "none"],
    ["prior", priorOf(info)],
    ["signals", signalsOf(info)],
    ["check", info.checkBits === 0 ? "none" : `${info.checkBits} bits`],
    ["content", `${formatCount(info.contentLength)} bytes`],
    [
      "frame",
      `${formatCount(info.frameLength)} bytes, ${formatCount(info.headerLength)} of them in front of the payload`,
    ],
    ["ratio", formatRatio(ratio)],
    ["metadata", summarise(info)],
  ];
  if (report !== undefined) properties.push(["verified", summariseFaults(report)]);
  const width = Math.max(...properties.map(([property]) => property.length));
  const sections = [properties.map(([property, value]) => `${property.padEnd(width)}  ${value}`)];

  if (Object.keys(info.tags).length > 0) sections.push(renderTags(info.tags));
  if (info.events.length > 0) sections.push(renderEvents(info));
  if (report?.valid === false) sections.push(renderFaults(report, info));
  const body = sections.map((lines) => lines.map((line) => `  ${line}\n`).join(""));
  return `${displayName(name)}\n${body.join("\n")}`;
}

/** Frames name no prior if it is the built-in one, which goes with the built-in dictionary. */
function priorOf({ prior, coder, dictionary }: FrameInfo): string {
  return prior ?? (coder === "model" && dictionary === "built-in" ? "built-in" : "none");
}

function signalsOf({ signalSet, metadata }: FrameInfo): string {
  // In version 1 there is metadata, but no set.
  return signalSet ?? (metadata === "none" ? "none" : "those of the dictionary");
}

/** `signals, 3 events: apology 2, code 1`, the most frequent category first. */
function summarise({ metadata, events }: FrameInfo): string {
  if (metadata === "none") return "none";
  const parts = countCategories(events).map((count) => `${count.category} ${formatCount(count.events)}`);
  const summary = `${metadata}, ${formatQuantity(events.length, "event")}`;
  return parts.length > 0 ? `${summary}: ${parts.join(", ")}` : summary;
}

/** `yes`, or `no: 1 forged, 2 missing`. */
function summariseFaults({ valid, forged, missing }: VerifyReport): string {
  if (valid) return "yes";
  const parts: string[] = [];
  if (forged.length > 0) parts.push(`${formatCount(forged.length)} forged`);
  if (missing.length > 0) parts.push(`${formatCount(missing.length)} missing`);
  return `no: ${parts.join(", ")}`;
}

function renderEvents(info: FrameInfo): string[] {
  const table = renderTable(
    EVENT_COLUMNS,
    info.events.map((event) => cellsOf(event, info)),
  );
  const advice = adviceFor(info);
  return advice === undefined ? table : [...table, advice];
}

/** What the content does not have, and what the frame does not list, in the order of the text. */
function renderFaults({ forged, missing }: VerifyReport, info: FrameInfo): string[] {
  const faults = [
    ...forged.map((event) => ({ fault: "forged", event })),
    ...missing.map((event) => ({ fault: "missing", event })),
  ].sort((left, right) => left.event.offset - right.event.offset);
  return renderTable(
    [{ title: "fault", align: "left" }, ...EVENT_COLUMNS],
    faults.map(({ fault, event }) => [fault, ...cellsOf(event, info)]),
  );
}

function cellsOf(event: BrioEvent, info: FrameInfo): string[] {
  const { offset, category = UNKNOWN_CATEGORY, phrase } = event;
  return [formatCount(offset), category, phrase === undefined ? numberOf(event, info) : safeJson(phrase)];
}

/** What is known of an event without a phrase. */
function numberOf({ id }: BrioEvent, { version, signalSet }: FrameInfo): string {
  if (version === 1) return `number ${id} of the dictionary`;
  return id < FIRST_PHRASE_ID
    ? `signal ${id} of the set ${signalSet}`
    : `phrase ${id - FIRST_PHRASE_ID} of the dictionary`;
}

/** One line on how to learn the phrases of the events that have none; `undefined` if all have one. */
function adviceFor({ version, events }: FrameInfo): string | undefined {
  const unnamed = events.filter(({ phrase }) => phrase === undefined);
  const isSignal = ({ id }: BrioEvent) => version !== 1 && id < FIRST_PHRASE_ID;
  const parts: string[] = [];
  if (unnamed.some(isSignal)) parts.push("-S FILE names the signals of the set");
  if (!unnamed.every(isSignal)) parts.push("-D FILE names the phrases of the dictionary");
  return parts.length > 0 ? `(${parts.join(", ")})` : undefined;
}
