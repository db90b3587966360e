/**
 * Decodes the tokens of a block.
 *
 * READ ME FIRST
 *
 * 1. Classes are on the first lane, everything else on the second, so that the step of one overlaps with the search of the
 *    other: what one waits for is the chain from class to member to context to class (search.ts). With one lane both are the
 *    same state, passed to and fro.
 * 2. A token reads fourteen bytes at most. So the source is held against its limit once a token, after its fields; zeros stand behind
 *    the limit.
 * 3. Writes go up to fifteen bytes beyond a token, which is behind the block at most: `end` plus the padding is in memory.
 * 4. Nothing is read from the output but what was written: a distance reaches back to `origin` at most.
 */
import { BYTES_AT, POSITION_AT, STATES_AT } from "../../src/v2/kernel-wasm/decoder-layout";
import { copyMatch, copyWide } from "./copy";
import { decodeMatch, lastDistance, matchSource, matchState, resetDistances } from "./match";
import { endingOf } from "../ending";
import { ENDING_CONTEXT, RAW_BITS, RAW_CLASS, RAW_CONTEXT, START_CONTEXT } from "../numbers";
import { classGuesses, classRow, contextOf, memberGuesses, memberRow, spanOf } from "./rows";
import { find } from "./search";
import { CORRUPT, DECODED, TRUNCATED } from "./status";
import { advance, advanceField, missingBits, refill, SCALE_BITS, SLOT_MASK } from "./step";

const SPAN_LENGTH_BITS: u32 = 6;
const SPAN_LENGTH_MASK: u32 = 63;

/** With one lane, which is the first and the second at once. */
export function decodeOneLane(source: usize, limit: usize, output: usize, end: usize, origin: usize): u32 {
  return decodeTokens(true, source, limit, output, end, origin);
}

export function decodeTwoLanes(source: usize, limit: usize, output: usize, end: usize, origin: usize): u32 {
  return decodeTokens(false, source, limit, output, end, origin);
}

/**
 * @param isSingle a constant of each caller: decided at run time, it would become a conditional move, and each lane would wait
 *   for the other
 * @param limit address behind the stream
 * @param output where the block goes, and `end` where it ends
 * @param origin where the content begins, or would if the memory reached back so far
 */
@inline
function decodeTokens(
  isSingle: bool,
  source: usize,
  limit: usize,
  output: usize,
  end: usize,
  origin: usize,
): u32 {
  let a = load<u32>(0, STATES_AT);
  let b = load<u32>(4, STATES_AT);
  let status: u32 = DECODED;
  let context: u32 = output == origin ? START_CONTEXT : contextAfterMatch(output, origin);
  resetDistances();
  while (output < end) {
    const row = classRow(context);
    const slot = a & SLOT_MASK;
    const entry = find(row, classGuesses(context), slot);
    const doubledClass = u32(entry - row);
    a = advance(a, slot, load<u32>(entry));
    const bits = missingBits(a);
    a = refill(a, bits, source);
    source += bits >> 3;
    if (isSingle) b = a;

    if (doubledClass < 2 * RAW_CLASS) {
      let member = memberRow(doubledClass);
      const isEmpty = member == 0;
      if (!isEmpty) {
        const memberSlot = b & SLOT_MASK;
        member = find(member, memberGuesses(doubledClass), memberSlot);
        b = advance(b, memberSlot, load<u32>(member));
        const memberBits = missingBits(b);
        b = refill(b, memberBits, source);
        source += memberBits >> 3;
      }
      if (source > limit || isEmpty) {
        status = source > limit ? TRUNCATED : CORRUPT;
        break;
      }
      context = contextOf(member);
      const span = spanOf(member);
      const next = output + (span & SPAN_LENGTH_MASK);
      if (next > end) {
        status = CORRUPT;
        break;
      }
      copyWide(BYTES_AT + (span >> SPAN_LENGTH_BITS), output, next);
      output = next;
    } else if (doubledClass == 2 * RAW_CLASS) {
      store<u8>(output, (b & SLOT_MASK) >> (SCALE_BITS - RAW_BITS));
      b = advanceField(b, SCALE_BITS - RAW_BITS);
      const fieldBits = missingBits(b);
      b = refill(b, fieldBits, source);
      source += fieldBits >> 3;
      output++;
      if (source > limit) {
        status = TRUNCATED;
        break;
      }
      context = RAW_CONTEXT;
    } else {
      const length = decodeMatch(b, source, doubledClass >> 1, u32(output - origin));
      b = matchState;
      source = matchSource;
      if (source > limit || length == 0 || length > u32(end - output)) {
        status = source > limit ? TRUNCATED : CORRUPT;
        break;
      }
      copyMatch(output, lastDistance, length);
      output += length;
      context = contextAfterMatch(output, origin);
    }
    if (isSingle) a = b;
  }
  store<u32>(0, a, STATES_AT);
  store<u32>(4, b, STATES_AT);
  store<u32>(0, u32(source), POSITION_AT);
  return status;
}

function contextAfterMatch(end: usize, origin: usize): u32 {
  return ENDING_CONTEXT + endingOf(load<u8>(end - 1), end - origin > 1 ? load<u8>(end - 2) : 0);
}
