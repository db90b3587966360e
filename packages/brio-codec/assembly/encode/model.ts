/**
 * The model of a dictionary, as src/v2/kernel-wasm/place-dictionary.ts puts it at MODEL_AT while tables are made: by symbol its class and
 * its weight, and then transitions, marginals, escapes and distances, all of them exponents in half bits, 6 … 40.
 */
import { MODEL_AT, MODEL_STRIDE } from "../../src/v2/kernel-wasm/encoder-layout";

export const CONTEXT_COUNT: usize = 256;
export const CLASS_COUNT: usize = 255;
export const SYMBOL_CLASS_COUNT: usize = 229;
export const POSITION_BUCKETS: usize = 24;
export const DISTANCE_SLOTS: usize = 48;
export const LEAST_EXPONENT: usize = 6;
export const CERTAIN: usize = 40;

export const CLASSES_AT: usize = MODEL_AT;
export const WEIGHTS_AT: usize = CLASSES_AT + MODEL_STRIDE;
export const TRANSITIONS_AT: usize = WEIGHTS_AT + MODEL_STRIDE;
const MARGINALS_AT: usize = TRANSITIONS_AT + CONTEXT_COUNT * CLASS_COUNT;
const ESCAPES_AT: usize = MARGINALS_AT + CLASS_COUNT;
export const DISTANCES_AT: usize = ESCAPES_AT + CONTEXT_COUNT;
export const MODEL_END: usize = DISTANCES_AT + POSITION_BUCKETS * DISTANCE_SLOTS;

/** Exponent of a class in a context; what training did not see there has part of its probability in any context. */
@inline
export function transitionExponent(context: usize, c: usize): i32 {
  const exponent = <i32>load<u8>(TRANSITIONS_AT + context * CLASS_COUNT + c);
  if (exponent != 0) return exponent;
  const discount = <i32>CERTAIN - <i32>load<u8>(ESCAPES_AT + context);
  return max(<i32>LEAST_EXPONENT, <i32>load<u8>(MARGINALS_AT + c) - discount);
}
