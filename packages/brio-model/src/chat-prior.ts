import { CHAT_PRIOR } from "./chat-prior.gen.ts";

/**
 * The built-in prior as a file for `readPrior`: trained on chat messages, agent transcripts and records, for edition 2 of the dictionary
 * `chat` of brio-dictionary. It is an entry of its own, as it is some hundred times as large as all the rest.
 *
 * @returns bytes in memory of their own
 */
export function chatPriorBytes(): Uint8Array {
  const characters = atob(CHAT_PRIOR);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  return bytes;
}
