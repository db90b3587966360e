import { CHAT_1_ID, CHAT_1_RUNS } from "./chat-1.gen.ts";
import { CATEGORIES, type Dictionary, type DictionaryEntry } from "./dictionary.ts";

let chat: Dictionary | undefined;

/**
 * The built-in dictionary `chat`: phrases common in conversations with language models, in their tool calls
 * and in the records kept of them, and the signal phrases of every category. Made on the first call, then
 * always the same object.
 */
export function chatDictionary(): Dictionary {
  chat ??= { id: CHAT_1_ID, entries: expandRuns() };
  return chat;
}

function expandRuns(): DictionaryEntry[] {
  const entries: DictionaryEntry[] = [];
  for (const [kind, phrases] of CHAT_1_RUNS) {
    const category = CATEGORIES[kind]!;
    for (const phrase of phrases.split("\r")) entries.push({ id: entries.length, category, phrase });
  }
  return entries;
}
