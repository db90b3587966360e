/**
 * Refinement of the mixed prediction of a class node by what came of such predictions there: an interpolated table by logit, SPEC section
 * 10. (Called adaptive probability map, or secondary symbol estimation, elsewhere.)
 */
import { REFINEMENT_STEPS } from "../profile.ts";

const STEP_BITS = 7;
const STEP_MASK: number = (1 << STEP_BITS) - 1;
const LOGIT_OFFSET = 2048;
const RATE_BITS = 6;

export interface Refinement {
  readonly table: Uint16Array;
  /** The step below the last logit, and how far it is beyond it, of 128. */
  at: number;
  beyond: number;
}

export function createRefinement(initial: Uint16Array): Refinement {
  return { table: initial.slice(), at: 0, beyond: 0 };
}

/** @param logit - within ±2047 */
export function refine(refinement: Refinement, node: number, logit: number): number {
  const place = logit + LOGIT_OFFSET;
  const at = node * REFINEMENT_STEPS + (place >> STEP_BITS);
  const beyond = place & STEP_MASK;
  refinement.at = at;
  refinement.beyond = beyond;
  const { table } = refinement;
  return (table[at] * (STEP_MASK + 1 - beyond) + table[at + 1] * beyond) >> STEP_BITS;
}

/** Moves both steps towards the bit, by their share. */
export function updateRefinement({ table, at, beyond }: Refinement, bit: number): void {
  const target = bit === 0 ? 0 : 65535;
  table[at] += ((target - table[at]) * (STEP_MASK + 1 - beyond)) >> (STEP_BITS + RATE_BITS);
  table[at + 1] += ((target - table[at + 1]) * beyond) >> (STEP_BITS + RATE_BITS);
}
