/** The type, 0 … 12, of the end of a match (SPEC of brio-dictionary, section 6): by its last byte, but for two cases. */
const TYPES: StaticArray<u8> = [
  9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 1, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9,
  0, 7, 6, 12, 9, 9, 9, 9, 9, 9, 12, 9, 7, 12, 7, 9, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 8, 7, 9, 9, 9, 7,
  9, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 9, 9, 9, 9, 12,
  9, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 9, 9, 9, 9, 9,
];

/** @param before - the byte in front of the last one, 0 if there is none */
export function endingOf(last: u32, before: u32): u32 {
  if (last >= 0x80) return 5;
  if (before == 0x5c && last == 0x6e) return 11;
  const type = <u32>unchecked(TYPES[last]);
  return select<u32>(10, type, before == 0x20 && type == 2);
}
