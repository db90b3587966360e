/** JSON that may be shown, whoever wrote the strings in it. */

/**
 * Control characters, those that hide or turn round what stands beside them, and separators that some terminals break
 * lines at. `JSON.stringify` escapes the first 32 alone; U+009B, for one, begins a command to a terminal as ESC [ does.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** What `JSON.stringify` gives, on one line, with escapes for all that is not to be seen; it parses to the same. */
export function safeJson(value: string | object): string {
  // Outside of strings JSON of one line has no such characters.
  return JSON.stringify(value).replace(UNSEEN, (character) => character.split("").map(escapeUnit).join(""));
}

/** @param unit - a character, or half of one above U+FFFF */
function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
