/** Where the lines of a grid go. */

/**
 * Even steps of 1, 2 or 5 times a power of ten, from 0 to the first one that is not below `most`: two to five of them.
 *
 * @param most - above 0
 */
export function linearTicks(most: number): number[] {
  const power = 10 ** Math.floor(Math.log10(most));
  const share = most / power;
  const step = power * (share <= 2 ? 0.5 : share <= 5 ? 1 : 2);
  const count = Math.ceil(most / step);
  // By multiplication, and not by adding up, in which errors would add up, too.
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** The powers of ten from the last one that is not above `least` to the first one that is above `most`; both above 0. */
export function decadesAround(least: number, most: number): number[] {
  const first = Math.floor(Math.log10(least));
  const last = Math.floor(Math.log10(most)) + 1;
  return Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index));
}
