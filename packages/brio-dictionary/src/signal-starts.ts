// READ ME FIRST
//
// Says of a place in the input, by six bytes there as they are, whether a pattern may begin. Wrong answers are
// allowed one way only: "yes" where none does. The kernels in scan/ ask.
//
//   code(byte)  five low bits of the folded byte, and below them whether it is an ASCII letter or digit: the
//               same for bytes that fold to the same
//   window      the codes of six bytes and of the one before them, each shifted by CODE_BITS against the next,
//               combined by exclusive or; what is older is shifted out of the 32 bits
//   hash        the upper 18 bits of window × MULTIPLIER. MULTIPLIER is even, so the upper of the two bits of
//               the byte before that are still in the window drops out, and all that counts of that byte is
//               whether it is a letter or digit: after one, no pattern begins that begins with one
//
// A set of 2^18 bits, 32 KiB, holds the hashes of the windows that may begin a pattern: 644 for the catalogue, so that one
// place in 400 passes by chance; 383 for the dictionary chat. Of 1,000 places in English chat 6.1 pass for the catalogue (with
// half the bits 7.9), 6.4 for chat (7.6). Twice the bits let through one in seven fewer, but were no faster: they take the nearest
// cache from the text. Of the places in English chat 12 in 1,000 begin with the first four bytes of a pattern of chat, 6
// with five, 3 with six (measured); seven would not fit.
//
// A folded byte may stand for several bytes in the input, as a hyphen for the three of U+2014, and a space for
// any number. So all windows that fold to the beginning of a pattern are put into the set. Folding never makes
// longer, so a window never reaches beyond a pattern of six bytes. Shorter ones, four of 250 in chat and none of the
// catalogue, have no windows: the bytes that may begin them are triggers, which have a negative code and pass whatever follows.
// The sign of a code turns the uppermost bit of a window, which drops out as well.
//
// Where there are vectors it is cheaper to ask first what byte is there, and before it: `firsts` are the bytes that may begin a
// pattern, as assembly/scan/vectors.ts looks them up.

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
import {
  CODE_BITS,
  ELEMENT_SHIFT,
  FIRSTS_BYTES,
  HASH_SHIFT,
  MULTIPLIER,
  SPACE_CODE,
  WINDOW_BYTES,
} from "./scan/layout.ts";

/** In a code: the byte is a trigger. It sets the sign. */
const TRIGGER = -(2 ** 31);

/** In `firsts`: where the bytes begin that begin a pattern only where no letter or digit stands before. */
const INITIALS = 32;

/** Where patterns may begin. */
export interface SignalStarts {
  /** By byte of the input: its code. */
  readonly codes: Int32Array;
  /** The set of hashes, 32 in an element, the first in the bit of the sign. */
  readonly bits: Int32Array;
  /**
   * Two sets of bytes that may begin a pattern, 32 bytes each: those that do so after any byte, and those that do after none that
   * is an ASCII letter or digit. A byte is in a set if bit (byte >> 4) & 7 of its element (byte >> 7) * 16 + (byte & 15) is 1.
   */
  readonly firsts: Uint8Array;
  /** By hash: the patterns that may begin so, of those that share a window the first. */
  readonly keysByHash: ReadonlyMap<number, readonly number[]>;
  /** By trigger: the patterns that may begin with it. */
  readonly keysByByte: ReadonlyMap<number, readonly number[]>;
}

/**
 * Builds the set for sorted patterns. `shared` says how many bytes each begins with like the one before: of those
 * that have all bytes of a window in common only the first is put in.
 */
export function buildStarts(patterns: Uint8Array, offsets: Uint32Array, shared: Int8Array): SignalStarts {
  const codes = new Int32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    codes[byte] = (((byte < 0x80 ? foldedAscii[byte]! : byte) & 0x1f) << 1) | (isAsciiWord(byte) ? 1 : 0);
  }
  const bits = new Int32Array(2 ** (32 - ELEMENT_SHIFT));
  const firsts = new Uint8Array(FIRSTS_BYTES);
  const keysByHash = new Map<number, number[]>();
  const keysByByte = new Map<number, number[]>();

  const addFirst = (key: number, byte: number): void => {
    const set = isWordAt(patterns, offsets[key]!) ? INITIALS : 0;
    firsts[set + (byte >> 7) * 16 + (byte & 15)]! |= 1 << ((byte >> 4) & 7);
  };

  const addTriggers = (key: number): void => {
    for (const [first] of unfold(patterns, offsets[key]!)) {
      for (let byte = 0; byte < 256; byte++) {
        if (byte !== first && foldedAscii[byte] !== first) continue;
        addFirst(key, byte);
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

  /** The window of `length` bytes with one more, which is put in if that makes it full. */
  const extend = (key: number, length: number, window: number, byte: number): number => {
    const longer = (window << CODE_BITS) ^ codes[byte]!;
    if (length === 0) addFirst(key, byte);
    if (length + 1 === WINDOW_BYTES) {
      addWindow(longer, key);
      // The byte before was none so far. The same after a letter or digit:
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
      const isPair = byte >= FIRST_FOLDED_LEAD && byte < 0xe0;
      if (isPair || byte === APOSTROPHE || byte === HYPHEN) {
        const after = next + (isPair ? 2 : 1);
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
  // One code for all white space, U+00A0 too: so a run is the same window whatever it consists of.
  for (let byte = 0; byte < 256; byte++) {
    if (foldedAscii[byte] !== SPACE && byte !== 0xc2 && byte !== 0xa0) continue;
    codes[byte] = (codes[byte]! & TRIGGER) | SPACE_CODE;
  }
  for (let key = 0; key < keyCount; key++) {
    if (!isShort(key) && shared[key]! < WINDOW_BYTES) addWindows(key, offsets[key]!, 0, 0);
  }
  addForms(firsts);
  return { codes, bits, firsts, keysByHash, keysByByte };
}

/** To each set, capitals where there are small letters (and four other characters, which does no harm), and all white space. */
function addForms(firsts: Uint8Array): void {
  for (let set = 0; set < FIRSTS_BYTES; set += INITIALS) {
    // The upper halves 6 and 7 are small letters, 4 and 5 capitals.
    for (let i = set; i < set + 16; i++) firsts[i]! |= (firsts[i]! & 0xc0) >> 2;
    if ((firsts[set]! & (1 << (SPACE >> 4))) === 0) continue;
    for (const byte of [0x09, 0x0a, 0x0d]) firsts[set + byte]! |= 1;
    firsts[set + 16 + 2]! |= 1 << 4; // 0xc2, which begins U+00A0
  }
}

function addKey(keys: Map<number, number[]>, index: number, key: number): void {
  const list = keys.get(index);
  if (list === undefined) keys.set(index, [key]);
  else if (list.at(-1) !== key) list.push(key);
}
