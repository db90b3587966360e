import type { FrameEntry, FrameHeader } from "brio-container";
import { CATEGORIES, type Category, type Dictionary, type SignalEvent, scanSignals } from "brio-dictionary";
import { BrioError } from "./errors.ts";
import type { PhraseUse } from "./v1/encode.ts";

/** Where a frame states its dictionary and its metadata. */
const FLAGS_OFFSET = 3;

/** Something that a frame says about its content. */
export interface BrioEvent {
  readonly category: Category;
  /** The phrase as the dictionary has it; undefined if the frame's dictionary is not at hand. */
  readonly phrase: string | undefined;
  /** The phrase's number in the dictionary. */
  readonly id: number;
  /** Offset in bytes in the decoded content. */
  readonly offset: number;
}

/** The signals that occur in `content`, as metadata entries. */
export function signalEntries(content: Uint8Array, dictionary: Dictionary): FrameEntry[] {
  return scanSignals(dictionary, content).map(({ category, id, offset }: SignalEvent) => ({
    position: offset,
    kind: CATEGORIES.indexOf(category),
    value: id,
  }));
}

/** Whether a kind is a signal: those come first, and the categories that only serve compression behind them. */
export function isSignalKind(kind: number): boolean {
  return kind < CATEGORIES.indexOf("text");
}

/**
 * Signals and the phrases that the encoder used, in order of position. A signal phrase that it used is listed only as the
 * signal that it is: in the middle of a longer word it is none.
 */
export function withPhraseUses(
  signals: readonly FrameEntry[],
  uses: readonly PhraseUse[],
  dictionary: Dictionary,
): FrameEntry[] {
  const phrases = uses
    .map(({ id, offset }) => ({
      position: offset,
      kind: CATEGORIES.indexOf(dictionary.entries[id].category),
      value: id,
    }))
    .filter(({ kind }) => !isSignalKind(kind));
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
    const category = CATEGORIES[kind];
    const entry = dictionary?.entries[value];
    if (category === undefined || (dictionary !== undefined && entry?.category !== category)) {
      throw new BrioError(
        "corrupt",
        header.payloadOffset,
        `metadata entry of kind ${kind} and value ${value} has no meaning`,
      );
    }
    return { category, phrase: entry?.phrase, id: value, offset: position };
  });
}
