/** The hash of src/prior/content-id.ts. */
const PRIME: u64 = (1 << 40) + 435;
const OFFSET_BASIS: u64 = 0xcbf29ce484222325;

/** @param bytes - with zeros behind them */
export function contentId(bytes: usize, length: u32): u64 {
  let hash = OFFSET_BASIS;
  for (let at = bytes; at <= bytes + (length & ~3); at += 4) hash = (hash ^ load<u32>(at)) * PRIME;
  return (hash ^ length) * PRIME;
}
