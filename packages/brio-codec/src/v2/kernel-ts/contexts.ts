import { ENDING_CONTEXT, endingOf, RAW_CONTEXT, START_CONTEXT } from "brio-dictionary";
import { RAW_BYTE } from "../kernel.ts";

/** The context that a match leaves which ends at `end` of the content. */
export function contextAfterMatch(content: Uint8Array, end: number): number {
  return ENDING_CONTEXT + endingOf(content[end - 1], end > 1 ? content[end - 2] : 0);
}

/** The context of the first token of a block. */
export function contextAtBlock(content: Uint8Array, start: number): number {
  return start === 0 ? START_CONTEXT : contextAfterMatch(content, start);
}

/** The context that a token leaves which ends at `end` of the content, by its value (see `BlockTokens`). */
export function contextAfterToken(
  symbolContexts: Uint8Array,
  value: number,
  content: Uint8Array,
  end: number,
): number {
  if (value < 0) return contextAfterMatch(content, end);
  return value >= RAW_BYTE ? RAW_CONTEXT : symbolContexts[value];
}
