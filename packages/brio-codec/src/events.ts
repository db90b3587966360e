import type { FormatVersion, FrameEntry, FrameHeader } from "brio-container";
import { CATEGORIES, type Category, type Dictionary, type SignalEvent, scanSignals } from "brio-dictionary";
import { BrioError } from "./errors.ts";
import type { PhraseUse } from "./pending-payload.ts";

/** Where a frame states its dictionary and its metadata. */
const FLAGS_OFFSET = 3;

/** Something that a frame says about its content. */
export interface BrioEvent {
  /** Undefined if the frame is of version 2 and its dictionary is not at hand. */
  readonly category: Category | undefined;
  /** The phrase as the dictionary has it; undefined if the frame's dictionary is not at hand. */
  readonly phrase: string | undefined;
  /** The phrase's number in the dictionary. */
  readonly id: number;
  /** Offset in bytes in the decoded content. */
  readonly offset: number;
}

/** The signals that occur in `content`, as metadata entries of that version. */
export function signalEntries(
  content: Uint8Array,
  dictionary: Dictionary,
  version: FormatVersion,
): FrameEntry[] {
  return scanSignals(dictionary, content).map(({ category, id, offset }: SignalEvent) => ({
    position: offset,
    kind: kindOf(category, version),
    value: id,
  }));
}

/** Entries of version 1 have the number of their category; in version 2 the phrase alone says it. */
function kindOf(category: Category, version: FormatVersion): number {
  return version === 1 ? CATEGORIES.indexOf(category) : 0;
}

/** Whether entry `id` of a dictionary is a signal: those categories come first, those that only serve compression behind them. */
export function isSignal(dictionary: Dictionary, id: number): boolean {
  return CATEGORIES.indexOf(dictionary.entries[id].category) < CATEGORIES.indexOf("text");
}

/**
 * Signals and the phrases that the encoder used, in order of position. A signal phrase that it used is listed only as the
 * signal that it is: in the middle of a longer word it is none.
 */
export function withPhraseUses(
  signals: readonly FrameEntry[],
  uses: readonly PhraseUse[],
  dictionary: Dictionary,
  version: FormatVersion,
): FrameEntry[] {
  const phrases = uses
    .filter(({ id }) => !isSignal(dictionary, id))
    .map(({ id, offset }) => ({
      position: offset,
      kind: kindOf(dictionary.entries[id].category, version),
      value: id,
    }));
  return [...signals, ...phrases].sort((a, b) => a.position - b.position || a.value - b.value);
}

/**
 * What the metadata of a frame says.
 *
 * @param dictionary - the frame's, or undefined if it is not at hand
 * @throws {BrioError} `corrupt`: an entry names no category, or a phrase that the dictionary does not have under it; or there is
 * metadata, but no dictionary
 */
export function eventsOf(header: FrameHeader, dictionary: Dictionary | null | undefined): BrioEvent[] {
  if (header.dictionary === null && header.metadata !== "none") {
    throw new BrioError("corrupt", FLAGS_OFFSET, "metadata without a dictionary that says what a signal is");
  }
  return header.entries.map(({ position, kind, value }) => {
    const entry = dictionary?.entries[value];
    const category = header.version === 1 ? CATEGORIES[kind] : entry?.category;
    const isKnown = header.version === 2 || category !== undefined;
    if (!isKnown || (dictionary && (entry === undefined || entry.category !== category))) {
      throw new BrioError(
        "corrupt",
        header.payloadOffset,
        `metadata entry of kind ${kind} and value ${value} has no meaning`,
      );
    }
    return { category, phrase: entry?.phrase, id: value, offset: position };
  });
}
