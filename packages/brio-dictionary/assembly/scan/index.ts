/** What src/scan/kernel-wasm.ts calls. */
import { FOUND_AT, INPUT_AT } from "../../src/scan/layout";
import { keepLikely } from "./compare";
import { findByRolling } from "./rolling";
import { findByFirsts } from "./vectors";

/**
 * Finds the places among the first `count` at which a pattern may begin, with `available` bytes from the first one on: as many, and
 * up to LOOKAHEAD_BYTES of what follows in the input. Whoever knows that no byte is a trigger saves looking for them; and without
 * patterns in memory what is found is not compared with them. Returns how many words that makes (found.ts).
 */
export function findStarts(count: usize, available: usize, hasTriggers: bool, compares: bool): usize {
  // So a window that reaches beyond the end of the input is one with these, whatever was in memory; and comparing ends at the first.
  for (let i: usize = 0; i < 32; i += 8) store<u64>(available + i, u64.MAX_VALUE, INPUT_AT);
  const end = ASC_FEATURE_SIMD ? findByFirsts(count, hasTriggers) : findByRolling(count, hasTriggers);
  return ((compares ? keepLikely(end) : end) - FOUND_AT) >> 2;
}
