/** @import { Exchange } from "./corpus.mjs" */

// What may become a phrase of the built-in dictionary, besides occurring in enough samples and groups.

/** So many words of an omitted text are its wording, and so many of prose a sentence, unless people use them anyway. */
const WORDING = 3;
const SENTENCE = 4;
const COMMON_PROMPTS = 5;

/**
 * Refuses control characters but tab and line feed; the character between phrases in the generated file; and, unless replies
 * to five prompts have it, wording of the texts that were left out of the corpus, which others quote, and sentences,
 * which prompts made from a template have in common.
 *
 * @param {readonly string[]} omitted
 * @param {readonly Exchange[]} exchanges
 * @returns {(phrase: string) => boolean}
 */
export function phraseFilter(omitted, exchanges) {
  const wording = omitted.join("\n");
  const isCommon = (/** @type {string} */ phrase) => {
    const prompts = new Set();
    return exchanges.some(
      ({ prompt, reply }) => reply.includes(phrase) && prompts.add(prompt).size === COMMON_PROMPTS,
    );
  };
  return (phrase) => {
    if (/[^\P{Cc}\n\t]|~/u.test(phrase)) return false;
    const words = phrase.trim().split(/\s+/).length;
    const isSentence = words >= SENTENCE && !/["{}[\]\\]/.test(phrase);
    const isWording = words >= WORDING && wording.includes(phrase);
    return !(isSentence || isWording) || isCommon(phrase);
  };
}
