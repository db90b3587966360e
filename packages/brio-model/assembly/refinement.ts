/** The refinement of src/kernel-ts/refinement.ts. */
import { refinements } from "./memory";

const STEPS: u32 = 33;

/** Address of the step below the last logit, and how far it is beyond it, of 128. */
let lower: usize = 0;
let beyond: i32 = 0;

@inline
export function refine(node: u32, logit: i32): u32 {
  const place: u32 = min(max(logit, -2047), 2047) + 2048;
  lower = refinements + (<usize>(node * STEPS + (place >> 7)) << 1);
  beyond = place & 127;
  return (load<u16>(lower) * (128 - beyond) + load<u16>(lower, 2) * beyond) >> 7;
}

@inline
export function updateRefinement(bit: u32): void {
  const target: i32 = bit ? 65535 : 0;
  const first: i32 = load<u16>(lower);
  const second: i32 = load<u16>(lower, 2);
  store<u16>(lower, first + (((target - first) * (128 - beyond)) >> 13));
  store<u16>(lower, second + (((target - second) * beyond) >> 13), 2);
}
