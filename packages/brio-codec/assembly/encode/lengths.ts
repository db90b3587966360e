/**
 * Lengths of matches as slots (SPEC section 5). Each of the three kinds of match has slots of its own: a slot is a class, `count`
 * classes from `class` on, and stands for the lengths from its base up to the next base. The last slot of each kind is open: its
 * excess follows as a long number.
 */
const NEW_BASES: StaticArray<i32> = [3, 4, 5, 6, 7, 8, 9, 11, 13, 17, 21, 29, 45, 77, 141, 269, i32.MAX_VALUE];
const LAST_BASES: StaticArray<i32> = [1, 3, 5, 9, 17, 33, i32.MAX_VALUE];
const SECOND_BASES: StaticArray<i32> = [1, 9, 25, i32.MAX_VALUE];

/** Bits that tell how many bits a long number has. */
export const LONG_WIDTH_BITS: i32 = 5;

/** Where the bases of matches at a new distance are, four bytes each. */
@inline
export function newBases(): usize {
  return changetype<usize>(NEW_BASES);
}
@inline
export function lastBases(): usize {
  return changetype<usize>(LAST_BASES);
}
@inline
export function secondBases(): usize {
  return changetype<usize>(SECOND_BASES);
}

@inline
export function baseOf(bases: usize, slot: i32): i32 {
  return load<i32>(bases + (<usize>slot << 2));
}

/** The slot of a length. */
export function lengthSlot(bases: usize, length: i32): i32 {
  let slot = 0;
  while (baseOf(bases, slot + 1) <= length) slot++;
  return slot;
}

/** Extra bits of a slot that is not the last: its lengths are a power of two many. */
@inline
export function extraBits(bases: usize, slot: i32): i32 {
  return <i32>ctz(baseOf(bases, slot + 1) - baseOf(bases, slot));
}

@inline
export function isOpen(bases: usize, slot: i32): bool {
  return baseOf(bases, slot + 1) == i32.MAX_VALUE;
}

/** Bits of a long number, with those that say how many. */
@inline
export function longBits(value: i32): i32 {
  return LONG_WIDTH_BITS + max(0, 31 - <i32>clz(value));
}
