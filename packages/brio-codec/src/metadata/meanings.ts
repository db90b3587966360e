import type { FrameEntry, FrameHeader } from "brio-container";
import { findDictionary, requireFrameDictionary } from "../dictionaries.ts";
import { BrioError } from "../errors.ts";
import type { CompressSettings, DecompressOptions } from "../options.ts";
import type { PhraseUse } from "../pending-payload.ts";
import type { BrioEvent } from "./event.ts";
import { findSignalSet, requireFrameSignalSet } from "./signal-sets.ts";
import { meanings1 } from "./v1.ts";
import { meanings2 } from "./v2.ts";

/** What the entries of a frame stand for; it differs between the versions. */
export interface EntryMeanings {
  /** Every occurrence of a signal in a content, in order. To be called only where all that a frame refers to is at hand. */
  signalEntries(content: Uint8Array): FrameEntry[];
  /** The entry of a phrase that an encoder used; undefined for one of a signal category, which is listed only where it is a signal. */
  phraseEntry(use: PhraseUse): FrameEntry | undefined;
  /** Whether an entry that has a meaning is that of a signal. */
  isSignal(entry: FrameEntry): boolean;
  /** What an entry says; undefined if it has no meaning. */
  eventOf(entry: FrameEntry): BrioEvent | undefined;
}

/** What says the meaning of entries, and what a frame to be read may name. */
export type MetadataOptions = Pick<DecompressOptions, "dictionary" | "signals">;

/** Where a frame of version 1 states its dictionary and its metadata. */
const FLAGS_OFFSET = 3;

/** The meanings of the entries of a frame that is to be written. */
export function writerMeanings({ version, dictionary, signals }: CompressSettings): EntryMeanings {
  return version === 1 ? meanings1(dictionary) : meanings2(signals, () => dictionary);
}

/** The meanings of a frame's entries as far as what it names is at hand. @throws {BrioError} `corrupt` */
export function knownMeanings(header: FrameHeader, options: MetadataOptions): EntryMeanings {
  if (header.version === 1) {
    requireMetadataDictionary(header);
    return meanings1(findDictionary(header, options.dictionary));
  }
  return meanings2(findSignalSet(header, options.signals), () =>
    listsPhrases(header) ? findDictionary(header, options.dictionary) : null,
  );
}

/** The meanings of a frame's entries. @throws {BrioError} `corrupt`, `signals-missing` or `dictionary-missing` */
export function requireMeanings(header: FrameHeader, options: MetadataOptions): EntryMeanings {
  if (header.version === 1) {
    requireMetadataDictionary(header);
    return meanings1(requireFrameDictionary(header, options.dictionary));
  }
  const signals = requireFrameSignalSet(header, options.signals);
  return meanings2(signals, () =>
    listsPhrases(header) ? requireFrameDictionary(header, options.dictionary) : null,
  );
}

/** Otherwise no dictionary gives a value a meaning. */
function listsPhrases({ metadata }: FrameHeader): boolean {
  return metadata === "all";
}

/** In version 1 it is the dictionary that says what a signal is. @throws {BrioError} `corrupt`: there is none, but there is metadata */
export function requireMetadataDictionary({ dictionary, metadata }: FrameHeader): void {
  if (dictionary === null && metadata !== "none") {
    throw new BrioError("corrupt", FLAGS_OFFSET, "metadata without a dictionary that says what a signal is");
  }
}

/** What the metadata of a frame says. @throws {BrioError} `corrupt`: an entry has no meaning */
export function eventsOf(
  entries: readonly FrameEntry[],
  { payloadOffset }: FrameHeader,
  meanings: EntryMeanings,
): BrioEvent[] {
  return entries.map((entry) => {
    const event = meanings.eventOf(entry);
    if (event === undefined) throw meaningless(entry.value, payloadOffset);
    return event;
  });
}

/** What to throw for an entry without a meaning. */
export function meaningless(value: number, payloadOffset: number): BrioError {
  return new BrioError("corrupt", payloadOffset, `metadata entry of value ${value} has no meaning`);
}
