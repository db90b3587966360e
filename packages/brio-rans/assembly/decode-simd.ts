/**
 * Decoding of symbols through a packed table, sixteen states at a time; parameters and results are those of decode.ts.
 *
 * Four vectors in flight hide the latency of the multiplication and of the entries; their sixteen symbols leave in one store.
 * Of 32 lanes, each half waits in memory while the other has its turn: four more vectors do not fit into registers, and this
 * way they cost nothing (measured). The scale is a variable, unlike in decode.ts: a vector is shifted once for four states.
 */
import { PACKED_AT, STATES_AT, SYMBOLS_AT } from "../src/kernel-wasm/layout";
import { advanceAll, gatherEntries, lowLanes, refillAll } from "./step-simd";

@inline
function entriesOf(states: v128, offsetMask: v128): v128 {
  return gatherEntries(states, offsetMask, PACKED_AT);
}

/** The low bytes of sixteen entries, their symbols. */
@inline
function symbolsOf(a: v128, b: v128, c: v128, d: v128): v128 {
  const byte = i32x4.splat(0xff);
  return i8x16.narrow_i16x8_u(
    i16x8.narrow_i32x4_u(v128.and(a, byte), v128.and(b, byte)),
    i16x8.narrow_i32x4_u(v128.and(c, byte), v128.and(d, byte)),
  );
}

/** 16 or 32 lanes, a multiple of as many symbols. No load goes beyond the words that a round may take. */
export function decodeSixteens(lanes: u32, scaleBits: u32, from: u32, to: u32, source: usize): usize {
  const offsetMask = i32x4.splat(((1 << scaleBits) - 1) << 2);
  const turns: usize = (lanes << 2) - 1;
  let at: usize = 0;
  let a = v128.load(0, STATES_AT);
  let b = v128.load(16, STATES_AT);
  let c = v128.load(32, STATES_AT);
  let d = v128.load(48, STATES_AT);
  for (let i = from; i < to; i += 16) {
    const ea = entriesOf(a, offsetMask);
    const eb = entriesOf(b, offsetMask);
    const ec = entriesOf(c, offsetMask);
    const ed = entriesOf(d, offsetMask);
    v128.store(i, symbolsOf(ea, eb, ec, ed), SYMBOLS_AT);
    a = advanceAll(a, ea, scaleBits);
    b = advanceAll(b, eb, scaleBits);
    c = advanceAll(c, ec, scaleBits);
    d = advanceAll(d, ed, scaleBits);
    const la = lowLanes(a);
    const lb = lowLanes(b);
    const lc = lowLanes(c);
    const ld = lowLanes(d);
    const ma = i32x4.bitmask(la);
    const mb = i32x4.bitmask(lb);
    const mc = i32x4.bitmask(lc);
    const md = i32x4.bitmask(ld);
    a = refillAll(a, la, ma, source);
    source += popcnt(ma) << 1;
    b = refillAll(b, lb, mb, source);
    source += popcnt(mb) << 1;
    c = refillAll(c, lc, mc, source);
    source += popcnt(mc) << 1;
    d = refillAll(d, ld, md, source);
    source += popcnt(md) << 1;
    if (turns > 63) {
      v128.store(at, a, STATES_AT);
      v128.store(at, b, STATES_AT + 16);
      v128.store(at, c, STATES_AT + 32);
      v128.store(at, d, STATES_AT + 48);
      at ^= 64;
      a = v128.load(at, STATES_AT);
      b = v128.load(at, STATES_AT + 16);
      c = v128.load(at, STATES_AT + 32);
      d = v128.load(at, STATES_AT + 48);
    }
  }
  v128.store(at, a, STATES_AT);
  v128.store(at, b, STATES_AT + 16);
  v128.store(at, c, STATES_AT + 32);
  v128.store(at, d, STATES_AT + 48);
  return source;
}
