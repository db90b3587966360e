import { type Intervals, TAG_SCALE_BITS } from "./kernel.ts";

/** A growing list of {@link Intervals}: what an encoder collects before it encodes. */
export class IntervalList implements Intervals {
  starts: Uint16Array = new Uint16Array(1024);
  frequencies: Uint16Array = new Uint16Array(1024);
  tags: Uint8Array = new Uint8Array(1024);
  count = 0;

  /** Makes room for `more` intervals, which may then be put without a check. */
  reserve(more: number): void {
    const needed = this.count + more;
    if (needed <= this.starts.length) return;
    const capacity = Math.max(needed, 2 * this.starts.length);
    this.starts = grown(new Uint16Array(capacity), this.starts);
    this.frequencies = grown(new Uint16Array(capacity), this.frequencies);
    this.tags = grown(new Uint8Array(capacity), this.tags);
  }

  /** @param turn - its place among the intervals that share the lanes by turns; what is on the first lane alone has 0 */
  put(start: number, frequency: number, scaleBits: number, turn: number): void {
    this.starts[this.count] = start;
    this.frequencies[this.count] = frequency;
    // The turn counts modulo eight: a typed array keeps the low eight bits.
    this.tags[this.count++] = scaleBits | (turn << TAG_SCALE_BITS);
  }
}

function grown<T extends Uint16Array | Uint8Array>(larger: T, old: T): T {
  larger.set(old);
  return larger;
}
