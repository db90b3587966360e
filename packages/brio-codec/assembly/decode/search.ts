/**
 * The search for the symbol that a slot belongs to: the one hot operation of decoding.
 *
 * READ ME FIRST
 *
 * 1. The search for a class is on the critical path: its interval makes the state that the next class is taken from. The search for
 *    a member runs beside it, with two lanes, and what counts is how many instructions it has.
 * 2. The guess of the slot's section is the first symbol in question; the first slots of those behind it are compared with the slot
 *    at once, as words of four. In chat text 96 of 100 classes are among eight, and 99 of 100 members among four: the loop is a
 *    branch that predicts well. It is not entered at its head, where an engine looks whether it should stop.
 * 3. The comparison is a subtraction. First slots are 2^15 at most and bit 15 is set in the minuend, so no lane borrows from the
 *    next, and its bit 15 is left where the first slot is not above the slot. With vectors instead, what comes out has to
 *    change register files, which takes longer than all of this (measured: 5 % slower). A search that steps from symbol to symbol
 *    is faster where a few messages come again and again, whose branches the processor knows by heart, and slower on others.
 */
import { TABLES_AT } from "../../src/v2/kernel-wasm/decoder-layout";
import {
  CLASS_STRIDE,
  CLASSES_OFFSET,
  DISTANCE_STRIDE,
  GUESS_SHIFT,
  MEMBER_ROW_OFFSET,
  SPANS_OFFSET,
  STARTS_OFFSET,
} from "../../src/v2/tables-layout";
import { advance } from "./step";

const CLASS_ROWS_AT: usize = TABLES_AT + CLASSES_OFFSET;
const CLASS_STARTS_AT: usize = CLASS_ROWS_AT + STARTS_OFFSET;
const MEMBER_ROWS_AT: usize = CLASS_ROWS_AT + MEMBER_ROW_OFFSET;
const MEMBER_STARTS_AT: usize = MEMBER_ROWS_AT + STARTS_OFFSET;
const SPANS_AT: usize = CLASS_ROWS_AT + SPANS_OFFSET;
const DISTANCE_STARTS_AT: usize = TABLES_AT + STARTS_OFFSET;

const HIGH_BITS: u64 = 0x8000800080008000;
const ONES: u64 = 0x0001000100010001;

/** What a class, or a context, has in the tables: its distance from what class 0 has there. */
@inline
export function tablesOf(tokenClass: u32): usize {
  return <usize>tokenClass * CLASS_STRIDE;
}

/** The class that the slot belongs to in the context whose tables these are. */
@inline
export function findClass(tables: usize, slot: u32): u32 {
  const slots = spread(slot);
  let tokenClass: u32 = load<u8>(tables + (slot >> GUESS_SHIFT), CLASS_ROWS_AT);
  let count = countOfEight(slots, tables + (<usize>tokenClass << 1));
  tokenClass += count;
  if (count == 8) {
    do {
      count = countOfEight(slots, tables + (<usize>tokenClass << 1));
      tokenClass += count;
    } while (count == 8);
  }
  return tokenClass;
}

/** The state without the interval of that class. */
@inline
export function advanceClass(state: u32, slot: u32, tables: usize, tokenClass: u32): u32 {
  const at = tables + (<usize>tokenClass << 1);
  return advance(state, slot, load<u16>(at, CLASS_STARTS_AT), load<u16>(at, CLASS_STARTS_AT + 2));
}

/** The member of the class whose tables these are, by rank. */
@inline
export function findMember(tables: usize, slot: u32): u32 {
  const slots = spread(slot);
  let rank: u32 = load<u8>(tables + (slot >> GUESS_SHIFT), MEMBER_ROWS_AT);
  let count = countNotAbove(slots, load<u64>(tables + (<usize>rank << 1), MEMBER_STARTS_AT + 2));
  rank += count;
  if (count == 4) {
    do {
      count = countNotAbove(slots, load<u64>(tables + (<usize>rank << 1), MEMBER_STARTS_AT + 2));
      rank += count;
    } while (count == 4);
  }
  return rank;
}

@inline
export function advanceMember(state: u32, slot: u32, tables: usize, rank: u32): u32 {
  const at = tables + (<usize>rank << 1);
  return advance(state, slot, load<u16>(at, MEMBER_STARTS_AT), load<u16>(at, MEMBER_STARTS_AT + 2));
}

/** Where the bytes of that member are. */
@inline
export function spanOf(tables: usize, rank: u32): u32 {
  return load<u32>(tables + (<usize>rank << 2), SPANS_AT);
}

@inline
export function findDistanceSlot(bucket: u32, slot: u32): u32 {
  const row = <usize>bucket * DISTANCE_STRIDE;
  const slots = spread(slot);
  let distanceSlot: u32 = load<u8>(row + (slot >> GUESS_SHIFT), TABLES_AT);
  let count: u32;
  do {
    count = countNotAbove(slots, load<u64>(row + (<usize>distanceSlot << 1), DISTANCE_STARTS_AT + 2));
    distanceSlot += count;
  } while (count == 4);
  return distanceSlot;
}

@inline
export function advanceDistance(state: u32, slot: u32, bucket: u32, distanceSlot: u32): u32 {
  const at = <usize>bucket * DISTANCE_STRIDE + (<usize>distanceSlot << 1);
  return advance(state, slot, load<u16>(at, DISTANCE_STARTS_AT), load<u16>(at, DISTANCE_STARTS_AT + 2));
}

/** The slot, with bit 15, in four lanes of sixteen bits. */
@inline
function spread(slot: u32): u64 {
  return u64(slot | 0x8000) * ONES;
}

/** How many of these four first slots are not above the slot. */
@inline
function countNotAbove(slots: u64, starts: u64): u32 {
  return <u32>popcnt((slots - starts) & HIGH_BITS);
}

/** How many of the eight first slots behind that at `at`, less CLASS_STARTS_AT, are not above the slot. */
@inline
function countOfEight(slots: u64, at: usize): u32 {
  const low = (slots - load<u64>(at, CLASS_STARTS_AT + 2)) & HIGH_BITS;
  const high = (slots - load<u64>(at, CLASS_STARTS_AT + 10)) & HIGH_BITS;
  return <u32>popcnt(low | (high >> 1));
}
