import { quote, requirePhrase } from "./checks.ts";
import { type Category, type Dictionary, type DictionaryEntry, kindOf, MAX_ENTRIES } from "./dictionary.ts";
import { contentId, serialise } from "./format.ts";

/**
 * Builds a dictionary: ids count from 0 in the order given.
 *
 * The order is part of the dictionary. Coders charge less for small ids, so put the phrases that pay most
 * first, and to extend a released list append to it (which gives a new dictionary with another content hash,
 * but keeps the ids).
 *
 * @param phrases - at most 65,536; each phrase unique, well-formed, 2 to 48 bytes long in UTF-8
 * @throws {TypeError} `phrases` is not iterable, or an element is not `{ phrase: string, category: Category
 *   }`
 * @throws {RangeError} too many phrases, or a phrase is too short, too long, not well-formed or there twice
 * @example
 * ```ts
 * import { buildDictionary, findLongestPhrase } from "brio-dictionary";
 *
 * const dictionary = buildDictionary([
 *   { phrase: " the", category: "text" },
 *   { phrase: " the same", category: "text" },
 * ]);
 * const input = new TextEncoder().encode("all the same");
 * findLongestPhrase(dictionary, input, 3); // { id: 1, category: "text", phrase: " the same" }
 * ```
 */
export function buildDictionary(phrases: Iterable<{ phrase: string; category: Category }>): Dictionary {
  if (typeof phrases?.[Symbol.iterator] !== "function") {
    throw new TypeError(`phrases: expected an iterable, got ${typeof phrases}`);
  }
  const entries: DictionaryEntry[] = [];
  const idOf = new Map<string, number>();
  for (const element of phrases) {
    const id = entries.length;
    if (id === MAX_ENTRIES) throw new RangeError("phrases: expected at most 65536, got more");
    const name = `phrases[${id}].phrase`;
    if (typeof element?.phrase !== "string") {
      throw new TypeError(`${name}: expected a string, got ${typeof element?.phrase}`);
    }
    const { phrase, category } = element;
    if (kindOf(category) === undefined) {
      throw new TypeError(
        `phrases[${id}].category: expected one of CATEGORIES, got ${JSON.stringify(category)}`,
      );
    }
    requirePhrase(name, phrase);
    const twin = idOf.get(phrase);
    if (twin !== undefined)
      throw new RangeError(
        `${quote(name, phrase)}: expected unique phrases, got that of entry ${twin} again`,
      );
    idOf.set(phrase, id);
    entries.push({ id, category, phrase });
  }
  return { id: contentId(serialise(entries, undefined)), entries };
}
