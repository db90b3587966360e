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
// a window never reaches beyond a pattern of six bytes. Shorter ones have no windows; bytes that may begin one have
// IS_TRIGGER in their code, and pass whatever follows.

import { foldedAscii, isAsciiWord, isWordAt, SPACE, unfold } from "./normalise.ts";

/** Letters fill five bits of a code beside the flag, and six times five leave room for one more bit of 32. */
const CODE_BITS = 5;
export const WINDOW_BYTES = 6;
/** In a code. */
const IS_TRIGGER = 64;
/** Twice the golden ratio as a 32-bit fraction, which spreads neighbouring windows (Knuth, volume 3, 6.4). */
const MULTIPLIER = 0x3c6ef362;

/** A product is shifted by this to be the element of the set, and by BIT_SHIFT to be a hash. */
const ELEMENT_SHIFT = 20;
const BIT_SHIFT = 15;

/** So many bytes are looked at in one go. */
export const STEP = 1024;

/** Where patterns may begin. */
export interface SignalStarts {
  /** By byte of the input: its code. */
  readonly codes: Uint8Array;
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
  const codes = new Uint8Array(256);
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
    if (length === WINDOW_BYTES) {
      const hash = Math.imul(window, MULTIPLIER) >>> BIT_SHIFT;
      bits[hash >>> 5]! |= 1 << hash;
      addKey(keysByHash, hash, key);
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
    for (let i = 0; i < form.length && length < WINDOW_BYTES; i++) {
      window = (window << CODE_BITS) ^ codes[form[i]!]!;
      length++;
    }
    addWindows(key, next, length, window);
  };

  // Triggers first, as they are part of the codes in a window.
  const keyCount = offsets.length - 1;
  for (let key = 0; key < keyCount; key++) {
    const first = offsets[key]!;
    if (offsets[key + 1]! - first >= WINDOW_BYTES) continue;
    for (const form of unfold(patterns, first)) {
      for (let byte = 0; byte < 256; byte++) {
        if (byte !== form[0] && foldedAscii[byte] !== form[0]) continue;
        codes[byte]! |= IS_TRIGGER;
        addKey(keysByByte, byte, key);
      }
    }
  }
  for (let key = 0; key < keyCount; key++) {
    const first = offsets[key]!;
    if (shared[key]! >= WINDOW_BYTES || offsets[key + 1]! - first < WINDOW_BYTES) continue;
    for (const before of isWordAt(patterns, first) ? NO_WORD_BEFORE : ANY_BEFORE) addWindows(key, first, 0, before);
  }
  return { codes, bits, keysByHash, keysByByte, starts: new Int32Array(2 * STEP) };
}

function addKey(keys: Map<number, number[]>, index: number, key: number): void {
  const list = keys.get(index);
  if (list === undefined) keys.set(index, [key]);
  else if (list.at(-1) !== key) list.push(key);
}

/**
 * Looks for starts among the STEP bytes from `from` on. Returns how many there are, and writes to `starts` for
 * each that is told by its window, the hash × STEP plus where the window ends, or -1 minus where it is.
 * Places count from `from`.
 *
 * Two bytes a turn take a fifth less time than one (measured), four no less than two. Nothing is called, which
 * keeps variables in registers and is worth as much again. And the constants are local, as a bundle makes those
 * of a module variables that are looked up again for every byte.
 */
export function findStarts({ codes, bits, starts }: SignalStarts, input: Uint8Array, from: number): number {
  const codeBits: typeof CODE_BITS = 5;
  const isTrigger: typeof IS_TRIGGER = 64;
  const multiplier: typeof MULTIPLIER = 0x3c6ef362;
  const elementShift: typeof ELEMENT_SHIFT = 20;
  const bitShift: typeof BIT_SHIFT = 15;
  const step: typeof STEP = 1024;
  let window = 0;
  for (let at = Math.max(0, from - WINDOW_BYTES - 1); at < from; at++) {
    window = (window << codeBits) ^ codes[input[at]!]!;
  }
  const end = Math.min(from + step, input.length);
  let count = 0;
  let at = from;
  for (const pairsEnd = end - 1; at < pairsEnd; at += 2) {
    const firstCode = codes[input[at]!]!;
    const secondCode = codes[input[at + 1]!]!;
    const firstWindow = (window << codeBits) ^ firstCode;
    window = (firstWindow << codeBits) ^ secondCode;
    const first = Math.imul(firstWindow, multiplier);
    const second = Math.imul(window, multiplier);
    const firstBits = bits[first >>> elementShift]! >> (first >>> bitShift);
    const secondBits = bits[second >>> elementShift]! >> (second >>> bitShift);
    if ((((firstBits | secondBits) & 1) | ((firstCode | secondCode) & isTrigger)) !== 0) {
      const place = at - from;
      if ((firstBits & 1) !== 0) starts[count++] = (first >>> bitShift) * step + place;
      if ((secondBits & 1) !== 0) starts[count++] = (second >>> bitShift) * step + place + 1;
      if ((firstCode & isTrigger) !== 0) starts[count++] = -1 - place;
      if ((secondCode & isTrigger) !== 0) starts[count++] = -2 - place;
    }
  }
  if (at < end) {
    const code = codes[input[at]!]!;
    const product = Math.imul((window << codeBits) ^ code, multiplier);
    const isStart = (bits[product >>> elementShift]! >> (product >>> bitShift)) & 1;
    if (isStart !== 0) starts[count++] = (product >>> bitShift) * step + at - from;
    if ((code & isTrigger) !== 0) starts[count++] = from - at - 1;
  }
  return count;
}
