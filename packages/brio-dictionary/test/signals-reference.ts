import { utf8 } from "brio-test-support";
import { CATEGORIES, type SignalEvent } from "../src/index.ts";

/**
 * SPEC.md, section 8, on characters instead of bytes: each folded character with the offset it comes from.
 */
function fold(text: string): { character: string; offset: number }[] {
  const folded: { character: string; offset: number }[] = [];
  let offset = 0;
  for (const character of text) {
    if (/[\t\n\r \u00a0]/.test(character)) {
      if (folded.at(-1)?.character !== " ") folded.push({ character: " ", offset });
    } else {
      folded.push({ character: foldCharacter(character), offset });
    }
    offset += utf8(character).length;
  }
  return folded;
}

export function foldCharacter(character: string): string {
  if (character === "\u2018" || character === "\u2019") return "'";
  if (/[\u2010-\u2015\u2212]/.test(character)) return "-";
  if (character === "ς") return "σ";
  const hasCase = /[A-Z\u00c0-\u00de\u0100-\u012f\u0131-\u017d\u0386-\u03ab\u0400-\u042f\u0490]/;
  return hasCase.test(character) ? character.toLowerCase() : character;
}

const isWord = (character: string | undefined): boolean =>
  character !== undefined &&
  /[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u04ff\u1e00-\u1fff]/.test(character);

/** What scanSignals is to find: by comparing every folded phrase with the folded text at every character. */
export function scanByComparing(
  { entries }: { readonly entries: readonly { id: number; category: string; phrase: string }[] },
  text: string,
): SignalEvent[] {
  const folded = fold(text);
  const events: SignalEvent[] = [];
  const seen = new Set<string>();
  for (const { id, category, phrase } of entries) {
    if ((CATEGORIES as readonly string[]).indexOf(category) > 12) continue;
    const pattern = fold(phrase).map(({ character }) => character);
    if (seen.has(pattern.join(""))) continue;
    seen.add(pattern.join(""));
    for (let i = 0; i + pattern.length <= folded.length; i++) {
      const end = i + pattern.length;
      if (!pattern.every((character, j) => folded[i + j]!.character === character)) continue;
      if (isWord(pattern[0]) && isWord(folded[i - 1]?.character)) continue;
      if (isWord(pattern.at(-1)) && isWord(folded[end]?.character)) continue;
      events.push({ category, phrase, id, offset: folded[i]!.offset } as SignalEvent);
    }
  }
  return events.sort((a, b) => a.offset - b.offset || a.id - b.id);
}
