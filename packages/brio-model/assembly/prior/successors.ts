/** The successors of a list in the order of their leaves, with the sums of their counts; and the counts of levels. */
import { SUCCESSOR_STRIDE } from "../../src/kernel-wasm/layout";
import { LEAF_SET_AT, LEVEL_OF_LEAF_AT } from "../../src/kernel-wasm/prior-layout";

/** By level: how often a successor followed. */
const TIMES = memory.data<u16>([
  1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4095,
]);

@inline
function timesOf(level: u32): u32 {
  return load<u16>(TIMES + (<usize>level << 1));
}

/** In units of 1/4096. */
@inline
export function escapeOf(level: u32): u32 {
  return level == 0 ? 2048 : timesOf(level - 1) << 12;
}

/** In units of 1/16. */
@inline
function countOf(level: u32): u32 {
  return (timesOf(level) << 4) - 11;
}

const LARGEST_SUM: u32 = 65535;

/** Words of the set of leaves. */
const LEAF_WORDS: usize = 1024;

/** The set is empty between two lists. */
export function openLeafSet(): void {
  memory.fill(LEAF_SET_AT, 0, LEAF_WORDS << 3);
}

/** Lists up to this length, nearly all, are sorted by insertion, which is quadratic. */
const SHORT_LIST: u32 = 32;

/** The last leaf, and the sum up to it; false if that has no room in 16 bits, or the leaf was there before. */
let lastLeaf: i32 = 0;
let lastSum: u32 = 0;

function put(target: usize, leaf: u32, level: u32): bool {
  lastSum += countOf(level);
  if (i32(leaf) == lastLeaf || lastSum > LARGEST_SUM) return false;
  lastLeaf = leaf;
  store<u32>(target, leaf | (lastSum << 16));
  return true;
}

/**
 * Makes `count` entries, leaf << 8 | level in the order of the file, successors in the order of leaves.
 *
 * @returns false if leaves of one level do not ascend, there is one twice, or the sum is beyond 16 bits
 */
export function arrangeSuccessors(entries: usize, count: u32): bool {
  if (count == 1) {
    const entry = load<u32>(entries);
    store<u32>(entries, (entry >> 8) | (countOf(entry & 0xff) << 16));
    return true;
  }
  const end = entries + <usize>count * SUCCESSOR_STRIDE;
  for (let at = entries + SUCCESSOR_STRIDE; at < end; at += SUCCESSOR_STRIDE) {
    const before = load<u32>(at - SUCCESSOR_STRIDE);
    const entry = load<u32>(at);
    if ((before & 0xff) == (entry & 0xff) && entry <= before) return false;
  }
  lastLeaf = -1;
  lastSum = 0;
  if (count > SHORT_LIST) return arrangeMany(entries, end);
  for (let at = entries; at < end; at += SUCCESSOR_STRIDE) {
    const entry = load<u32>(at);
    let place = at;
    for (; place > entries && load<u32>(place - SUCCESSOR_STRIDE) > entry; place -= SUCCESSOR_STRIDE) {
      store<u32>(place, load<u32>(place - SUCCESSOR_STRIDE));
    }
    store<u32>(place, entry);
  }
  for (let at = entries; at < end; at += SUCCESSOR_STRIDE) {
    const entry = load<u32>(at);
    if (!put(at, entry >> 8, entry & 0xff)) return false;
  }
  return true;
}

/** Sorts by the set of leaves: linear, but for a pass over the set, of which 1024 words are in use at most. */
function arrangeMany(entries: usize, end: usize): bool {
  let first: usize = (LEAF_WORDS - 1) << 3;
  let last: usize = 0;
  for (let at = entries; at < end; at += SUCCESSOR_STRIDE) {
    const entry = load<u32>(at);
    const leaf = entry >> 8;
    const place: usize = <usize>(leaf >> 6) << 3;
    const leaves = load<u64>(place, LEAF_SET_AT);
    const bit: u64 = (<u64>1) << (leaf & 63);
    if ((leaves & bit) != 0) return false;
    store<u64>(place, leaves | bit, LEAF_SET_AT);
    store<u8>(leaf, entry, LEVEL_OF_LEAF_AT);
    first = min(first, place);
    last = max(last, place);
  }
  let target = entries;
  for (let place = first; place <= last; place += 8) {
    let leaves = load<u64>(place, LEAF_SET_AT);
    store<u64>(place, 0, LEAF_SET_AT);
    for (; leaves != 0; leaves &= leaves - 1) {
      const leaf = u32(place << 3) | u32(ctz(leaves));
      if (!put(target, leaf, load<u8>(leaf, LEVEL_OF_LEAF_AT))) return false;
      target += SUCCESSOR_STRIDE;
    }
  }
  return true;
}
