/** The class of a token, which is the context of the next one. */
import { LAST_LENGTH_CLASS, LENGTH_CLASS, RAW_BYTE, RAW_CLASS, SECOND_LENGTH_CLASS } from "../numbers";
import { lastBases, lengthSlot, newBases, secondBases } from "./lengths";
import { symbols } from "./tables";

/** @param last the last two distances of the block in front of the token, 0 if there was none yet */
@inline
export function tokenClass(value: i32, length: i32, last: i32, second: i32): i32 {
  if (<u32>value < <u32>RAW_BYTE) return load<u8>(symbols + (<usize>value << 3), 6);
  return value > 0 ? RAW_CLASS : matchClass(-value, length, last, second);
}

function matchClass(distance: i32, length: i32, last: i32, second: i32): i32 {
  if (distance == last) return LAST_LENGTH_CLASS + lengthSlot(lastBases(), length);
  if (distance == second) return SECOND_LENGTH_CLASS + lengthSlot(secondBases(), length);
  return LENGTH_CLASS + lengthSlot(newBases(), length);
}
