import { CATEGORIES, type Dictionary, type SignalSet, scanSignals, signalCatalogue } from "brio-dictionary";
import type { EntryMeanings } from "./meanings.ts";
import { findSignal } from "./signal-sets.ts";

/** Values from here on are entries of the dictionary, those below signals (SPEC.md, section 9). */
export const FIRST_PHRASE_VALUE = 8192;

/**
 * Version 2: signals are those of a set, whatever the dictionary; and phrases of the dictionary have values of their own.
 *
 * @param signals - undefined if it is not at hand: then those of the catalogue are known, and all others have neither category nor phrase
 * @param dictionaryOf - finds the dictionary once a phrase needs it; undefined if it is not at hand, `null` if there is none
 */
export function meanings2(
  signals: SignalSet | undefined,
  dictionaryOf: () => Dictionary | null | undefined,
): EntryMeanings {
  const dictionaryOnce = once(dictionaryOf);
  return {
    signalEntries: (content) =>
      scanSignals(signals!, content).map(({ id, offset }) => ({ position: offset, kind: 0, value: id })),
    phraseEntry: ({ id, offset }) =>
      isPhrase(dictionaryOnce()!, id)
        ? { position: offset, kind: 0, value: FIRST_PHRASE_VALUE + id }
        : undefined,
    isSignal: ({ value }) => value < FIRST_PHRASE_VALUE,
    eventOf: ({ position: offset, value: id }) => {
      if (id < FIRST_PHRASE_VALUE) {
        const signal = findSignal(signals ?? signalCatalogue(), id);
        if (signal === undefined && signals !== undefined) return undefined;
        return { category: signal?.category, phrase: signal?.phrase, id, offset };
      }
      const dictionary = dictionaryOnce();
      if (dictionary === undefined) return { category: undefined, phrase: undefined, id, offset };
      const number = id - FIRST_PHRASE_VALUE;
      if (dictionary === null || !isPhrase(dictionary, number)) return undefined;
      const { category, phrase } = dictionary.entries[number]!;
      return { category, phrase, id, offset };
    },
  };
}

/** Asks no more than once, for all entries of a frame. */
function once<Answer>(ask: () => Answer): () => Answer {
  let answer: { readonly value: Answer } | undefined;
  return () => {
    answer ??= { value: ask() };
    return answer.value;
  };
}

/** Whether there is such an entry, and it only serves compression. */
function isPhrase({ entries }: Dictionary, id: number): boolean {
  const entry = entries[id];
  return entry !== undefined && CATEGORIES.indexOf(entry.category) >= CATEGORIES.indexOf("text");
}
