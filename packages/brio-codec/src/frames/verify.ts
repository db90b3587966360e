import type { FrameEntry, FrameHeader } from "brio-container";
import { type Dictionary, phraseBytes } from "brio-dictionary";
import { requireFrameDictionary } from "../dictionaries.ts";
import { BrioError } from "../errors.ts";
import { type BrioEvent, eventsOf, isSignal, signalEntries } from "../events.ts";
import type { ModelCoder } from "../model-coder.ts";
import { openFrame } from "../open-frame.ts";
import { type DecompressOptions, outputLimit } from "../options.ts";
import { contentOfFrame } from "./content-of-frame.ts";

/** The metadata of a frame held against its content. */
export interface VerifyReport {
  /** Whether the metadata tells the truth: nothing missing, nothing forged. */
  readonly valid: boolean;
  /** Length of the decoded content in bytes. */
  readonly contentLength: number;
  /** Signals of the content that the frame does not list. Empty for a frame with metadata `"none"`: it claims nothing. */
  readonly missing: readonly BrioEvent[];
  /** Events of the frame that its content does not have. */
  readonly forged: readonly BrioEvent[];
}

/** `verify` of brio-codec. @param modelCoder - without it, frames of the model coder are refused */
export function verifyFrame(
  frame: Uint8Array,
  options: DecompressOptions,
  modelCoder: ModelCoder | undefined,
): VerifyReport {
  const limit = outputLimit(options);
  const opened = openFrame(frame);
  const { content, end } = contentOfFrame(opened, frame, limit, options, modelCoder);
  if (end < frame.length) throw new BrioError("corrupt", end, "verify takes one frame, and bytes follow it");
  const dictionary = requireFrameDictionary(opened, options.dictionary);
  // Throws for entries that make no sense, with a dictionary or without.
  eventsOf(opened, dictionary);
  if (dictionary === null || opened.metadata === "none") {
    return { valid: true, contentLength: content.length, missing: [], forged: [] };
  }
  const signals = signalEntries(content, dictionary, opened.version);
  const listed = new Set(opened.entries.map(keyOf));
  const found = new Set(signals.map(keyOf));
  const missing = signals.filter((entry) => !listed.has(keyOf(entry)));
  const forged = opened.entries.filter((entry) =>
    isSignal(dictionary, entry.value) ? !found.has(keyOf(entry)) : !standsThere(content, entry, dictionary),
  );
  return {
    valid: missing.length === 0 && forged.length === 0,
    contentLength: content.length,
    missing: events(opened, missing, dictionary),
    forged: events(opened, forged, dictionary),
  };
}

function events(header: FrameHeader, entries: readonly FrameEntry[], dictionary: Dictionary): BrioEvent[] {
  return eventsOf({ ...header, entries }, dictionary);
}

/** What makes an entry: its place and its phrase, whose category follows. */
function keyOf({ position, value }: FrameEntry): string {
  return `${position}:${value}`;
}

/** Whether the bytes of the entry's phrase are the content's at its position. */
function standsThere(content: Uint8Array, { position, value }: FrameEntry, dictionary: Dictionary): boolean {
  const { bytes, offsets } = phraseBytes(dictionary);
  const phrase = bytes.subarray(offsets[value], offsets[value + 1]);
  return phrase.every((byte, i) => content[position + i] === byte);
}
