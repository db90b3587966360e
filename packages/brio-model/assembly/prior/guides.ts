/** Guides of long lists: layout.ts says what they are for. */
import { GUIDE_HEADER, GUIDED_LENGTH, LIST_STRIDE, SUCCESSOR_STRIDE } from "../../src/kernel-wasm/layout";
import { classCount, lists, readDirectory, successors } from "../memory";

@inline
function lengthOf(list: usize): u32 {
  return load<u32>(list, LIST_STRIDE) - load<u32>(list);
}

/** How many of the lists are long enough. */
export function countGuides(listCount: u32): u32 {
  readDirectory();
  let count: u32 = 0;
  for (let list = lists; list < lists + <usize>listCount * LIST_STRIDE; list += LIST_STRIDE) {
    count += u32(lengthOf(list) >= u32(GUIDED_LENGTH));
  }
  return count;
}

/** Writes the guides of these lists, the first of them at `target`; returns where they end. @param firstLeaves - by class, in the order of leaves: u16 */
export function placeGuides(target: usize, listCount: u32, firstLeaves: usize): usize {
  readDirectory();
  for (let list = lists; list < lists + <usize>listCount * LIST_STRIDE; list += LIST_STRIDE) {
    const count = lengthOf(list);
    store<u32>(list, 0, 8);
    if (count < u32(GUIDED_LENGTH)) continue;
    store<u32>(list, u32(target), 8);
    const from = successors + <usize>load<u32>(list) * SUCCESSOR_STRIDE;
    store<u32>(target, u32(from));
    target += GUIDE_HEADER;
    let left: u32 = 0;
    for (let index: u32 = 0; index < classCount; index++) {
      const leaf = load<u16>(firstLeaves + (<usize>index << 1));
      while (left < count && load<u16>(from + <usize>left * SUCCESSOR_STRIDE) < leaf) left++;
      store<u16>(target, left);
      target += 2;
    }
    target = (target + 3) & ~3;
  }
  return target;
}
