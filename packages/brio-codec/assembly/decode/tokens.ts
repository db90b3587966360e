/**
 * Decodes the tokens of a block.
 *
 * READ ME FIRST
 *
 * 1. Classes are on the first lane, everything else on the second, and the context of a class is the class before: so nothing on the
 *    first lane waits for a member, a length or a copy. With one lane both are the same state, passed to and fro.
 * 2. A token reads fourteen bytes at most. So the source is held against its limit once a token, after its fields; zeros stand behind
 *    the limit.
 * 3. Writes go up to fifteen bytes beyond a token, which is behind the block at most: `end` plus the padding is in memory.
 * 4. Nothing is read from the output but what was written: a distance reaches back to `origin` at most.
 * 5. The member of a class that has none takes nothing and has no bytes, so one comparison finds it and what is too long.
 * 6. A loop of its own for symbols, without the calls that matches are, has fewer instructions and is 5 % slower (measured).
 */
import { BYTES_AT, POSITION_AT, STATES_AT } from "../../src/v2/kernel-wasm/decoder-layout";
import { SPAN_LENGTH_BITS } from "../../src/v2/tables-layout";
import { copyMatch, copyWide } from "./copy";
import { decodeMatch, lastDistance, matchSource, matchState, resetDistances } from "./match";
import * as numbers from "../numbers";
import { advanceClass, advanceMember, findClass, findMember, spanOf, tablesOf } from "./search";
import { CORRUPT, DECODED, TRUNCATED } from "./status";
import { advanceField, missingBits, refill, SCALE_BITS, SLOT_MASK } from "./step";

const RAW_CLASS: u32 = numbers.RAW_CLASS;
const RAW_BITS: u32 = numbers.RAW_BITS;
const SPAN_LENGTH_MASK: u32 = (1 << SPAN_LENGTH_BITS) - 1;

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
  // Of the class of the token before, which is the context.
  let tables = tablesOf(numbers.START_CONTEXT);
  resetDistances();
  while (output < end) {
    const slot = a & SLOT_MASK;
    const tokenClass = findClass(tables, slot);
    a = advanceClass(a, slot, tables, tokenClass);
    tables = tablesOf(tokenClass);
    const bits = missingBits(a);
    a = refill(a, bits, source);
    source += bits >> 3;
    if (isSingle) b = a;

    if (tokenClass < RAW_CLASS) {
      const memberSlot = b & SLOT_MASK;
      const rank = findMember(tables, memberSlot);
      b = advanceMember(b, memberSlot, tables, rank);
      const memberBits = missingBits(b);
      b = refill(b, memberBits, source);
      source += memberBits >> 3;
      if (source > limit) {
        status = TRUNCATED;
        break;
      }
      const span = spanOf(tables, rank);
      const length = span & SPAN_LENGTH_MASK;
      if (length - 1 >= u32(end - output)) {
        status = CORRUPT;
        break;
      }
      copyWide(BYTES_AT + (span >> SPAN_LENGTH_BITS), output, output + length);
      output += length;
    } else if (tokenClass == RAW_CLASS) {
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
    } else {
      const length = decodeMatch(b, source, tokenClass, u32(output - origin));
      b = matchState;
      source = matchSource;
      if (source > limit || length == 0 || length > u32(end - output)) {
        status = source > limit ? TRUNCATED : CORRUPT;
        break;
      }
      copyMatch(output, lastDistance, length);
      output += length;
    }
    if (isSingle) a = b;
  }
  store<u32>(0, a, STATES_AT);
  store<u32>(4, b, STATES_AT);
  store<u32>(0, u32(source), POSITION_AT);
  return status;
}
