// READ ME FIRST
//
// Says of a place in the input, by the few bytes there as they are, whether a pattern may begin. Wrong answers
// are allowed one way only: "yes" where none does.
//
//   code(byte)  folded byte × 2, plus 1 for ASCII letters and digits: the same for bytes that fold to the same
//   window      the codes of `windowBytes` bytes and of the one before them, each shifted by CODE_BITS against
//               the next, combined by exclusive or; 32 bits that need not be cleared of what is older
//   hash        upper half of window × `multiplier`, a multiple of so high a power of two that older bits drop
//               out, and of the code of the byte before all but the lowest: whether it was a letter or digit,
//               after which no pattern begins that begins with one
//
// A set of 2^17 bits, 16 KiB, holds the hashes of windows that may begin a pattern: 500 for chat, so that English hits one
// by chance about once in 300 bytes. Of its positions 12 in 1,000 begin with the first four bytes of a
// pattern of chat, 6 with the first five, 3 with the first six (measured).
//
// A folded byte may stand for several bytes in the input, as a hyphen for the three of U+2014, and a space for any
// number. So all windows that fold to the beginning of a pattern are put into the set. A window may
// reach one byte beyond the shortest pattern, whatever that byte is, and further it must not: folding never makes
// longer, so it never reaches beyond others, but two bytes that may be anything would fill the set.

import { foldedAscii, isAsciiWord, isWordAt, SPACE, unfold } from "./normalise.ts";

/** Letters fill five bits of a code, and the window of five bytes leaves 26 of 32 bits. */
export const CODE_BITS = 5;
const MAX_WINDOW_BYTES = 5;
/** The golden ratio, as 32-bit fraction: multiplying by it spreads neighbouring windows (Knuth, volume 3). */
const GOLDEN_RATIO = 0x9e3779b1;

/** A product is shifted by this to be the element of the set, and by BIT_SHIFT to be the bit in it. */
export const ELEMENT_SHIFT = 20;
export const BIT_SHIFT = 15;

/** Where patterns may begin. */
export interface SignalStarts {
  /** By byte of the input: its code. */
  readonly codes: Uint16Array;
  /** How many bytes are looked at. */
  readonly windowBytes: number;
  readonly multiplier: number;
  /** The set of hashes, 32 in an element. */
  readonly bits: Int32Array;
  /** By hash: the patterns that may begin so, of those that share a window the first. */
  readonly groups: ReadonlyMap<number, readonly number[]>;
}

/** The bytes before a pattern, as far as their codes matter. */
const ANY_BEFORE = [0, 1];
const NO_WORD_BEFORE = [0];

/** Builds the set for sorted patterns; `shared` says what each shares with the one before. */
export function buildStarts(patterns: Uint8Array, offsets: Uint32Array, shared: Int8Array): SignalStarts {
  const keyCount = offsets.length - 1;
  let windowBytes = MAX_WINDOW_BYTES;
  for (let key = 0; key < keyCount; key++) {
    windowBytes = Math.min(windowBytes, offsets[key + 1]! - offsets[key]! + 1);
  }
  const codes = Uint16Array.from(
    { length: 256 },
    (_, byte) => ((byte < 0x80 ? foldedAscii[byte]! : byte) << 1) | (isAsciiWord(byte) ? 1 : 0),
  );
  const multiplier = GOLDEN_RATIO << (31 - windowBytes * CODE_BITS);
  const bits = new Int32Array(2 ** (32 - ELEMENT_SHIFT));
  const groups = new Map<number, number[]>();

  /** Puts in all windows that begin with `length` bytes and go on as pattern `key` from `next` on. */
  const addWindows = (key: number, next: number, length: number, window: number): void => {
    if (length === windowBytes) {
      const hash = Math.imul(window, multiplier) >>> BIT_SHIFT;
      bits[hash >>> 5]! |= 1 << hash;
      const group = groups.get(hash);
      if (group === undefined) groups.set(hash, [key]);
      else if (group.at(-1) !== key) group.push(key);
      return;
    }
    if (next === offsets[key + 1]) {
      for (const code of codes) addWindows(key, next, length + 1, (window << CODE_BITS) ^ code);
      return;
    }
    const after = next + (patterns[next]! >= 0xc2 && patterns[next]! < 0xe0 ? 2 : 1);
    for (const form of unfold(patterns, next)) addForm(key, after, length, window, form);
    // More white space.
    if (next > offsets[key]! && patterns[next - 1] === SPACE) {
      for (const form of unfold(patterns, next - 1)) addForm(key, next, length, window, form);
    }
  };
  const addForm = (
    key: number,
    next: number,
    length: number,
    window: number,
    form: readonly number[],
  ): void => {
    for (let i = 0; i < form.length && length < windowBytes; i++) {
      window = (window << CODE_BITS) ^ codes[form[i]!]!;
      length++;
    }
    addWindows(key, next, length, window);
  };

  for (let key = 0; key < keyCount; key++) {
    if (shared[key]! >= windowBytes) continue;
    const first = offsets[key]!;
    for (const before of isWordAt(patterns, first) ? NO_WORD_BEFORE : ANY_BEFORE)
      addWindows(key, first, 0, before);
  }
  return { codes, windowBytes, multiplier, bits, groups };
}
