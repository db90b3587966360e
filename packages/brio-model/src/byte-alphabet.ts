import type { Alphabet } from "./alphabet.ts";

/**
 * The alphabet of the 256 bytes: for content without a dictionary. Every byte is a class of its own. Letters, digits and blanks have short
 * paths, so that text takes some six decisions a byte; what is likely the model finds out itself.
 */
export function byteAlphabet(): Alphabet {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  return {
    bytes: all,
    offsets: Uint32Array.from({ length: 257 }, (_, byte) => byte),
    classes: all,
    weights: new Uint32Array(256).fill(1),
    classWeights: Uint32Array.from(all, weightOf),
    transitions: undefined,
  };
}

const BLANKS = " \n";
const FREQUENT_LETTERS = "etaoinsrhld";

function weightOf(byte: number): number {
  const character = String.fromCharCode(byte);
  if (character === " ") return 192;
  if (FREQUENT_LETTERS.includes(character)) return 64;
  if (BLANKS.includes(character) || /[a-z]/.test(character)) return 24;
  if (/[A-Z0-9.,"':_-]/.test(character)) return 8;
  return byte < 0x20 || byte >= 0x7f ? 1 : 3;
}
