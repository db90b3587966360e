export { buildDictionary } from "./build.ts";
export { chatDictionary } from "./chat.ts";
export {
  CATEGORIES,
  type Category,
  type Dictionary,
  type DictionaryEntry,
  type SignalCategory,
} from "./dictionary.ts";
export { DictionaryError, type DictionaryErrorCode, isDictionaryError } from "./errors.ts";
export { readDictionary, writeDictionary } from "./format.ts";
export { type PhraseBytes, phraseBytes } from "./phrase-bytes.ts";
export { findLongestPhrase, findPhrases, PHRASE_CAPACITY } from "./phrase-index.ts";
export { type SignalEvent, scanSignals } from "./signals.ts";
