/** Where the rows of src/v2/tables.ts lie, which explains them. */
import { CONTEXTS_AT, GUESSES_AT, ROWS_AT, SPANS_AT, STARTS_AT } from "../../src/v2/kernel-wasm/decoder-layout";
import { CLASS_ROW_LENGTH } from "../numbers";

/** Numbers of the first row of members, by class, and of distance slots, by position bucket. */
const MEMBER_ROW: usize = 256;
const DISTANCE_ROW: usize = 486;

/** A row has 2^6 guesses. */
const GUESSES_SHIFT: usize = 6;

const MEMBER_STARTS_AT: usize = <usize>STARTS_AT + 2 * MEMBER_ROW * CLASS_ROW_LENGTH;

@inline
export function classRow(context: usize): usize {
  return <usize>STARTS_AT + context * (2 * CLASS_ROW_LENGTH);
}

@inline
export function classGuesses(context: usize): usize {
  return GUESSES_AT + (context << GUESSES_SHIFT);
}

// From here on classes come doubled, which is how far the interval of a class is from the beginning of its row: a shift less on
// the critical path.

/** 0 for a class without members. */
@inline
export function memberRow(doubledClass: usize): usize {
  return load<u32>(doubledClass << 1, ROWS_AT + (MEMBER_ROW << 2));
}

@inline
export function memberGuesses(doubledClass: usize): usize {
  return GUESSES_AT + (MEMBER_ROW << GUESSES_SHIFT) + (doubledClass << (GUESSES_SHIFT - 1));
}

/** Where the bytes of the member are whose interval is at `entry`: spans are parallel to the rows of members, and twice as wide. */
@inline
export function spanOf(entry: usize): u32 {
  return load<u32>((entry << 1) + (<usize>SPANS_AT - 2 * MEMBER_STARTS_AT));
}

/** The context after that member: contexts are half as wide. */
@inline
export function contextOf(entry: usize): u32 {
  return load<u8>((entry >> 1) + (<usize>CONTEXTS_AT - MEMBER_STARTS_AT / 2));
}

@inline
export function distanceRow(bucket: usize): usize {
  return load<u32>(bucket << 2, ROWS_AT + (DISTANCE_ROW << 2));
}

@inline
export function distanceGuesses(bucket: usize): usize {
  return GUESSES_AT + ((DISTANCE_ROW + bucket) << GUESSES_SHIFT);
}
