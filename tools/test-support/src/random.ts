/** Numbers below the argument of each call, without a visible pattern, the same in every run. */
export function pseudoRandom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** `length` bytes below `limit` without a visible pattern, the same in every run: vectors hold some of them. */
export function noise(length: number, seed = 1, limit = 256): Uint8Array {
  const next = pseudoRandom(seed);
  return Uint8Array.from({ length }, () => next(limit));
}
