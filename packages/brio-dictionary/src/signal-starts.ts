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

import { APOSTROPHE, FIRST_FOLDED_LEAD, foldedAscii, HYPHEN, isAsciiWord, isWordAt, SPACE, unfold } from "./normalise.ts";

/** Letters fill five bits of a code beside the flag, and six times five leave room for one more bit of 32. */
const CODE_BITS = 5;
export const WINDOW_BYTES = 6;
/** In a code. */
const TRIGGER = -128;
/** Twice the golden ratio as a 32-bit fraction, which spreads neighbouring windows (Knuth, volume 3, 6.4). */
const MULTIPLIER = 0x3c6ef362;

/** A product is shifted by this to be the element of the set, and by HASH_SHIFT to be a hash. */
const ELEMENT_SHIFT = 20;
const HASH_SHIFT = 15;

/** So many bytes are looked at in one go. */
export const STEP = 1024;

/** Where patterns may begin. */
export interface SignalStarts {
  /** By byte of the input: its code. */
  readonly codes: Int8Array;
  /** The set of hashes, 32 in an element. */
  readonly bits: Int32Array;
  /** By hash: the patterns that may begin so, of those that share a window the first. */
  readonly keysByHash: ReadonlyMap<number, readonly number[]>;
  /** By the byte with which they may begin: the patterns that are shorter than a window. */
  readonly keysByByte: ReadonlyMap<number, readonly number[]>;
  /** Room for what {@link findStarts} finds. */
  readonly starts: Int32Array;
}

/** The bytes before a pattern, as far as their codes matter. */
const ANY_BEFORE = [0, 1];
const NO_WORD_BEFORE = [0];

/** Builds the set for sorted patterns; `shared` says what each shares with the one before. */
export function buildStarts(patterns: Uint8Array, offsets: Uint32Array, shared: Int8Array): SignalStarts {
  const codes = new Int8Array(256);
  for (let byte = 0; byte < 256; byte++) {
    codes[byte] = (((byte < 0x80 ? foldedAscii[byte]! : byte) & 0x1f) << 1) | (isAsciiWord(byte) ? 1 : 0);
  }
  // That of 0xa0 is the same: so white space is the same window whatever it consists of.
  codes[0xc2] = codes[SPACE]!;
  const bits = new Int32Array(2 ** (32 - ELEMENT_SHIFT));
  const keysByHash = new Map<number, number[]>();
  const keysByByte = new Map<number, number[]>();

  /** Puts in all windows that begin with `length` bytes and go on as pattern `key` from `next` on. */
  const addWindows = (key: number, next: number, length: number, window: number): void => {
    for (; length < WINDOW_BYTES; length++) {
      const byte = patterns[next]!;
      if (next > offsets[key]! && patterns[next - 1] === SPACE) {
        addWindows(key, next, length + 1, (window << CODE_BITS) ^ codes[SPACE]!);
      }
      if (byte >= 0x80 || byte === APOSTROPHE || byte === HYPHEN) {
        const after = next + (byte >= FIRST_FOLDED_LEAD && byte < 0xe0 ? 2 : 1);
        for (const form of unfold(patterns, next)) {
          let longer = window;
          const end = Math.min(length + form.length, WINDOW_BYTES);
          for (let i = length; i < end; i++) longer = (longer << CODE_BITS) ^ codes[form[i - length]!]!;
          addWindows(key, after, end, longer);
        }
        return;
      }
      window = (window << CODE_BITS) ^ codes[byte]!;
      next++;
    }
    const hash = Math.imul(window, MULTIPLIER) >>> HASH_SHIFT;
    bits[hash >>> 5]! |= 1 << (31 - hash);
    addKey(keysByHash, hash, key);
  };

  const addTriggers = (key: number): void => {
    for (const [first] of unfold(patterns, offsets[key]!)) {
      for (let byte = 0; byte < 256; byte++) {
        if (byte !== first && foldedAscii[byte] !== first) continue;
        codes[byte] = codes[byte]! | TRIGGER;
        addKey(keysByByte, byte, key);
      }
    }
  };

  const keyCount = offsets.length - 1;
  const isShort = (key: number): boolean => offsets[key + 1]! - offsets[key]! < WINDOW_BYTES;
  // These first, since windows have their codes.
  for (let key = 0; key < keyCount; key++) {
    if (isShort(key)) addTriggers(key);
  }
  for (let key = 0; key < keyCount; key++) {
    if (isShort(key) || shared[key]! >= WINDOW_BYTES) continue;
    const first = offsets[key]!;
    for (const before of isWordAt(patterns, first) ? NO_WORD_BEFORE : ANY_BEFORE)
      addWindows(key, first, 0, before);
  }
  return { codes, bits, keysByHash, keysByByte, starts: new Int32Array(2 * STEP) };
}

function addKey(keys: Map<number, number[]>, index: number, key: number): void {
  const list = keys.get(index);
  if (list === undefined) keys.set(index, [key]);
  else if (list.at(-1) !== key) list.push(key);
}

/**
 * The first place from `from` on that passes: a trigger, or the last byte of a window that may begin a pattern. The
 * length of the input if there is none.
 *
 * Two bytes a turn take a fifth less time than one (measured), four no less than two. The loop neither calls nor
 * writes anything, so that what it reads of the tables' headers is read once and not for every byte, for which
 * the constants are local, too: a bundle makes variables of those of a module.
 */
export function nextStart({ codes, bits }: SignalStarts, input: Uint8Array, from: number): number {
  const codeBits: typeof CODE_BITS = 5;
  const multiplier: typeof MULTIPLIER = 0x3c6ef362;
  const elementShift: typeof ELEMENT_SHIFT = 20;
  const hashShift: typeof HASH_SHIFT = 15;
  let window = 0;
  for (let at = Math.max(0, from - WINDOW_BYTES); at < from; at++) {
    window = (window << codeBits) ^ codes[input[at]!]!;
  }
  const inputLength = input.length;
  let at = from;
  for (const pairsEnd = inputLength - 1; at < pairsEnd; at += 2) {
    const code1 = codes[input[at]!]!;
    const code2 = codes[input[at + 1]!]!;
    const middle = (window << codeBits) ^ code1;
    window = (middle << codeBits) ^ code2;
    const product1 = Math.imul(middle, multiplier);
    const product2 = Math.imul(window, multiplier);
    const passes1 = (bits[product1 >>> elementShift]! << (product1 >>> hashShift)) | code1;
    const passes2 = (bits[product2 >>> elementShift]! << (product2 >>> hashShift)) | code2;
    if ((passes1 | passes2) < 0) return passes1 < 0 ? at : at + 1;
  }
  if (at < inputLength) {
    const code = codes[input[at]!]!;
    const product = Math.imul((window << codeBits) ^ code, multiplier);
    if (((bits[product >>> elementShift]! << (product >>> hashShift)) | code) < 0) return at;
  }
  return inputLength;
}

/** The hash of the window whose last byte is at `last`. */
export function hashAt({ codes }: SignalStarts, input: Uint8Array, last: number): number {
  let window = 0;
  for (let at = Math.max(0, last - WINDOW_BYTES); at <= last; at++) {
    window = (window << CODE_BITS) ^ codes[input[at]!]!;
  }
  return Math.imul(window, MULTIPLIER) >>> HASH_SHIFT;
}
