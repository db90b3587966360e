/**
 * Tokens become a stream (SPEC.md): forward to find out the class of each, then backward through rANS.
 */
import {
  LAST_LENGTH_CLASS,
  LENGTH_CLASS,
  LOW_EXTRA_BITS,
  RAW_BITS,
  RAW_BYTE,
  RAW_CLASS,
  SCALE_BITS,
  SECOND_LENGTH_CLASS,
  START_CONTEXT,
} from "../numbers";
import {
  baseOf,
  extraBits,
  isOpen,
  lastBases,
  LONG_WIDTH_BITS,
  newBases,
  secondBases,
} from "./lengths";
import { origin, symbols } from "./tables";
import { tokenClass } from "./token-class";
import {
  CLASS_STARTS_AT,
  DISTANCE_INTERVALS_AT,
  TOKEN_CLASSES_AT,
  TOKEN_LENGTHS_AT,
  TOKEN_VALUES_AT,
} from "../../src/v2/kernel-wasm/encoder-layout";

/** Settles the class of each of `count` tokens of a block. */
export function classify(count: i32): void {
  let last = 0;
  let second = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    const length = load<i32>(i << 2, TOKEN_LENGTHS_AT);
    const value = load<i32>(i << 2, TOKEN_VALUES_AT);
    store<u8>(i, tokenClass(value, length, last, second), TOKEN_CLASSES_AT);
    if (value < 0 && -value != last) {
      second = last;
      last = -value;
    }
  }
}

/** The states: lane 0 has the classes, lane 1 the rest. With one lane both are the same. */
let classState: u32 = 0;
let restState: u32 = 0;
let oneLane: bool = false;
let target: usize = 0;

function put(state: u32, start: u32, frequency: u32): u32 {
  const bytes = surplus(state, frequency);
  store<u16>(target - 2, bswap<u16>(<u16>state));
  target -= bytes;
  return pushed(state >> (bytes << 3), start, frequency);
}

function putRest(start: u32, frequency: u32): void {
  if (oneLane) classState = put(classState, start, frequency);
  else restState = put(restState, start, frequency);
}

function putBits(value: i32, bits: i32): void {
  if (bits > LOW_EXTRA_BITS) {
    putFew(value & ((1 << LOW_EXTRA_BITS) - 1), LOW_EXTRA_BITS);
    putFew(value >> LOW_EXTRA_BITS, bits - LOW_EXTRA_BITS);
  } else if (bits > 0) putFew(value, bits);
}

function putFew(value: i32, bits: i32): void {
  putRest(<u32>value << (SCALE_BITS - bits), 1 << (SCALE_BITS - bits));
}

function putLength(length: i32, slot: i32, bases: usize): void {
  const excess = length - baseOf(bases, slot);
  if (isOpen(bases, slot)) {
    const width = 32 - <i32>clz(excess);
    if (width > 1) putBits(excess - (1 << (width - 1)), width - 1);
    putFew(width, LONG_WIDTH_BITS);
  } else putBits(excess, extraBits(bases, slot));
}

function putDistance(distance: i32, position: i32): void {
  const octave = 31 - <i32>clz(distance);
  let slot = 0;
  if (octave > 0) {
    slot = 2 * octave - 1 + ((distance >> (octave - 1)) & 1);
    putBits(distance & ((1 << (octave - 1)) - 1), octave - 1);
  }
  const bucket = 31 - <i32>clz(min(position, 0xffffff));
  const interval = load<u32>((<usize>(bucket * 64 + slot) << 2), DISTANCE_INTERVALS_AT);
  putRest(interval & 0xffff, interval >>> 16);
}

/** What a token has besides its class and its member: everything of a match, and the bits of a raw byte. */
function putOther(tokenClass: i32, value: i32, length: i32, position: i32): void {
  if (tokenClass == RAW_CLASS) putFew(value - RAW_BYTE, RAW_BITS);
  else if (tokenClass < LAST_LENGTH_CLASS) {
    putDistance(-value, position);
    putLength(length, tokenClass - LENGTH_CLASS, newBases());
  } else if (tokenClass < SECOND_LENGTH_CLASS) {
    putLength(length, tokenClass - LAST_LENGTH_CLASS, lastBases());
  } else putLength(length, tokenClass - SECOND_LENGTH_CLASS, secondBases());
}

/** Bytes that a state gives away before an interval: 0, 1 or 2, as it is below 2^24 and the bound at least 2^9. */
@inline
function surplus(state: u32, frequency: u32): u32 {
  const bound = frequency << 9;
  return <u32>(state >= bound) + <u32>(state >> 8 >= bound);
}

/**
 * The state, without those bytes, with the interval coded. (A division in floating point would be exact as well, and is a tenth
 * slower here.)
 */
@inline
function pushed(state: u32, start: u32, frequency: u32): u32 {
  const quotient = state / frequency;
  return (quotient << SCALE_BITS) + (state - quotient * frequency) + start;
}

/**
 * Encodes `count` classified tokens of the block that ends at `end`, the last one first, in front of `limit`.
 *
 * Nearly all tokens are symbols, so those are coded here, with the states in local variables; what they give away is stored before
 * it is known how much of it counts, which saves the branches.
 */
export function encodeTokens(end: i32, count: i32, lanes: i32, seed0: u32, seed1: u32, limit: usize): void {
  oneLane = lanes == 1;
  let first = 65536 + seed0;
  let second = 65536 + seed1;
  let at = limit;
  let position = origin + end;
  for (let i = <usize>count; i-- > 0; ) {
    const value = load<i32>(i << 2, TOKEN_VALUES_AT);
    const length = load<i32>(i << 2, TOKEN_LENGTHS_AT);
    const tokenClass = <i32>load<u8>(i, TOKEN_CLASSES_AT);
    position -= length;
    if (tokenClass < RAW_CLASS) {
      const symbol = load<u32>(symbols + (<usize>value << 3));
      const start = symbol & 0xffff;
      const frequency = symbol >>> 16;
      const state = oneLane ? first : second;
      const bytes = surplus(state, frequency);
      store<u16>(at - 2, bswap<u16>(<u16>state));
      at -= bytes;
      const next = pushed(state >> (bytes << 3), start, frequency);
      if (oneLane) first = next;
      else second = next;
    } else {
      classState = first;
      restState = second;
      target = at;
      putOther(tokenClass, value, length, position);
      first = classState;
      second = restState;
      at = target;
    }
    const context = i > 0 ? <i32>load<u8>(i, TOKEN_CLASSES_AT - 1) : START_CONTEXT;
    // This start and the next.
    const starts = load<u32>((<usize>context << 9) + (<usize>tokenClass << 1), CLASS_STARTS_AT);
    const start = starts & 0xffff;
    const frequency = (starts >>> 16) - start;
    const bytes = surplus(first, frequency);
    store<u16>(at - 2, bswap<u16>(<u16>first));
    at -= bytes;
    first = pushed(first >> (bytes << 3), start, frequency);
  }
  classState = first;
  restState = second;
  target = at;
}

/** Ends a stream: the block's kind goes in front, and the states in front of that. Returns where the stream begins. */
export function finishStream(kindStart: u32, kindFrequency: u32): usize {
  classState = put(classState, kindStart, kindFrequency);
  if (!oneLane) {
    target -= 3;
    store<u16>(target, restState);
    store<u8>(target, restState >>> 16, 2);
  }
  target -= 3;
  store<u16>(target, classState);
  store<u8>(target, classState >>> 16, 2);
  return target;
}
