import { CHAT_1_ID, CHAT_1_RUNS } from "./chat-1.gen.ts";
import { unpackChat2 } from "./chat-2.ts";
import { CATEGORIES, type Dictionary, type DictionaryEntry } from "./dictionary.ts";

let chat1: Dictionary | undefined;
let chat2: Dictionary | undefined;

/**
 * The built-in dictionary `chat`: phrases common in conversations with language models, in their tool calls
 * and in the records kept of them, and the signal phrases of every category. Made on the first call, then
 * always the same object.
 *
 * @param edition - 2, the default: trained, with a model; what frames of format version 2 are made with. 1: that of frames
 *   of version 1, without a model. Neither ever changes
 * @throws {RangeError} there is no such edition
 */
export function chatDictionary(edition: 1 | 2 = 2): Dictionary {
  if (edition === 2) {
    chat2 ??= unpackChat2();
    return chat2;
  }
  if (edition !== 1) throw new RangeError(`edition: expected 1 or 2, got ${String(edition)}`);
  chat1 ??= { id: CHAT_1_ID, entries: expandRuns() };
  return chat1;
}

function expandRuns(): DictionaryEntry[] {
  const entries: DictionaryEntry[] = [];
  for (const [kind, phrases] of CHAT_1_RUNS) {
    const category = CATEGORIES[kind]!;
    for (const phrase of phrases.split("\r")) entries.push({ id: entries.length, category, phrase });
  }
  return entries;
}
