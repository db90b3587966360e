/**
 * Decoding of symbols through a packed table, with states one by one. Each function decodes symbols `from` to `to` at SYMBOLS_AT, takes
 * words from `source` on and returns where it stopped; the states are at STATES_AT before and afterwards.
 *
 * READ ME FIRST
 *
 * 1. One pointer serves all lanes, and it is on the longest chain of dependencies: state, is it low, pointer, word, state. So the
 *    fast loops do not look where it is. Their caller makes sure that as many words are left as there are symbols to decode,
 *    which is as many as they can take; only `decodeAny` may come to the end of the stream. There the pointer stops at
 *    `limit`, one word behind it, and zeros follow: a stream that ends too soon decodes zeros, and the pointer tells.
 * 2. Each loop is one block without a branch, not even a rare one: before a branch V8 computes all that it can, and then has more in
 *    hand than there are registers (measured: a fifth of the speed). For the same reason eight states, which would hide more
 *    latency, are no faster than four.
 * 3. The scale of 12 bits, the usual one, is a constant here, because a shift by a variable ties up a register of its own and
 *    is slower. Any other scale, other numbers of lanes, and what is left over of a round, are for `decodeAny`.
 */
import { PACKED_AT, STATES_AT, SYMBOLS_AT } from "../src/kernel-wasm/layout";
import { advance, entryOffset, isLow, refill } from "./step";

const SCALE_BITS: u32 = 12;
const SLOT_MASK: u32 = (1 << SCALE_BITS) - 1;

@inline
function entryOf(state: u32): u32 {
  return load<u32>(entryOffset(state, SLOT_MASK), PACKED_AT);
}

@inline
function stateWithout(state: u32, entry: u32): u32 {
  return advance(state, entry, SCALE_BITS);
}

/** Any number of lanes, any scale up to 12 bits, any number of words. */
export function decodeAny(laneMask: u32, scaleBits: u32, from: u32, to: u32, source: usize, limit: usize): usize {
  const slotMask: u32 = (1 << scaleBits) - 1;
  for (let i = from; i < to; i++) {
    const lane: usize = (i & laneMask) << 2;
    let state = load<u32>(lane, STATES_AT);
    const entry = load<u32>(entryOffset(state, slotMask), PACKED_AT);
    store<u8>(i, entry, SYMBOLS_AT);
    state = advance(state, entry, scaleBits);
    const low = isLow(state);
    store<u32>(lane, refill(state, low, source), STATES_AT);
    source += low << 1;
    if (source > limit) source = limit;
  }
  return source;
}

export function decodeOne(from: u32, to: u32, source: usize): usize {
  let a = load<u32>(0, STATES_AT);
  let ea = entryOf(a);
  for (let i = from; i < to; i++) {
    store<u8>(i, ea, SYMBOLS_AT);
    a = stateWithout(a, ea);
    const la = isLow(a);
    a = refill(a, la, source);
    source += la << 1;
    ea = entryOf(a);
  }
  store<u32>(0, a, STATES_AT);
  return source;
}

/** An even number of symbols. */
export function decodeTwo(from: u32, to: u32, source: usize): usize {
  let a = load<u32>(0, STATES_AT);
  let b = load<u32>(4, STATES_AT);
  let ea = entryOf(a);
  let eb = entryOf(b);
  for (let i = from; i < to; i += 2) {
    store<u8>(i, ea, SYMBOLS_AT);
    a = stateWithout(a, ea);
    store<u8>(i, eb, SYMBOLS_AT + 1);
    b = stateWithout(b, eb);
    const la = isLow(a);
    a = refill(a, la, source);
    source += la << 1;
    ea = entryOf(a);
    const lb = isLow(b);
    b = refill(b, lb, source);
    source += lb << 1;
    eb = entryOf(b);
  }
  store<u32>(0, a, STATES_AT);
  store<u32>(4, b, STATES_AT);
  return source;
}

/** A multiple of four symbols. */
export function decodeFour(from: u32, to: u32, source: usize): usize {
  let a = load<u32>(0, STATES_AT);
  let b = load<u32>(4, STATES_AT);
  let c = load<u32>(8, STATES_AT);
  let d = load<u32>(12, STATES_AT);
  let ea = entryOf(a);
  let eb = entryOf(b);
  let ec = entryOf(c);
  let ed = entryOf(d);
  for (let i = from; i < to; i += 4) {
    store<u8>(i, ea, SYMBOLS_AT);
    a = stateWithout(a, ea);
    store<u8>(i, eb, SYMBOLS_AT + 1);
    b = stateWithout(b, eb);
    store<u8>(i, ec, SYMBOLS_AT + 2);
    c = stateWithout(c, ec);
    store<u8>(i, ed, SYMBOLS_AT + 3);
    d = stateWithout(d, ed);
    const la = isLow(a);
    a = refill(a, la, source);
    source += la << 1;
    ea = entryOf(a);
    const lb = isLow(b);
    b = refill(b, lb, source);
    source += lb << 1;
    eb = entryOf(b);
    const lc = isLow(c);
    c = refill(c, lc, source);
    source += lc << 1;
    ec = entryOf(c);
    const ld = isLow(d);
    d = refill(d, ld, source);
    source += ld << 1;
    ed = entryOf(d);
  }
  store<u32>(0, a, STATES_AT);
  store<u32>(4, b, STATES_AT);
  store<u32>(8, c, STATES_AT);
  store<u32>(12, d, STATES_AT);
  return source;
}
