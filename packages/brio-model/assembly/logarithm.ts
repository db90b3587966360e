/** {@link logarithm} of src/fixed-point.ts. */
import { LOGARITHMS_AT } from "../src/kernel-wasm/layout";

const OCTAVE: i32 = 45426;

@inline
export function logarithm(x: u32): i32 {
  const leading: u32 = clz(x);
  // The leading one goes out to the left, and the ten bits below it remain.
  const mantissa = (x << leading << 1) >> 22;
  return ((i32(31 - leading) * OCTAVE) >> 8) + load<u8>(mantissa, LOGARITHMS_AT);
}

/** The limit of an input of the mixer. */
@inline
export function clampInput(logit: i32): i32 {
  return min(max(logit, -2047), 2047);
}
