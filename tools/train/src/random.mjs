/**
 * @typedef {object} Random Values without a visible pattern, the same in every run.
 * @property {(limit: number) => number} below an integer from 0 to below `limit`
 * @property {(probability: number) => boolean} chance
 * @property {<T>(values: readonly T[]) => T} pick
 * @property {(alphabet: string, length: number) => string} text
 */

/**
 * A linear congruential generator of 32 bits, of which the upper ones are used.
 *
 * @param {number} seed
 * @returns {Random}
 */
export function createRandom(seed) {
  let state = seed;
  const share = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  /** @type {Random["below"]} */
  const below = (limit) => Math.floor(share() * limit);
  return {
    below,
    chance: (probability) => share() < probability,
    pick: (values) => {
      const value = values[below(values.length)];
      if (value === undefined) throw new RangeError("values: expected at least one");
      return value;
    },
    text: (alphabet, length) =>
      Array.from({ length }, () => alphabet.charAt(below(alphabet.length))).join(""),
  };
}
