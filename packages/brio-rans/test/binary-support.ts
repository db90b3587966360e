import { pseudoRandom } from "brio-test-support";
import fc from "fast-check";

export interface Decisions {
  readonly bits: Uint8Array;
  readonly probabilities: Uint16Array;
}

/**
 * Decisions as a model gives them, of every skewness: the unlikely bit of each has a probability of 2^-1 to 2^-(1 + sharpness). So
 * a sharpness of 0 makes all of them even, and 14 goes as far as there are probabilities. The bits come as often as they should.
 */
export function typicalDecisions(count: number, sharpness: number, seed: number): Decisions {
  const random = pseudoRandom(seed);
  const probabilities = Uint16Array.from({ length: count }, () => {
    const unlikely = Math.floor(2 ** (14 - random(1000 * sharpness + 1) / 1000));
    return random(2) === 0 ? unlikely : 32768 - unlikely;
  });
  return { bits: Uint8Array.from(probabilities, (p) => Number(random(32768) >= 32768 - p)), probabilities };
}

/** Any bits: what the model holds for impossible happens as often as what it is sure of. */
export const anyDecisions: fc.Arbitrary<Decisions> = fc
  .array(fc.tuple(fc.nat(1), fc.oneof(fc.integer({ min: 1, max: 32767 }), fc.constantFrom(1, 32767))), {
    maxLength: 400,
  })
  .map((decisions) => ({
    bits: Uint8Array.from(decisions, ([bit]) => bit),
    probabilities: Uint16Array.from(decisions, ([, probability]) => probability),
  }));

export const decisions: fc.Arbitrary<Decisions> = fc.oneof(
  anyDecisions,
  fc
    .tuple(fc.nat(3000), fc.nat(14), fc.integer())
    .map(([count, sharpness, seed]) => typicalDecisions(count, sharpness, seed)),
);

/** What the bits cost under their probabilities, in bytes. */
export function costOf({ bits, probabilities }: Decisions): number {
  let cost = 0;
  bits.forEach((bit, i) => {
    cost += 15 - Math.log2(bit === 1 ? probabilities[i]! : 32768 - probabilities[i]!);
  });
  return cost / 8;
}
