import { type Dictionary, type DictionaryEntry, kindOf, SIGNAL_KINDS } from "./dictionary.ts";

const kept = new WeakMap<Dictionary, readonly DictionaryEntry[]>();

/** The entries of a dictionary whose categories are signals. */
export function signalEntries(dictionary: Dictionary): readonly DictionaryEntry[] {
  return (
    kept.get(dictionary) ?? dictionary.entries.filter(({ category }) => kindOf(category)! < SIGNAL_KINDS)
  );
}

/** Says what they are, for a dictionary whose other entries need not be made for it. */
export function keepSignalEntries(dictionary: Dictionary, entries: readonly DictionaryEntry[]): void {
  kept.set(dictionary, entries);
}
