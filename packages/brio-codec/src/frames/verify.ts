import type { FrameEntry } from "brio-container";
import { BrioError } from "../errors.ts";
import type { BrioEvent } from "../metadata/event.ts";
import { eventsOf, requireMeanings } from "../metadata/meanings.ts";
import type { ModelCoder } from "../model-coder.ts";
import { openFrame } from "../open-frame.ts";
import { type DecompressOptions, outputLimit } from "../options.ts";
import { contentOfFrame } from "./content-of-frame.ts";

const encoder = /* @__PURE__ */ new TextEncoder();

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
  const meanings = requireMeanings(opened, options);
  // Throws for entries that make no sense, whatever the content.
  const events = eventsOf(opened.entries, opened, meanings);
  if (opened.metadata === "none") {
    return { valid: true, contentLength: content.length, missing: [], forged: [] };
  }
  const signals = meanings.signalEntries(content);
  const listed = new Set(opened.entries.map(keyOf));
  const found = new Set(signals.map(keyOf));
  const missing = signals.filter((entry) => !listed.has(keyOf(entry)));
  const forged = events.filter((event, i) => {
    const entry = opened.entries[i]!;
    return meanings.isSignal(entry) ? !found.has(keyOf(entry)) : !standsThere(content, event);
  });
  return {
    valid: missing.length === 0 && forged.length === 0,
    contentLength: content.length,
    missing: eventsOf(missing, opened, meanings),
    forged,
  };
}

/** What makes an entry: its place and its phrase, whose category follows. */
function keyOf({ position, value }: FrameEntry): string {
  return `${position}:${value}`;
}

/** Whether the bytes of a phrase are the content's at its place. */
function standsThere(content: Uint8Array, { phrase, offset }: BrioEvent): boolean {
  return encoder.encode(phrase).every((byte, i) => content[offset + i] === byte);
}
