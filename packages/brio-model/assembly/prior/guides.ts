/** Guides of long lists: layout.ts says what they are for. */
import { GUIDE_HEADER, GUIDED, GUIDED_LENGTH, LIST_SLOT_STRIDE, SUCCESSOR_STRIDE } from "../../src/kernel-wasm/layout";
import { classCount, listSlotMask, listSlots, readDirectory } from "../memory";

/** The last word of the slot of a list; of a long one, as long as it has no guide, the number of its successors with GUIDED added. */
@inline
export function restOf(successors: usize, count: u32): u32 {
  if (count >= u32(GUIDED_LENGTH)) return u32(GUIDED) + count;
  return (<u32>load<u16>(successors + <usize>(count - 1) * SUCCESSOR_STRIDE, 2) << 8) | count;
}

@inline
function slotsEnd(): usize {
  return listSlots + <usize>(listSlotMask + 1) * LIST_SLOT_STRIDE;
}

/** How many lists are to have one. */
export function countGuides(): u32 {
  readDirectory();
  let count: u32 = 0;
  const end = slotsEnd();
  for (let slot = listSlots; slot < end; slot += LIST_SLOT_STRIDE) count += load<u32>(slot, 12) >> 31;
  return count;
}

/** Writes the guides of all long lists, the first of them at `target`; returns where they end. @param firstLeaves - by class, in the order of leaves: u16 */
export function placeGuides(target: usize, firstLeaves: usize): usize {
  readDirectory();
  const end = slotsEnd();
  for (let slot = listSlots; slot < end; slot += LIST_SLOT_STRIDE) {
    const rest = load<u32>(slot, 12);
    if ((rest & u32(GUIDED)) == 0) continue;
    store<u32>(slot, u32(target) + u32(GUIDED), 12);
    target = placeGuide(target, load<u32>(slot, 4), rest - u32(GUIDED), firstLeaves);
  }
  return target;
}

function placeGuide(target: usize, from: usize, count: u32, firstLeaves: usize): usize {
  store<u32>(target, u32(from) + count * SUCCESSOR_STRIDE);
  store<u32>(target, load<u16>(from + <usize>(count - 1) * SUCCESSOR_STRIDE, 2), 4);
  target += GUIDE_HEADER;
  let left: u32 = 0;
  let sum: u32 = 0;
  for (let index: u32 = 0; index < classCount; index++) {
    const leaf = load<u16>(firstLeaves + (<usize>index << 1));
    for (; left < count; left++) {
      const successor = load<u32>(from + <usize>left * SUCCESSOR_STRIDE);
      if ((successor & 0xffff) >= u32(leaf)) break;
      sum = successor >> 16;
    }
    store<u32>(target, (sum << 16) | left);
    target += 4;
  }
  return target;
}
