/**
 * rANS encoding of intervals (Duda 2013, arXiv:1311.2540; the word-wise renormalisation is that of Giesen's
 * `rans_word`, arXiv:1402.3392).
 *
 * READ ME FIRST
 *
 * 1. Encoding runs backwards: the last interval first. The decoder then yields them in order, and the words come
 *    out back to front, which is why they are written from the end of `out` towards its beginning.
 * 2. A state x is in [2^16, 2^32). Coding an interval of width f at start s on a scale of n bits maps
 *
 *        x  →  floor(x / f) · 2^n + s + (x mod f)
 *
 *    which stays below 2^32 if x < f · 2^(32-n). Where it is not, the low 16 bits of x go to the stream first.
 *    One such step is always enough: afterwards x < 2^16 ≤ f · 2^(32-n), as n ≤ 16 and f ≥ 1.
 * 3. An interval that fills its scale (f = 2^n) has the bound 2^32. It costs nothing and must not emit; a product in 32 bits would
 *    wrap to 0 and emit every time. So the top n bits of x are compared with f instead, which is the same: x ≥ f · 2^(32-n).
 * 4. Symbols take turns on the lanes; fields and tables are on the first one. All lanes share one stream, so a decoder
 *    needs one pointer for all of them.
 */
import { type Intervals, TAG_SCALE_BITS } from "../kernel.ts";

export function encode(intervals: Intervals, count: number, states: Uint32Array, out: Uint16Array): number {
  const { starts, frequencies, tags } = intervals;
  const laneMask = states.length - 1;
  let next = out.length;
  for (let i = count - 1; i >= 0; i--) {
    const tag = tags[i];
    const bits = tag & ((1 << TAG_SCALE_BITS) - 1);
    const lane = (tag >>> TAG_SCALE_BITS) & laneMask;
    const frequency = frequencies[i];
    let state = states[lane];
    if (state >>> (32 - bits) >= frequency) {
      out[--next] = state;
      state >>>= 16;
    }
    // Exact: a quotient of integers below 2^32 is never so close below a whole number that a double rounds it up.
    const quotient = (state / frequency) >>> 0;
    states[lane] = (quotient << bits) + (state - Math.imul(quotient, frequency)) + starts[i];
  }
  return out.length - next;
}
