/**
 * The walks of src/kernel-ts/list-walk.ts: what the lists of the prior say. One walk a context, WALK_STRIDE bytes each; addresses
 * stand for successors.
 */
import { GUIDE_HEADER, GUIDED, LIST_SLOT_STRIDE, SUCCESSOR_STRIDE } from "../src/kernel-wasm/layout";
import { classCount, keyBits, listSlotMask, listSlots } from "./memory";
import { clampInput, logarithm } from "./logarithm";

/** Fields of a walk. Its first two words are the hash of the context and the address of its counter. */
const LOW: usize = 8;
const HIGH: usize = 12;
const SUM_BEFORE: usize = 16;
const SUM_END: usize = 20;
const ESCAPE: usize = 24;
const MIDDLE: usize = 28;
const SUM_MIDDLE: usize = 32;
const ESCAPED_ONES: usize = 36;
/** The bucket of the prediction that `divideWalk` returned. */
export const BUCKET: usize = 40;
/** Between `seekWalk` and `openWalk`: the key of the list, and the slot where it should be. */
const KEY: usize = MIDDLE;
const SLOT: usize = SUM_MIDDLE;
/** The guide of its list, or 0; and the first successor of the list. */
const GUIDE: usize = 44;
const FIRST: usize = 48;

const MAX_KEY_BITS: u32 = 20;

/** Finds out where to look for the list of a context, and has that fetched. */
@inline
export function seekWalk(walk: usize, context: u32, before: u32, hash: u32): void {
  const group = context * (classCount + 1) + before;
  const bits: u32 = load<u8>(keyBits + group);
  const key = ((group << MAX_KEY_BITS) | (bits == 0 ? 0 : hash >> (32 - bits))) + 1;
  const product = key * 0x9e3779b1;
  const slot = (product ^ (product >> 15)) & listSlotMask;
  store<u32>(walk, key, KEY);
  store<u32>(walk, slot, SLOT);
  load<u32>(listSlots + <usize>slot * LIST_SLOT_STRIDE);
}

/** Begins at the root with the list that `seekWalk` looked for, or with none. */
@inline
export function openWalk(walk: usize): void {
  const key = load<u32>(walk, KEY);
  let slot = load<u32>(walk, SLOT);
  for (;;) {
    const at = listSlots + <usize>slot * LIST_SLOT_STRIDE;
    const found = load<u32>(at);
    if (found == key) {
      const first = load<u32>(at, 4);
      const rest = load<u32>(at, 12);
      const guide = (rest & u32(GUIDED)) == 0 ? 0 : rest - u32(GUIDED);
      store<u32>(walk, first, FIRST);
      store<u32>(walk, first, LOW);
      store<u32>(walk, guide == 0 ? first + (rest & 0xff) * SUCCESSOR_STRIDE : load<u32>(guide), HIGH);
      store<u32>(walk, 0, SUM_BEFORE);
      store<u32>(walk, guide == 0 ? rest >> 8 : load<u32>(guide, 4), SUM_END);
      store<u32>(walk, load<u32>(at, 8), ESCAPE);
      store<u32>(walk, guide, GUIDE);
      return;
    }
    if (found == 0) break;
    slot = (slot + 1) & listSlotMask;
  }
  store<u64>(walk, 0, LOW);
}

/** Runs up to this are searched one after the other. */
const MAX_LINEAR: u32 = 4;

function firstNotBelow(low: u32, high: u32, split: u32): u32 {
  let count = (high - low) / SUCCESSOR_STRIDE;
  while (count > 0) {
    const half = count >> 1;
    const at = low + half * SUCCESSOR_STRIDE;
    const isBelow = u32(load<u16>(at) < split);
    low = isBelow ? at + SUCCESSOR_STRIDE : low;
    count = isBelow ? count - half - 1 : half;
  }
  return low;
}

/** Divides the run at a node, whose record is at `node`; returns the logit, and leaves its bucket. */
@inline
export function divideWalk(walk: usize, split: u32, probability: u32, node: usize, isClassNode: bool): i32 {
  const low = load<u32>(walk, LOW);
  const high = load<u32>(walk, HIGH);
  if (low == high) {
    store<u32>(walk, 0, BUCKET);
    return 0;
  }
  const sumBefore = load<u32>(walk, SUM_BEFORE);
  const sumEnd = load<u32>(walk, SUM_END);
  const escape = load<u32>(walk, ESCAPE);
  // Most runs have one successor, and most of the others a few: one after the other is faster than halving what is so short.
  let from = low;
  let sumMiddle = sumBefore;
  const guide: usize = isClassNode ? load<u32>(walk, GUIDE) : 0;
  if (guide != 0) {
    const entry = load<u32>(guide + (<usize>load<u16>(node, 14) << 2), GUIDE_HEADER);
    from = load<u32>(walk, FIRST) + (entry & 0xffff) * SUCCESSOR_STRIDE;
    sumMiddle = entry >> 16;
  } else {
    if (high - low > MAX_LINEAR * SUCCESSOR_STRIDE) from = firstNotBelow(low, high, split);
    else while (from < high && load<u16>(from) < split) from += SUCCESSOR_STRIDE;
    if (from != low) sumMiddle = load<u16>(from - SUCCESSOR_STRIDE, 2);
  }
  const escapedOnes = u32((u64(escape) * probability) >> 16);
  store<u32>(walk, from, MIDDLE);
  store<u32>(walk, sumMiddle, SUM_MIDDLE);
  store<u32>(walk, escapedOnes, ESCAPED_ONES);
  const zeros = sumMiddle - sumBefore;
  const ones = sumEnd - sumMiddle;
  store<u32>(walk, bucketOf(zeros, ones), BUCKET);
  const one = (ones << 8) + escapedOnes;
  const zero = (zeros << 8) + escape - escapedOnes;
  return clampInput(logarithm(max(one, 1)) - logarithm(max(zero, 1)));
}

@inline
export function followWalk(walk: usize, bit: u32): void {
  if (load<u32>(walk, LOW) == load<u32>(walk, HIGH)) return;
  const escapedOnes = load<u32>(walk, ESCAPED_ONES);
  if (bit) {
    store<u32>(walk, load<u32>(walk, MIDDLE), LOW);
    store<u32>(walk, load<u32>(walk, SUM_MIDDLE), SUM_BEFORE);
    store<u32>(walk, escapedOnes, ESCAPE);
  } else {
    store<u32>(walk, load<u32>(walk, MIDDLE), HIGH);
    store<u32>(walk, load<u32>(walk, SUM_MIDDLE), SUM_END);
    store<u32>(walk, load<u32>(walk, ESCAPE) - escapedOnes, ESCAPE);
  }
}

@inline
function bucketOf(zeros: u32, ones: u32): u32 {
  const total = zeros + ones;
  const lesser = min(zeros, ones);
  if (lesser == 0) return 1 + u32(total >= 24) + u32(total >= 64) + u32(total >= 192) + u32(total >= 800);
  if (lesser * 20 < total) return 6;
  return 7 + u32(total >= 128) + u32(total >= 800);
}
