import { chatDictionary, type Dictionary, type DictionaryEntry, findLongestPhrase } from "brio-dictionary";

const dictionary: Dictionary = chatDictionary();
const found: DictionaryEntry | undefined = findLongestPhrase(dictionary, Uint8Array.of(0, 0, 0), 0);
if (found !== undefined) throw new Error(`no phrase begins with a zero byte, got ${found.phrase}`);
