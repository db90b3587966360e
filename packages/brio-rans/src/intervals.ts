import { uint16Array } from "./arena.ts";
import { type Intervals, TAG_SCALE_BITS } from "./kernel.ts";

/** Enough for the table and the symbols of a short message. */
const INITIAL_CAPACITY = 512;

/** A growing list of {@link Intervals}: what an encoder collects before it encodes. */
export class IntervalList implements Intervals {
  starts: Uint16Array = uint16Array(INITIAL_CAPACITY);
  frequencies: Uint16Array = uint16Array(INITIAL_CAPACITY);
  tags: Uint16Array = uint16Array(INITIAL_CAPACITY);
  count = 0;

  /** Makes room for `more` intervals, which may then be put without a check. */
  reserve(more: number): void {
    const needed = this.count + more;
    if (needed <= this.starts.length) return;
    const capacity = Math.max(needed, 2 * this.starts.length);
    this.starts = grown(this.starts, capacity);
    this.frequencies = grown(this.frequencies, capacity);
    this.tags = grown(this.tags, capacity);
  }

  /** @param turn - its place among the intervals that share the lanes by turns; what is on the first lane alone has 0 */
  put(start: number, frequency: number, scaleBits: number, turn: number): void {
    this.starts[this.count] = start;
    this.frequencies[this.count] = frequency;
    this.tags[this.count++] = tagOf(scaleBits, turn);
  }
}

function grown(old: Uint16Array, capacity: number): Uint16Array {
  const larger = uint16Array(capacity);
  larger.set(old);
  return larger;
}

/** The tag of an interval. Its turn counts modulo 2048: the array keeps the low sixteen bits. */
export function tagOf(scaleBits: number, turn: number): number {
  return scaleBits | (turn << TAG_SCALE_BITS);
}
