/** What became of a block: src/v2/kernel.ts. */
export const DECODED: u32 = 0;
export const TRUNCATED: u32 = 1;
export const CORRUPT: u32 = 2;
export const OWN_TABLES: u32 = 3;
