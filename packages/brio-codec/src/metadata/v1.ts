import { CATEGORIES, type Dictionary, scanSignals } from "brio-dictionary";
import type { EntryMeanings } from "./meanings.ts";

/** Kinds of entries are the numbers of categories, those of signals first. */
const SIGNAL_KINDS: number = /* @__PURE__ */ CATEGORIES.indexOf("text");

/**
 * Version 1 (SPEC-1.md): signals are those of the dictionary, an entry has the number of its category, and its value is that of an entry
 * of the dictionary.
 *
 * @param dictionary - undefined if it is not at hand: then the category alone is known
 */
export function meanings1(dictionary: Dictionary | null | undefined): EntryMeanings {
  return {
    signalEntries: (content) =>
      scanSignals(dictionary!, content).map(({ category, id, offset }) => ({
        position: offset,
        kind: CATEGORIES.indexOf(category),
        value: id,
      })),
    phraseEntry: ({ id, offset }) => {
      const kind = CATEGORIES.indexOf(dictionary!.entries[id]!.category);
      return kind < SIGNAL_KINDS ? undefined : { position: offset, kind, value: id };
    },
    isSignal: ({ kind }) => kind < SIGNAL_KINDS,
    eventOf: ({ position, kind, value }) => {
      const category = CATEGORIES[kind];
      if (category === undefined) return undefined;
      const entry = dictionary?.entries[value];
      if (dictionary && entry?.category !== category) return undefined;
      return { category, phrase: entry?.phrase, id: value, offset: position };
    },
  };
}
