/** The code tree of an alphabet: src/code-tree.ts, step for step. What is read with it waits for it. */
import {
  CLASS_TRANSITIONS,
  CLASS_WEIGHTS,
  COUNTS_AT,
  MEMBER_LEAVES,
  MEMBER_SYMBOLS,
  MEMBER_WEIGHTS,
  READING_AT,
  SORTED_AT,
  SYMBOL_COUNT,
  SYMBOL_LEAVES,
  TREE_CHILDREN,
  TREE_DEPTHS,
  TREE_MAX_DEPTH,
  TREE_PROBABILITIES,
  TREE_ROOT,
  TREE_SPLITS,
  TREE_SYMBOLS,
  TREE_TOTALS,
  TREE_TRANSITIONS,
} from "../../src/kernel-wasm/prior-layout";
import { classCount } from "../memory";
import { memberStart } from "./alphabet";

/** A static probability is never further from 0 or 1 than this. */
const LEAST_PROBABILITY: u32 = 16;

@inline
function word(name: usize): u32 {
  return load<u32>(name, READING_AT);
}

@inline
function childAt(child: u32): usize {
  return <usize>word(TREE_CHILDREN) + (<usize>child << 2);
}

@inline
function totalAt(node: u32): usize {
  return <usize>word(TREE_TOTALS) + (<usize>node << 3);
}

@inline
function probabilityOf(one: u64, both: u64): u32 {
  return max(LEAST_PROBABILITY, min(65536 - LEAST_PROBABILITY, u32((one << 16) / both)));
}

const SORTED: usize = SORTED_AT;

/** Sorts up to 256 numbers at SORTED by Shell's method: few enough to need no better one. */
function sort(count: u32): void {
  for (let gap: u32 = 85; gap > 0; gap >>= 2) {
    const step: usize = <usize>gap << 3;
    const end: usize = SORTED + (<usize>count << 3);
    for (let at: usize = SORTED + step; at < end; at += 8) {
      const key = load<u64>(at);
      let place = at;
      for (; place >= SORTED + step && load<u64>(place - step) > key; place -= step) {
        store<u64>(place, load<u64>(place - step));
      }
      store<u64>(place, key);
    }
  }
}

/**
 * Huffman's algorithm for the `count` leaves at SORTED, weight << 16 | leaf; its nodes are those from `first` on.
 *
 * @returns the root: a node, or ~leaf if there is but one
 */
function huffman(first: u32, count: u32): i32 {
  sort(count);
  let leaf: usize = SORTED;
  const leafEnd: usize = SORTED + (<usize>count << 3);
  const end = first + count - 1;
  let inner = first;
  for (let node = first; node < end; node++) {
    let one: u64 = 0;
    let both: u64 = 0;
    for (let bit: i32 = 1; bit >= 0; bit--) {
      const key = load<u64>(leaf);
      if (leaf < leafEnd && (inner == node || key >> 16 <= load<u64>(totalAt(inner)))) {
        store<i32>(childAt(2 * node + bit), ~i32(key & 0xffff));
        both += key >> 16;
        leaf += 8;
      } else {
        store<i32>(childAt(2 * node + bit), inner);
        both += load<u64>(totalAt(inner));
        inner++;
      }
      if (bit == 1) one = both;
    }
    store<u64>(totalAt(node), both);
    store<u16>(<usize>word(TREE_PROBABILITIES) + (<usize>node << 1), probabilityOf(one, both));
  }
  return count == 1 ? ~i32(load<u64>(SORTED) & 0xffff) : end - 1;
}

/** Probabilities of class nodes by class before. Only the tree of classes is there yet. */
function weighTransitions(nodeCount: u32): void {
  let target: usize = word(TREE_TRANSITIONS);
  let row: usize = word(CLASS_TRANSITIONS);
  for (let context: u32 = 0; context <= classCount; context++) {
    for (let node: u32 = 0; node < nodeCount; node++) {
      const zero = load<i32>(childAt(2 * node));
      const one = load<i32>(childAt(2 * node + 1));
      const zeros: u64 = zero < 0 ? load<u32>(row + (<usize>~zero << 2)) : load<u64>(totalAt(zero));
      const ones: u64 = one < 0 ? load<u32>(row + (<usize>~one << 2)) : load<u64>(totalAt(one));
      store<u64>(totalAt(node), zeros + ones);
      store<u16>(target, probabilityOf(ones, zeros + ones));
      target += 2;
    }
    row += <usize>classCount << 2;
  }
}

/** Builds the tree of symbols that are in the order of their classes. */
export function buildTree(): void {
  const classNodeCount = classCount - 1;
  for (let index: u32 = 0; index < classCount; index++) {
    const weight: u64 = load<u32>(<usize>word(CLASS_WEIGHTS) + (<usize>index << 2));
    store<u64>(SORTED + (<usize>index << 3), (weight << 16) | index);
  }
  const classRoot = huffman(0, classCount);
  if (word(CLASS_TRANSITIONS) != 0) weighTransitions(classNodeCount);
  let node = classNodeCount;
  for (let index: u32 = 0; index < classCount; index++) {
    const start = memberStart(index);
    const count = memberStart(index + 1) - start;
    for (let i: u32 = 0; i < count; i++) {
      const weight: u64 = load<u32>(<usize>word(MEMBER_WEIGHTS) + (<usize>(start + i) << 2));
      const symbol: u64 = load<u16>(<usize>word(MEMBER_SYMBOLS) + (<usize>(start + i) << 1));
      store<u64>(SORTED + (<usize>i << 3), (weight << 16) | symbol);
    }
    store<i32>(<usize>index << 2, huffman(node, count), COUNTS_AT);
    node += count - 1;
  }
  // The leaves of the tree of classes become the trees of their symbols.
  for (let child: u32 = 0; child < 2 * classNodeCount; child++) {
    const leaf = load<i32>(childAt(child));
    if (leaf < 0) store<i32>(childAt(child), load<i32>(<usize>~leaf << 2, COUNTS_AT));
  }
  numberLeaves(classNodeCount);
  const root = classRoot < 0 ? load<i32>(<usize>~classRoot << 2, COUNTS_AT) : classRoot;
  store<i32>(READING_AT, root < 0 ? ~0 : root, TREE_ROOT);
}

/**
 * Numbers the leaves from left to right. On the way the place of a node's total has how many leaves it has and which is the first of
 * them, and that of its split has its depth.
 */
function numberLeaves(classNodeCount: u32): void {
  const nodeCount = word(SYMBOL_COUNT) - 1;
  const splits: usize = word(TREE_SPLITS);
  const leaves: usize = word(SYMBOL_LEAVES);
  const symbols: usize = word(TREE_SYMBOLS);
  const depths: usize = word(TREE_DEPTHS);
  // Trees of symbols come first, as they are below that of classes.
  for (let i: u32 = 0; i < nodeCount; i++) {
    const node = (classNodeCount + i) % nodeCount;
    let size: u32 = 0;
    for (let bit: u32 = 0; bit < 2; bit++) {
      const child = load<i32>(childAt(2 * node + bit));
      size += child < 0 ? 1 : load<u32>(totalAt(child));
    }
    store<u64>(totalAt(node), size);
    store<u16>(splits + (<usize>node << 1), 0);
  }
  let maxDepth: u32 = 0;
  for (let i = nodeCount; i > 0; i--) {
    const node = (classNodeCount + i - 1) % nodeCount;
    const split = splits + (<usize>node << 1);
    const depth: u32 = load<u16>(split) + 1;
    maxDepth = max(maxDepth, depth);
    let leaf = load<u32>(totalAt(node), 4);
    for (let bit: u32 = 0; bit < 2; bit++) {
      const child = load<i32>(childAt(2 * node + bit));
      if (bit == 1) store<u16>(split, leaf);
      if (child >= 0) {
        store<u32>(totalAt(child), leaf, 4);
        store<u16>(splits + (<usize>child << 1), depth);
        leaf += load<u32>(totalAt(child));
      } else {
        const symbol: usize = ~child;
        store<u8>(depths + symbol, depth);
        store<u16>(leaves + (symbol << 1), leaf);
        store<u16>(symbols + (<usize>leaf << 1), symbol);
        store<i32>(childAt(2 * node + bit), ~leaf);
        leaf++;
      }
    }
  }
  store<u32>(READING_AT, maxDepth, TREE_MAX_DEPTH);
  const members: usize = word(MEMBER_SYMBOLS);
  for (let place: usize = 0; place <= nodeCount; place++) {
    store<u16>(<usize>word(MEMBER_LEAVES) + (place << 1), load<u16>(leaves + (<usize>load<u16>(members + (place << 1)) << 1)));
  }
}
