/** The counters of src/kernel-ts/counters.ts, and of src/kernel-ts/recent.ts what followed their patterns. */
import { COUNTER_RATES_AT, STRETCH_AT } from "../src/kernel-wasm/layout";
import { counterMask, counters, recent } from "./memory";

const GROUP_SHIFT: usize = 5;
const GROUP_BYTES: usize = 32;

@inline
export function nodeHash(contextHash: u32, node: u32): u32 {
  const first = (contextHash ^ ((node + 1) * 0x9e3779b1)) * 0x85ebca6b;
  const second = (first ^ (first >> 15)) * 0x2c1b3c6d;
  return second ^ (second >> 13);
}

/** Has the place of a group fetched: {@link seekWalk} of lists.ts says how. */
@inline
export function seekGroup(hash: u32): void {
  load<u32>(counters + (<usize>(hash & counterMask) << GROUP_SHIFT));
}

/** The address of the group of a hash, found or made. Both places where it can be are in one line of the cache. */
@inline
export function findGroup(hash: u32): usize {
  const first = counters + (<usize>(hash & counterMask) << GROUP_SHIFT);
  const check = (hash >> 17) + 1;
  if (load<u32>(first) == check) return first;
  const second = first ^ GROUP_BYTES;
  if (load<u32>(second) == check) return second;
  const place = (load<u32>(second, 4) & 0xff00) < (load<u32>(first, 4) & 0xff00) ? second : first;
  store<u64>(place, check);
  store<u64>(place, 0, 8);
  store<u64>(place, 0, 16);
  store<u64>(place, 0, 24);
  return place;
}

/** Learns from a decision. @param probability - what the counter starts from */
@inline
export function updateCounter(place: usize, bit: u32, probability: u32): void {
  const state = load<u32>(place);
  const count = (state >> 8) & 0xff;
  const pattern = state & 0xff;
  const before = count == 0 ? probability : state >> 16;
  const rate: u32 = load<u16>(<usize>count << 1, COUNTER_RATES_AT);
  const way = bit ? 65535 - before : before;
  const step = (way * rate + 16384) >> 15;
  const after = bit ? before + step : before - step;
  const moved = pattern == 0 ? 2 | bit : (pattern << 1) | bit;
  const kept = moved > 0xff ? (moved & 0x7f) | 0x80 : moved;
  store<u32>(place, (after << 16) | (min<u32>(count + 1, 255) << 8) | kept);
}

@inline
function recentAt(context: u32, pattern: u32): usize {
  return recent + (<usize>((context << 8) + pattern) << 1);
}

@inline
export function recentLogit(context: u32, pattern: u32): i32 {
  if (pattern == 0) return 0;
  return load<i16>(<usize>(load<u16>(recentAt(context, pattern)) >> 4) << 1, STRETCH_AT);
}

@inline
export function updateRecent(context: u32, pattern: u32, bit: u32): void {
  if (pattern == 0) return;
  const at = recentAt(context, pattern);
  const probability: i32 = load<u16>(at);
  store<u16>(at, probability + (((bit ? 65535 : 0) - probability) >> 7));
}
