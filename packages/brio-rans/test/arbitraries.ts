import { pseudoRandom } from "brio-test-support";
import fc from "fast-check";
import { LANE_COUNTS } from "../src/constants.ts";

/** Counts of an alphabet whose size is in that range: many of them 0, the others of every magnitude, not all 0. */
export function sparseCounts(
  [min, max]: readonly [number, number],
  order: 0 | 1 = 0,
): fc.Arbitrary<Uint32Array> {
  return fc
    .record({
      symbolCount: fc.integer({ min, max }),
      emptiness: fc.integer({ min: 0, max: 7 }),
      magnitude: fc.integer({ min: 1, max: 32 }),
      seed: fc.integer(),
    })
    .map(({ symbolCount, emptiness, magnitude, seed }) => {
      const random = pseudoRandom(seed);
      const counts = Uint32Array.from({ length: order === 0 ? symbolCount : symbolCount ** 2 }, () =>
        random(8) < emptiness ? 0 : 1 + random(2 ** random(magnitude)),
      );
      counts[random(counts.length)]! ||= 1;
      return counts;
    });
}

export const lanes: fc.Arbitrary<number> = fc.constantFrom(...LANE_COUNTS);

export const seed: fc.Arbitrary<number> = fc.integer({ min: 0, max: 65535 });
