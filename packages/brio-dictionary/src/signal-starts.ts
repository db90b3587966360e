// READ ME FIRST
//
// Says of a place in the input, by six bytes there as they are, whether a pattern may begin. Wrong answers are
// allowed one way only: "yes" where none does. The kernels in scan/ ask.
//
//   code(byte)  the same for bytes that fold to the same: bit 5 is set, which makes letters small, after what is less than a
//               space has become one, and so have the two bytes of U+00A0. Some other bytes share a code, too
//   window      codes 0 to 3 of six as a little-endian number, exclusive or codes 2 to 5 shifted by SECOND_SHIFT. Not shifted, letters
//               would meet letters two places on, bit by bit, and what is the same in both would be lost
//   product     window × MULTIPLIER modulo 2^32; its upper bits depend on all of the window
//   hash        its upper 18 bits
//
// A set of 2^17 bits, 16 KiB, has a bit for the upper 17 of each hash with which a pattern may begin: 637 for the catalogue, so that
// one place in 200 passes by chance. Of 1,000 places in English chat 8.3 pass (12.5 with half the bits, 6.4 with twice as many, which
// take the nearest cache from the text). Of the places in English chat 12 in 1,000 begin with the first four bytes of a pattern of
// the dictionary chat, 6 with five, 3 with six (measured).
//
// A folded byte may stand for several bytes in the input, as a hyphen for the three of U+2014, and a space for
// any number. So all windows that fold to the beginning of a pattern are put into the set. Folding never makes
// longer, so a window never reaches beyond a pattern of six bytes. Shorter ones, four of 250 in chat and none of the
// catalogue, have no windows: the bytes that may begin them are triggers, which pass whatever follows.
//
// What passes is compared with the patterns that may begin so. These are entries of lists, one for each slot, which is the upper bits of a
// hash, or a trigger: each has a mark, which is the hash or trigger itself, a pattern, and the entry behind it.
//
// Where there are vectors it is cheaper to ask first what byte is there, and before it: `firsts` are the codes that may begin a
// pattern, as assembly/scan/vectors.ts looks them up.

import { APOSTROPHE, FIRST_FOLDED_LEAD, foldedAscii, HYPHEN, SPACE, unfold } from "./normalise.ts";
import {
  BIT_SHIFT,
  ELEMENT_SHIFT,
  FIRSTS_BYTES,
  HASH_SHIFT,
  HASH_SLOTS,
  LEAST_CODE,
  MULTIPLIER,
  SECOND_SHIFT,
  SLOT_SHIFT,
  WINDOW_BYTES,
} from "./scan/layout.ts";

/** Where patterns may begin. */
export interface SignalStarts {
  /** By byte of the input: its code, in the upper eight bits. */
  readonly codes: Int32Array;
  /** The set of hashes, 32 in an element, the first in the bit of the sign. */
  readonly bits: Int32Array;
  /**
   * The set of codes of bytes that may begin a pattern. A code has the upper half 2, 3, 6, 7, 10, 11, 14 or 15, and is in the set if
   * the bit of that number among these is 1 in the element of its lower half.
   */
  readonly firsts: Uint8Array;
  /** By byte: 1 for triggers. */
  readonly triggers: Uint8Array;
  readonly hasTriggers: boolean;
  /** By slot: its first entry, or 0. */
  readonly heads: Int32Array;
  /** By entry: its mark; of the patterns that may begin so and share a window, the first; and the entry behind it, or 0. */
  readonly marks: readonly number[];
  readonly keys: readonly number[];
  readonly nexts: readonly number[];
}

/** The product of a window whose codes 0 to 3 are `first`, and 2 to 5 `second`. */
export function productOf(first: number, second: number): number {
  return Math.imul(first ^ (second << SECOND_SHIFT), MULTIPLIER);
}

/** The mark of a trigger; those of hashes are not negative. */
export function triggerMark(byte: number): number {
  return ~byte;
}

/** The slot of a mark. */
export function slotOf(mark: number): number {
  return mark < 0 ? HASH_SLOTS + ~mark : mark >> SLOT_SHIFT;
}

function codeOf(byte: number): number {
  return byte === 0xc2 || byte === 0xa0 ? LEAST_CODE : Math.max(byte, LEAST_CODE) | LEAST_CODE;
}

/**
 * Builds the sets for sorted patterns. `shared` says how many bytes each begins with like the one before: of those
 * that have all bytes of a window in common only the first is put in.
 */
export function buildStarts(patterns: Uint8Array, offsets: Uint32Array, shared: Int8Array): SignalStarts {
  const codes = new Int32Array(256);
  for (let byte = 0; byte < 256; byte++) codes[byte] = codeOf(byte) << 24;
  const bits = new Int32Array(2 ** (32 - ELEMENT_SHIFT));
  const firsts = new Uint8Array(FIRSTS_BYTES);
  const triggers = new Uint8Array(256);
  let hasTriggers = false;
  const heads = new Int32Array(HASH_SLOTS + 256);
  // Entry 0 is none.
  const marks = [0];
  const keys = [0];
  const nexts = [0];

  const addEntry = (mark: number, key: number): void => {
    const slot = slotOf(mark);
    const head = heads[slot]!;
    // Several ways to write a pattern may have the same hash. Patterns come one after the other, so those of this one are in front.
    for (let entry = head; entry !== 0 && keys[entry] === key; entry = nexts[entry]!) {
      if (marks[entry] === mark) return;
    }
    heads[slot] = marks.length;
    marks.push(mark);
    keys.push(key);
    nexts.push(head);
  };

  const addFirst = (byte: number): void => {
    const code = codeOf(byte);
    firsts[code & 15]! |= 1 << (((code >> 5) & 6) | ((code >> 4) & 1));
  };

  const addTriggers = (key: number): void => {
    hasTriggers = true;
    for (const [first] of unfold(patterns, offsets[key]!)) {
      for (let byte = 0; byte < 256; byte++) {
        if (byte !== first && foldedAscii[byte] !== first) continue;
        addFirst(byte);
        triggers[byte] = 1;
        addEntry(triggerMark(byte), key);
      }
    }
  };

  // Codes go into a number from above: `last` are the last four of a window so far, `before` those one before, `first` two before.

  /** Puts in all windows that begin with `length` bytes and go on as pattern `key` from `next` on. */
  const addWindows = (
    key: number,
    next: number,
    length: number,
    first: number,
    before: number,
    last: number,
  ): void => {
    for (; length < WINDOW_BYTES; length++) {
      if (next > offsets[key]! && patterns[next - 1] === SPACE) {
        // More white space.
        addWindows(key, next, length + 1, before, last, (last >>> 8) | codes[SPACE]!);
      }
      const byte = patterns[next]!;
      const isPair = byte >= FIRST_FOLDED_LEAD && byte < 0xe0;
      if (isPair || byte === APOSTROPHE || byte === HYPHEN) {
        for (const form of unfold(patterns, next)) {
          addForm(key, next + (isPair ? 2 : 1), form, length, first, before, last);
        }
        return;
      }
      if (length === 0) addFirst(byte);
      first = before;
      before = last;
      last = (last >>> 8) | codes[byte]!;
      next++;
    }
    const product = productOf(first, last);
    bits[product >>> ELEMENT_SHIFT]! |= 1 << (31 - (product >>> BIT_SHIFT));
    addEntry(product >>> HASH_SHIFT, key);
  };

  /** The same for those in which `form`, as much of it as fits, comes between. */
  const addForm = (
    key: number,
    next: number,
    form: readonly number[],
    length: number,
    first: number,
    before: number,
    last: number,
  ): void => {
    if (length === 0) addFirst(form[0]!);
    const end = Math.min(length + form.length, WINDOW_BYTES);
    for (let i = length; i < end; i++) {
      first = before;
      before = last;
      last = (last >>> 8) | codes[form[i - length]!]!;
    }
    addWindows(key, next, end, first, before, last);
  };

  for (let key = 0; key < offsets.length - 1; key++) {
    if (offsets[key + 1]! - offsets[key]! < WINDOW_BYTES) addTriggers(key);
    else if (shared[key]! < WINDOW_BYTES) addWindows(key, offsets[key]!, 0, 0, 0, 0);
  }
  return { codes, bits, firsts, triggers, hasTriggers, heads, marks, keys, nexts };
}
