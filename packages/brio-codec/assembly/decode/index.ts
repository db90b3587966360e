/** What src/v2/kernel-wasm calls. */
import { PAYLOAD_AT, POSITION_AT, STATES_AT } from "../../src/v2/kernel-wasm/decoder-layout";
import { KIND_SHIPPED_FREQUENCY, KIND_STORED_START, SCALE, STATE_BYTES, STATE_LOWER_BOUND } from "../numbers";
import { CORRUPT, DECODED, OWN_TABLES, TRUNCATED } from "./status";
import { advance, missingBits, refill, SLOT_MASK } from "./step";
import { decodeOneLane, decodeTwoLanes } from "./tokens";

/** Where the kinds of a block end, and with them the intervals of the first one of a stream. */
const SHIPPED_END: u32 = KIND_SHIPPED_FREQUENCY;
const OWN_END: u32 = KIND_STORED_START;

/**
 * Decodes a block from the stream at PAYLOAD_AT, which is `length` bytes long and has all of its states. Leaves the final states at
 * STATES_AT, and at POSITION_AT the address it got to: beyond the end of the stream if that was too short.
 *
 * @returns one of the numbers of status.ts
 */
export function decodeBlock(laneCount: u32, length: u32, output: usize, end: usize, origin: usize): u32 {
  const limit: usize = PAYLOAD_AT + length;
  let source: usize = PAYLOAD_AT + STATE_BYTES * laneCount;
  store<u32>(0, u32(source), POSITION_AT);
  // With one lane the second load is of what follows, and nobody looks at it.
  let state = load<u32>(0, PAYLOAD_AT) & 0xffffff;
  const second = load<u32>(STATE_BYTES, PAYLOAD_AT) & 0xffffff;
  if (state < STATE_LOWER_BOUND || (laneCount == 2 && second < STATE_LOWER_BOUND)) return CORRUPT;

  const slot = state & SLOT_MASK;
  const start: u32 = slot < SHIPPED_END ? 0 : slot < OWN_END ? SHIPPED_END : OWN_END;
  const next: u32 = slot < SHIPPED_END ? SHIPPED_END : slot < OWN_END ? OWN_END : SCALE;
  state = advance(state, slot, start, next);
  const bits = missingBits(state);
  state = refill(state, bits, source);
  source += bits >> 3;
  store<u32>(0, state, STATES_AT);
  store<u32>(4, second, STATES_AT);
  store<u32>(0, u32(source), POSITION_AT);
  if (source > limit) return TRUNCATED;
  if (slot < SHIPPED_END) {
    return laneCount == 1
      ? decodeOneLane(source, limit, output, end, origin)
      : decodeTwoLanes(source, limit, output, end, origin);
  }
  if (slot < OWN_END) return OWN_TABLES;

  const stored = end - output;
  store<u32>(0, u32(source + stored), POSITION_AT);
  if (stored > limit - source) return TRUNCATED;
  memory.copy(output, source, stored);
  return DECODED;
}
