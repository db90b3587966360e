// Tokens for any content, chosen greedily: the longer of the longest phrase and the longest match that a small table finds.
import { type Dictionary, phraseBytes } from "brio-dictionary";
import { BLOCK_LENGTH, bytesOfSymbol, type Token } from "./reference-encoder.ts";

const MAX_PHRASE_LENGTH = 48;
const WINDOW_LENGTH = 2 ** 24 - 1;

export function parseContent(dictionary: Dictionary, content: Uint8Array): Token[][] {
  const phrases = phraseFinder(dictionary);
  /** The last position of each three bytes, by hash, and one more. */
  const heads = new Int32Array(65536);
  const blocks: Token[][] = [];
  for (let start = 0; start < content.length; start += BLOCK_LENGTH) {
    const end = Math.min(start + BLOCK_LENGTH, content.length);
    const tokens: Token[] = [];
    let [d0, d1] = [0, 0];
    for (let at = start; at < end; ) {
      const found = heads[hashAt(content, at)]! - 1;
      const distance = at - found;
      const symbol = phrases(content, at, end);
      const phraseLength = bytesOfSymbol(dictionary, symbol).length;
      const lengths = [d0, d1, found >= 0 && distance <= WINDOW_LENGTH ? distance : 0].map((d) =>
        d === 0 ? 0 : matchLength(content, at, d, end),
      );
      let length = phraseLength;
      if (lengths[0]! > phraseLength + 1) {
        length = lengths[0]!;
        tokens.push({ length, at: "last" });
      } else if (lengths[1]! > phraseLength + 1) {
        length = lengths[1]!;
        tokens.push({ length, at: "second" });
        [d0, d1] = [d1, d0];
      } else if (lengths[2]! > phraseLength + 3) {
        length = lengths[2]!;
        tokens.push({ length, distance });
        [d0, d1] = [distance, d0];
      } else if (phraseLength === 1 && content[at]! < 9) tokens.push({ raw: content[at]! });
      else tokens.push({ symbol });
      for (const next = at + length; at < next; at++) heads[hashAt(content, at)] = at + 1;
    }
    blocks.push(tokens);
  }
  return blocks;
}

function hashAt(content: Uint8Array, at: number): number {
  return (
    (Math.imul((content[at]! << 16) | (content[at + 1]! << 8) | content[at + 2]!, 0x9e3779b1) >>> 16) & 65535
  );
}

function matchLength(content: Uint8Array, at: number, distance: number, end: number): number {
  let length = 0;
  while (at + length < end && content[at + length] === content[at + length - distance]) length++;
  return length;
}

/** The longest symbol at a position: at least the byte that is there. */
function phraseFinder(dictionary: Dictionary): (content: Uint8Array, at: number, end: number) => number {
  const text = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
  const symbols = new Map<string, number>();
  const { offsets } = phraseBytes(dictionary);
  for (let symbol = 256; symbol < 256 + offsets.length - 1; symbol++) {
    symbols.set(text(bytesOfSymbol(dictionary, symbol)), symbol);
  }
  return (content, at, end) => {
    for (let length = Math.min(MAX_PHRASE_LENGTH, end - at); length > 1; length--) {
      const symbol = symbols.get(text(content.subarray(at, at + length)));
      if (symbol !== undefined) return symbol;
    }
    return content[at]!;
  };
}
