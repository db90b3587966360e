/** Records of the code tree and of symbols: src/kernel-wasm/layout.ts says what is in them. */
import { NODE_STRIDE, SYMBOL_STRIDE } from "../src/kernel-wasm/layout";

/**
 * The first leaf of each class, in the order of leaves: u16 each, from `target` on.
 *
 * @param symbols - of leaves, u16
 * @param classes - of symbols, u8
 */
export function findFirstLeaves(target: usize, symbols: usize, classes: usize, symbolCount: u32): void {
  let before: u32 = 256;
  for (let leaf: u32 = 0; leaf < symbolCount; leaf++) {
    const index: u32 = load<u8>(classes + load<u16>(symbols + (<usize>leaf << 1)));
    if (index != before) {
      store<u16>(target, leaf);
      target += 2;
      before = index;
    }
  }
}

/**
 * Places the records of all nodes.
 *
 * @param children - two a node, i32
 * @param splits - u16, as are the probabilities
 */
export function placeNodes(
  target: usize,
  nodeCount: u32,
  classNodeCount: u32,
  children: usize,
  splits: usize,
  probabilities: usize,
  symbols: usize,
  classes: usize,
  firstLeaves: usize,
): void {
  for (let node: u32 = 0; node < nodeCount; node++) {
    const split: u32 = load<u16>(splits + (<usize>node << 1));
    store<u64>(target, load<u64>(children + (<usize>node << 3)));
    store<u16>(target, split, 8);
    store<u16>(target, load<u16>(probabilities + (<usize>node << 1)), 10);
    store<u16>(target, load<u8>(classes + load<u16>(symbols + (<usize>split << 1))), 12);
    let left: u32 = 0;
    if (node < classNodeCount) while (load<u16>(firstLeaves + (<usize>left << 1)) != split) left++;
    store<u16>(target, left, 14);
    target += NODE_STRIDE;
  }
}

/** Places the records of all symbols. @param offsets - u32; leaves are u16, and classes u8 */
export function placeSymbols(
  target: usize,
  symbolCount: u32,
  offsets: usize,
  leaves: usize,
  classes: usize,
): void {
  for (let symbol: u32 = 0; symbol < symbolCount; symbol++) {
    const offset = load<u32>(offsets);
    offsets += 4;
    store<u32>(target, offset);
    store<u16>(target, load<u16>(leaves + (<usize>symbol << 1)), 4);
    store<u8>(target, load<u8>(classes + symbol), 6);
    store<u8>(target, load<u32>(offsets) - offset, 7);
    target += SYMBOL_STRIDE;
  }
}
