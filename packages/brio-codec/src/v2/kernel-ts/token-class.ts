import { LAST_LENGTH_CLASS, LENGTH_CLASS, RAW_CLASS, SECOND_LENGTH_CLASS } from "brio-dictionary";
import { RAW_BYTE } from "../kernel.ts";
import { lengthClass } from "./matches.ts";

/**
 * The class of a token (see `BlockTokens`), which is the context of the next one.
 *
 * @param last - the last two distances of the block in front of the token, 0 if there was none yet
 */
export function tokenClass(
  symbolClasses: Uint8Array,
  value: number,
  length: number,
  last: number,
  second: number,
): number {
  if (value >= RAW_BYTE) return RAW_CLASS;
  if (value >= 0) return symbolClasses[value];
  if (-value === last) return lengthClass(LAST_LENGTH_CLASS, length);
  return lengthClass(-value === second ? SECOND_LENGTH_CLASS : LENGTH_CLASS, length);
}
