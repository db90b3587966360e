import { CATEGORIES, type SignalCategory } from "../dictionary.ts";
import {
  CATALOGUE_KINDS,
  CATALOGUE_LANGUAGES,
  CATALOGUE_PHRASES,
  LANGUAGES,
  SEPARATOR,
} from "./catalogue.gen.ts";
import { BUILT_IN, type Signal, type SignalSet } from "./signal-set.ts";

/** What kind 0 and the first language are written as. */
const FIRST_LETTER = 0x61;

let catalogue: SignalSet | undefined;

/**
 * The built-in catalogue of signals: phrases of all 13 categories in English, and the most telling ones in Spanish, French,
 * German, Portuguese, Chinese and Japanese. SIGNALS.md lists them. It has nothing to do with which dictionary compresses a text.
 *
 * Made on the first call, then always the same object. An id never changes its meaning; new phrases get new ids, in a new major
 * version of this package.
 *
 * @example
 * ```ts
 * import { scanSignals, signalCatalogue } from "brio-dictionary";
 *
 * const reply = new TextEncoder().encode("Es tut mir\nleid – das kann ich nicht.");
 * scanSignals(signalCatalogue(), reply).map(({ category }) => category).join(); // "apology,refusal"
 * ```
 */
export function signalCatalogue(): SignalSet {
  if (catalogue === undefined) {
    const signals = unpackSignals();
    catalogue = { id: BUILT_IN, builtInCount: signals.length, signals };
  }
  return catalogue;
}

function unpackSignals(): Signal[] {
  const languageAt = (id: number): string => LANGUAGES[CATALOGUE_LANGUAGES.charCodeAt(id) - FIRST_LETTER]!;
  const categoryAt = (id: number): SignalCategory =>
    CATEGORIES[CATALOGUE_KINDS.charCodeAt(id) - FIRST_LETTER] as SignalCategory;
  return CATALOGUE_PHRASES.split(SEPARATOR).map((phrase, id) => ({
    id,
    category: categoryAt(id),
    language: languageAt(id),
    phrase,
  }));
}
