import { matchAll, type SignalMatcher } from "../signal-matcher.ts";
import type { ScanKernel } from "./kernel.ts";
import { CODE_BITS, type ELEMENT_SHIFT, HASH_SHIFT, MULTIPLIER, WINDOW_BYTES } from "./layout.ts";

/** Bytes looked at in a turn of the loop. */
const TURN = 4;

/** The kernel that runs everywhere; what the others find is compared with it. */
export const tsKernel: ScanKernel = { name: "ts", findAll };

/**
 * Keeps the window of the last six bytes while going through the input, and looks up each.
 *
 * Per turn of the loop V8 checks what kind of arrays it has at hand and loads where they are, as much work as
 * that for a byte: so four bytes a turn take a quarter less time than one (measured), eight no less than four.
 * For the same reason the loop only asks whether there is something to be done, and leaves it to a call to find out
 * where. The constants are local, since those of a module become variables in a bundle, looked up again for each
 * byte.
 */
function findAll(matcher: SignalMatcher, input: Uint8Array, found: number[]): void {
  const { codes, bits } = matcher;
  const codeBits: typeof CODE_BITS = 5;
  const multiplier: typeof MULTIPLIER = 0x3c6ef362;
  const elementShift: typeof ELEMENT_SHIFT = 19;
  const hashShift: typeof HASH_SHIFT = 14;
  const turn: typeof TURN = 4;
  const turnsEnd = input.length - turn + 1;
  let window = 0;
  let at = 0;
  for (; at < turnsEnd; at += turn) {
    const before = window;
    const code1 = codes[input[at]!]!;
    const code2 = codes[input[at + 1]!]!;
    const code3 = codes[input[at + 2]!]!;
    const code4 = codes[input[at + 3]!]!;
    const window1 = (before << codeBits) ^ code1;
    const window2 = (window1 << codeBits) ^ code2;
    const window3 = (window2 << codeBits) ^ code3;
    window = (window3 << codeBits) ^ code4;
    const product1 = Math.imul(window1, multiplier);
    const product2 = Math.imul(window2, multiplier);
    const product3 = Math.imul(window3, multiplier);
    const product4 = Math.imul(window, multiplier);
    // The sign of a shifted element is the bit of the hash, since a shift takes its low five bits.
    const signs =
      code1 |
      code2 |
      code3 |
      code4 |
      (bits[product1 >>> elementShift]! << (product1 >>> hashShift)) |
      (bits[product2 >>> elementShift]! << (product2 >>> hashShift)) |
      (bits[product3 >>> elementShift]! << (product3 >>> hashShift)) |
      (bits[product4 >>> elementShift]! << (product4 >>> hashShift));
    if (signs < 0) matchTurn(matcher, input, at, before, found);
  }
  matchTurn(matcher, input, at, window, found);
}

/** Appends the occurrences that begin with a window that ends with one of TURN bytes, or with one of these bytes. */
function matchTurn(
  matcher: SignalMatcher,
  input: Uint8Array,
  from: number,
  before: number,
  found: number[],
): void {
  const end = Math.min(from + TURN, input.length);
  let window = before;
  for (let at = from; at < end; at++) {
    const byte = input[at]!;
    const code = matcher.codes[byte]!;
    window = (window << CODE_BITS) ^ code;
    const hash = Math.imul(window, MULTIPLIER) >>> HASH_SHIFT;
    const start = at + 1 - WINDOW_BYTES;
    // The first windows of the input are not full.
    if (matcher.bits[hash >>> 5]! << hash < 0 && start >= 0) {
      matchAll(matcher, input, start, matcher.keysByHash.get(hash)!, found);
    }
    if (code < 0) matchAll(matcher, input, at, matcher.keysByByte.get(byte)!, found);
  }
}
