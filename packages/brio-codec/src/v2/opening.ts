import { KIND_STARTS, SCALE_BITS, STATE_BYTES, STATE_LOWER_BOUND } from "./format.ts";

/**
 * The stream in which nothing is coded but the kind of its block: what blocks begin with that are not coded with shipped tables.
 *
 * @param seeds - of both lanes, the second one's times 2^16
 */
export function streamOpening(kind: number, seeds: number, laneCount: 1 | 2): Uint8Array {
  const start = KIND_STARTS[kind];
  const frequency = (KIND_STARTS[kind + 1] ?? 1 << SCALE_BITS) - start;
  const surplus: number[] = [];
  let first = STATE_LOWER_BOUND + (seeds & 0xffff);
  while (first >= frequency << 9) {
    surplus.unshift(first & 0xff);
    first >>>= 8;
  }
  first = (Math.floor(first / frequency) << SCALE_BITS) + (first % frequency) + start;
  const opening = new Uint8Array(laneCount * STATE_BYTES + surplus.length);
  putU24(opening, 0, first);
  if (laneCount === 2) putU24(opening, STATE_BYTES, STATE_LOWER_BOUND + (seeds >>> 16));
  opening.set(surplus, laneCount * STATE_BYTES);
  return opening;
}

/** Writes a number of 24 bits, least significant byte first. */
export function putU24(out: Uint8Array, at: number, value: number): void {
  out[at] = value;
  out[at + 1] = value >>> 8;
  out[at + 2] = value >>> 16;
}
