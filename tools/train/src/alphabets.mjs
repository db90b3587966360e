/** @import { Random } from "./random.mjs" */

// Letters of many scripts at random, as words of random length: no text in any language. What a model learns from them is
// how UTF-8 goes on after its lead bytes, so that scripts which the corpus does not have cost their bytes and not more.

/** First and last code point of letters that follow one another. */
const ALPHABETS = [
  [0x00e0, 0x00ff], // Latin with accents
  [0x03b1, 0x03c9], // Greek
  [0x0430, 0x044f], // Cyrillic
  [0x05d0, 0x05ea], // Hebrew
  [0x0627, 0x064a], // Arabic
  [0x0905, 0x0939], // Devanagari
  [0x0985, 0x09b9], // Bengali
  [0x0b85, 0x0bb9], // Tamil
  [0x0e01, 0x0e3a], // Thai
  [0x10d0, 0x10f0], // Georgian
  [0x1ea0, 0x1ef9], // Latin, Vietnamese
  [0x3041, 0x3093], // Hiragana
  [0x30a1, 0x30f3], // Katakana
  [0x4e00, 0x9fa5], // Han
  [0xac00, 0xd7a3], // Hangul
  [0x1f300, 0x1f64f], // emoji
];

/**
 * One sample for each script.
 *
 * @param {Random} random
 * @param {number} characterCount in each sample
 * @returns {string[]}
 */
export function alphabetSamples(random, characterCount) {
  return ALPHABETS.map(([first = 0, last = 0]) => {
    const characters = Array.from({ length: characterCount }, () =>
      random.chance(0.16)
        ? random.pick([" ", " ", " ", ", ", ". ", "\n"])
        : String.fromCodePoint(first + random.below(last - first + 1)),
    );
    return characters.join("");
  });
}
