/**
 * Below this length, in bytes, a loop beats `copyWithin`, whose call into the engine's runtime costs as much as some
 * two or three dozen turns of it.
 */
const LOOP_LENGTH = 32;

/**
 * Copies `length` bytes within `output` from `distance` bytes before `position` to `position`, as if byte by byte: a
 * match longer than its distance repeats what it has just written.
 *
 * Nothing is checked. The caller sees to `1 <= distance <= position` and `position + length <= output.length`; else the
 * result is unspecified, though never outside `output`.
 */
export function copyMatch(output: Uint8Array, position: number, distance: number, length: number): void {
  const end = position + length;
  const from = position - distance;
  // All of a short match; of a longer one whose distance is short, enough to make the span below worth a call: that
  // span must be a multiple of the distance, and the loop stays below LOOP_LENGTH bytes, hence before `end`.
  const span = distance < LOOP_LENGTH ? distance * Math.ceil(LOOP_LENGTH / distance) : distance;
  const loopEnd = length < LOOP_LENGTH ? end : from + span;
  for (let read = from; position < loopEnd; ) output[position++] = output[read++]!;
  // What stands between `from` and `position` repeats: copied as a whole, without overlap, it doubles.
  while (position < end) {
    const count = Math.min(position - from, end - position);
    output.copyWithin(position, from, from + count);
    position += count;
  }
}
