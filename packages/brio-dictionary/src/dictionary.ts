import type { PhraseModel } from "./model.ts";

/**
 * The categories of a phrase. The index in this list is the category's *kind*, the number that stands for it
 * in serialised dictionaries and in the metadata of frames, so the order never changes and new categories
 * only go at the end.
 *
 * Kinds 0 to 12 are the signals, which `scanSignals` looks for; phrases of the others only serve compression.
 */
export const CATEGORIES = [
  "refusal",
  "apology",
  "uncertainty",
  "ai-disclosure",
  "tool-call",
  "tool-result",
  "error",
  "code",
  "citation",
  "greeting",
  "closing",
  "escalation",
  "prompt-injection",
  "text",
  "markup",
  "json",
  "program",
] as const;

/** One of {@link CATEGORIES}. */
export type Category = (typeof CATEGORIES)[number];

/** A category whose phrases are signals: kinds 0 to 12. */
export type SignalCategory = Exclude<Category, "text" | "markup" | "json" | "program">;

/** One phrase of a dictionary. */
export interface DictionaryEntry {
  /** Index in {@link Dictionary.entries}; never changes once the dictionary is released. */
  readonly id: number;
  readonly category: Category;
  /** 2 to 48 bytes in UTF-8, well-formed, unique in its dictionary. */
  readonly phrase: string;
}

/**
 * A phrase dictionary: plain data, made by `buildDictionary`, `trainDictionary`, `readDictionary` or `chatDictionary`.
 *
 * What the functions of this package derive from a dictionary (tries, encoded phrases) they keep beside it,
 * by identity: treat a dictionary as immutable.
 */
export interface Dictionary {
  /** First eight bytes of the SHA-256 of the serialised form, as 16 lower-case hexadecimal digits. */
  readonly id: string;
  /** The phrases; the index is the id. At most 65,536, or 32,768 with a model. */
  readonly entries: readonly DictionaryEntry[];
  /** What is known of the phrases' statistics: trained dictionaries have it, such as `chatDictionary()`. */
  readonly model?: PhraseModel;
}

/** A dictionary has at most this many entries, so that an id fits into 16 bits. */
export const MAX_ENTRIES = 65_536;

/** Shortest phrase in bytes: a single byte is never cheaper as a phrase than as a literal. */
export const MIN_PHRASE_BYTES = 2;

/** Longest phrase in bytes. */
export const MAX_PHRASE_BYTES = 48;

const kinds: ReadonlyMap<string, number> = /* @__PURE__ */ new Map(
  CATEGORIES.map((category, kind) => [category, kind]),
);

/** The kind of a category; `undefined` if there is no such category. */
export function kindOf(category: string): number | undefined {
  return kinds.get(category);
}

/** Kinds below this one are signals. */
export const SIGNAL_KINDS = 13;
