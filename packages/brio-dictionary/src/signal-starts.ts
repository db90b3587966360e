// READ ME FIRST
//
// Says of a place in the input, by six bytes there as they are, whether a pattern may begin. Wrong answers are
// allowed one way only: "yes" where none does.
//
//   code(byte)  five low bits of the folded byte, and below them whether it is an ASCII letter or digit: the
//               same for bytes that fold to the same
//   window      the codes of six bytes and of the one before them, each shifted by CODE_BITS against the next,
//               combined by exclusive or; what is older is shifted out of the 32 bits, but for one bit
//   hash        the upper 17 bits of window × MULTIPLIER, which is even: so that one bit drops out, and all that
//               is left of the byte before is whether it was a letter or digit, after which no pattern begins
//               that begins with one
//
// A set of 2^17 bits, 16 KiB, holds the hashes of windows that may begin a pattern: 500 for chat, so that one place in
// 300 passes by chance. Of the places in English chat 12 in 1,000 begin with the first four bytes of a pattern of
// chat, 6 with five, 3 with six (measured): with a window of four, three times as much time goes into
// comparing patterns.
//
// A folded byte may stand for several bytes in the input, as a hyphen for the three of U+2014, and a space for any
// number. So all windows that fold to the beginning of a pattern are put into the set. Folding never makes longer, so
// a window never reaches beyond a pattern of six bytes. Shorter ones, four of 250 in chat, have no windows: they
// may begin wherever their first byte is.

import {
  APOSTROPHE,
  FIRST_FOLDED_LEAD,
  foldedAscii,
  HYPHEN,
  isAsciiWord,
  isWordAt,
  SPACE,
  unfold,
} from "./normalise.ts";

export const CODE_BITS = 5;
/** Letters fill five bits of a code beside the flag, and six times five leave room for one more bit of 32. */
export const WINDOW_BYTES = 6;
/** Twice 2^32 divided by the golden ratio, which spreads neighbouring windows (Knuth, volume 3, 6.4). */
export const MULTIPLIER = 0x3c6ef362;
/** Sets the sign of a code. */
const TRIGGER = -128;

/** A product is shifted by this to be the element of the set, and by HASH_SHIFT to be a hash. */
export const ELEMENT_SHIFT = 20;
export const HASH_SHIFT = 15;

/** Where patterns may begin. */
export interface SignalStarts {
  /** By byte of the input: its code. */
  readonly codes: Int8Array;
  /** The set of hashes, 32 in an element, the first in the bit of the sign. */
  readonly bits: Int32Array;
  /** By hash: the patterns that may begin so, of those that share a window the first. */
  readonly keysByHash: ReadonlyMap<number, readonly number[]>;
  /** By trigger: the patterns that may begin with it. */
  readonly keysByByte: ReadonlyMap<number, readonly number[]>;
}

/** Builds the set for sorted patterns; of those that `shared` says have the same WINDOW_BYTES bytes only the first is there. */
export function buildStarts(patterns: Uint8Array, offsets: Uint32Array, shared: Int8Array): SignalStarts {
  const codes = new Int8Array(256);
  for (let byte = 0; byte < 256; byte++) {
    codes[byte] = (((byte < 0x80 ? foldedAscii[byte]! : byte) & 0x1f) << 1) | (isAsciiWord(byte) ? 1 : 0);
  }
  const bits = new Int32Array(2 ** (32 - ELEMENT_SHIFT));
  const keysByHash = new Map<number, number[]>();
  const keysByByte = new Map<number, number[]>();

  const addTriggers = (key: number): void => {
    for (const [first] of unfold(patterns, offsets[key]!)) {
      for (let byte = 0; byte < 256; byte++) {
        if (byte !== first && foldedAscii[byte] !== first) continue;
        codes[byte] = codes[byte]! | TRIGGER;
        addKey(keysByByte, byte, key);
      }
    }
  };

  const addWindow = (window: number, key: number): void => {
    const hash = Math.imul(window, MULTIPLIER) >>> HASH_SHIFT;
    bits[hash >>> 5]! |= 1 << (31 - hash);
    addKey(keysByHash, hash, key);
  };

  /** The window with one more byte, which is put in if it has WINDOW_BYTES or, counting the byte before, WINDOW_BYTES. */
  const extend = (key: number, length: number, window: number, byte: number): number => {
    const longer = (window << CODE_BITS) ^ codes[byte]!;
    if (length + 1 === WINDOW_BYTES) {
      addWindow(longer, key);
      // The same after a letter or digit.
      if (!isWordAt(patterns, offsets[key]!)) addWindow(longer ^ (1 << (WINDOW_BYTES * CODE_BITS)), key);
    }
    return longer;
  };

  /** Puts in all windows that begin with `length` bytes and go on as pattern `key` from `next` on. */
  const addWindows = (key: number, next: number, length: number, window: number): void => {
    for (; length < WINDOW_BYTES; length++) {
      if (next > offsets[key]! && patterns[next - 1] === SPACE) {
        // More white space.
        addWindows(key, next, length + 1, extend(key, length, window, SPACE));
      }
      const byte = patterns[next]!;
      if (byte >= 0x80 || byte === APOSTROPHE || byte === HYPHEN) {
        const after = next + (byte >= FIRST_FOLDED_LEAD && byte < 0xe0 ? 2 : 1);
        for (const form of unfold(patterns, next)) {
          const end = Math.min(length + form.length, WINDOW_BYTES);
          let longer = window;
          for (let i = length; i < end; i++) longer = extend(key, i, longer, form[i - length]!);
          addWindows(key, after, end, longer);
        }
        return;
      }
      window = extend(key, length, window, byte);
      next++;
    }
  };

  const keyCount = offsets.length - 1;
  const isShort = (key: number): boolean => offsets[key + 1]! - offsets[key]! < WINDOW_BYTES;
  // These first, since windows are made of codes.
  for (let key = 0; key < keyCount; key++) {
    if (isShort(key)) addTriggers(key);
  }
  // Still one code for all white space.
  const spaceCode = codes[SPACE]! | codes[0xc2]!;
  for (let byte = 0; byte < 256; byte++) {
    if (foldedAscii[byte] === SPACE || byte === 0xc2 || byte === 0xa0) codes[byte] = spaceCode;
  }
  for (let key = 0; key < keyCount; key++) {
    if (!isShort(key) && shared[key]! < WINDOW_BYTES) addWindows(key, offsets[key]!, 0, 0);
  }
  return { codes, bits, keysByHash, keysByByte };
}

function addKey(keys: Map<number, number[]>, index: number, key: number): void {
  const list = keys.get(index);
  if (list === undefined) keys.set(index, [key]);
  else if (list.at(-1) !== key) list.push(key);
}
