/**
 * Copies of phrases and matches, sixteen bytes at a time (eight without SIMD), so up to fifteen bytes too many: they are
 * written over by the next copy, or lie in the padding behind the last one.
 */

/** Bytes copied at a time. */
const WIDTH: usize = ASC_FEATURE_SIMD ? 16 : 8;

/** Copies at least one byte, upwards; what is read is `WIDTH` bytes or more behind what is written, or elsewhere. */
@inline
export function copyWide(from: usize, to: usize, end: usize): void {
  do {
    if (ASC_FEATURE_SIMD) v128.store(to, v128.load(from));
    else store<u64>(to, load<u64>(from));
    from += WIDTH;
    to += WIDTH;
  } while (to < end);
}

/**
 * Copies a match that may overlap itself. What repeats at a distance repeats at twice the distance too: a near one is copied
 * byte by byte until the distance, doubled as often as it takes, has the width.
 */
export function copyMatch(to: usize, distance: usize, length: usize): void {
  const end = to + length;
  let from = to - distance;
  if (distance < WIDTH) {
    const doubled = distance << (clz(distance) - clz(WIDTH));
    const near = min(end, from + doubled);
    do {
      store<u8>(to++, load<u8>(from++));
    } while (to < near);
    from = to - doubled;
    if (to >= end) return;
  }
  copyWide(from, to, end);
}
