import { CHAT_PRIOR } from "./chat-prior.gen.ts";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * The built-in prior as a file for `readPrior`: trained on chat messages, agent transcripts and records, for edition 2 of the dictionary
 * `chat` of brio-dictionary. It is an entry of its own, as it is some hundred times as large as all the rest.
 *
 * @returns bytes in memory of their own
 */
export function chatPriorBytes(): Uint8Array {
  // Base64, four digits a step: `atob` makes a string again, which takes longer to look into than this takes altogether.
  const digits = new TextEncoder().encode(CHAT_PRIOR);
  const values = new Uint8Array(128);
  for (let value = 0; value < DIGITS.length; value++) values[DIGITS.charCodeAt(value)] = value;
  const paddingLength = CHAT_PRIOR.endsWith("==") ? 2 : Number(CHAT_PRIOR.endsWith("="));
  const bytes = new Uint8Array((digits.length / 4) * 3 - paddingLength);
  for (let i = 0, at = 0; i < digits.length; i += 4, at += 3) {
    const word =
      (values[digits[i]] << 18) |
      (values[digits[i + 1]] << 12) |
      (values[digits[i + 2]] << 6) |
      values[digits[i + 3]];
    bytes[at] = word >> 16;
    bytes[at + 1] = word >> 8;
    bytes[at + 2] = word;
  }
  return bytes;
}
