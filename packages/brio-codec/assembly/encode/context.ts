/** What the encoder's tokens say about the class that follows. */
import { ENDING_CONTEXT, RAW_BYTE, RAW_CONTEXT, START_CONTEXT } from "../numbers";
import { endingOf } from "../ending";
import { input, origin, symbols } from "./tables";

/** The context of a block that begins at `start` in the input. */
export function contextAt(start: i32): u32 {
  if (origin + start == 0) return START_CONTEXT;
  return ENDING_CONTEXT + endingOf(load<u8>(input + start - 1), origin + start > 1 ? load<u8>(input + start - 2) : 0);
}

/** The context behind a token that ends at address `end`. */
@inline
export function contextAfter(value: i32, end: usize): u32 {
  return <u32>value < <u32>RAW_BYTE ? load<u8>(symbols + (<usize>value << 3), 7) : contextAfterOther(value, end);
}

function contextAfterOther(value: i32, end: usize): u32 {
  if (value >= RAW_BYTE) return RAW_CONTEXT;
  return ENDING_CONTEXT + endingOf(load<u8>(end - 1), load<u8>(end - 2));
}
