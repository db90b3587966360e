/**
 * How far the bytes at `older` and at `newer` agree, given that the first `length` do; at most `limit`.
 *
 * Four bytes a step: `DataView` is the one way to an unaligned 32-bit load, and V8 compiles it to just that. Little
 * endian, so the first byte that differs is the lowest set bit of the exclusive or, found from `x & -x`, which leaves
 * only that bit. Against a loop over bytes a hash chain search takes about a quarter less time.
 *
 * The caller sees to `older < newer` and `newer + limit <= view.byteLength`; the two strings may overlap.
 */
export function matchLength(
  view: DataView,
  older: number,
  newer: number,
  length: number,
  limit: number,
): number {
  for (; length + 4 <= limit; length += 4) {
    const difference = view.getInt32(older + length, true) ^ view.getInt32(newer + length, true);
    if (difference !== 0) return length + ((31 - Math.clz32(difference & -difference)) >> 3);
  }
  while (length < limit && view.getUint8(older + length) === view.getUint8(newer + length)) length++;
  return length;
}
