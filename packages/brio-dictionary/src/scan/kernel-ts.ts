import { matchMark, type SignalMatcher } from "../signal-matcher.ts";
import { productOf, triggerMark } from "../signal-starts.ts";
import type { ScanKernel } from "./kernel.ts";
import {
  BIT_SHIFT,
  ELEMENT_SHIFT,
  HASH_SHIFT,
  type MULTIPLIER,
  type SECOND_SHIFT,
  WINDOW_BYTES,
} from "./layout.ts";

/** Bytes looked at in a turn of the loop. */
const TURN = 4;

/** The kernel that runs everywhere; what the others find is compared with it. */
export const tsKernel: ScanKernel = { name: "ts", findAll };

/**
 * Keeps the codes of the last six bytes while going through the input, and looks up the window of each.
 *
 * Per turn of the loop V8 checks what kind of arrays it has at hand and loads where they are, as much work as
 * that for a byte: so four bytes a turn take a quarter less time than one (measured), eight no less than four.
 * For the same reason the loop only asks whether there is something to be done, and leaves it to a call to find out
 * where. The constants are local, since those of a module become variables in a bundle, looked up again for each
 * byte.
 */
function findAll(matcher: SignalMatcher, input: Uint8Array, found: number[]): void {
  const { codes, bits } = matcher;
  const secondShift: typeof SECOND_SHIFT = 3;
  const multiplier: typeof MULTIPLIER = 0x9e3779b1;
  const elementShift: typeof ELEMENT_SHIFT = 20;
  const bitShift: typeof BIT_SHIFT = 15;
  const turn: typeof TURN = 4;
  const turnsEnd = input.length - turn + 1;
  let before = 0;
  let last = 0;
  let at = 0;
  for (; at < turnsEnd; at += turn) {
    // The sign of a shifted element is the bit of the hash, since a shift takes its low five bits.
    const last1 = (last >>> 8) | codes[input[at]!]!;
    const product1 = Math.imul(before ^ (last1 << secondShift), multiplier);
    let signs = bits[product1 >>> elementShift]! << (product1 >>> bitShift);
    const last2 = (last1 >>> 8) | codes[input[at + 1]!]!;
    const product2 = Math.imul(last ^ (last2 << secondShift), multiplier);
    signs |= bits[product2 >>> elementShift]! << (product2 >>> bitShift);
    const last3 = (last2 >>> 8) | codes[input[at + 2]!]!;
    const product3 = Math.imul(last1 ^ (last3 << secondShift), multiplier);
    signs |= bits[product3 >>> elementShift]! << (product3 >>> bitShift);
    const last4 = (last3 >>> 8) | codes[input[at + 3]!]!;
    const product4 = Math.imul(last2 ^ (last4 << secondShift), multiplier);
    signs |= bits[product4 >>> elementShift]! << (product4 >>> bitShift);
    if (signs < 0) matchTurn(matcher, input, at, before, last, found);
    before = last3;
    last = last4;
  }
  matchTurn(matcher, input, at, before, last, found);
  if (matcher.hasTriggers) matchTriggers(matcher, input, found);
}

/**
 * Appends the occurrences that begin with a window that ends with one of TURN bytes. `last` are the codes of the four bytes in front
 * of them, `before` those of the four that end one byte earlier.
 */
function matchTurn(
  matcher: SignalMatcher,
  input: Uint8Array,
  from: number,
  before: number,
  last: number,
  found: number[],
): void {
  const { codes, bits } = matcher;
  const end = Math.min(from + TURN, input.length);
  let first = before;
  let between = last;
  for (let at = from; at < end; at++) {
    const second = (between >>> 8) | codes[input[at]!]!;
    const product = productOf(first, second);
    const start = at + 1 - WINDOW_BYTES;
    // The first windows of the input are not full.
    if (bits[product >>> ELEMENT_SHIFT]! << (product >>> BIT_SHIFT) < 0 && start >= 0) {
      matchMark(matcher, input, start, product >>> HASH_SHIFT, found);
    }
    first = between;
    between = second;
  }
}

function matchTriggers(matcher: SignalMatcher, input: Uint8Array, found: number[]): void {
  const { triggers } = matcher;
  for (let at = 0; at < input.length; at++) {
    const byte = input[at]!;
    if (triggers[byte] === 1) matchMark(matcher, input, at, triggerMark(byte), found);
  }
}
