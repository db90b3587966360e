import assert from "node:assert/strict";
import { chatDictionary, findLongestPhrase } from "brio-dictionary";

const dictionary = chatDictionary();
const { phrase } = dictionary.entries[0];
const found = findLongestPhrase(dictionary, new TextEncoder().encode(`?${phrase}`), 1);
assert.equal(found?.phrase, phrase);
assert.equal(findLongestPhrase(dictionary, Uint8Array.of(0, 0, 0), 0), undefined);
