/**
 * Where things lie in the memory of the WebAssembly decoder, in bytes. This file is TypeScript and AssemblyScript at once: both
 * sides read the same numbers. Tables have the size that the largest dictionary needs, so that their addresses are constants of
 * the loops; memory that nothing touches costs address space alone. Between the regions are gaps, which nothing ever writes.
 */

/** Two states of four bytes, and the position in the stream. Static data of the module lies below. */
export const STATES_AT = 1024;
export const POSITION_AT = 1032;

/** By match class: u16 shortest length, u8 extra bits. */
export const LENGTH_BASES_AT = 1360;
export const LENGTH_EXTRA_BITS_AT = 1424;

/** By row: the address of its first slots, 0 for a row without symbols. 510 of four bytes. */
export const ROWS_AT = 1472;

/** By row × 64 + slot >> 9: a symbol to begin a search at. */
export const GUESSES_AT = 3536;

/** First slots of all rows, 103,792 of two bytes at most. */
export const STARTS_AT = 36192;

/** By member, parallel to their rows: u32 offset << 6 | length of its bytes, and u8 context. At most 34,864. */
export const SPANS_AT = 243792;
export const CONTEXTS_AT = 383264;

/** The stream of the block and zeros behind it. */
export const PAYLOAD_AT = 418144;

/** The bytes of all symbols; behind them, where the dictionary says, what calls work on. */
export const BYTES_AT = 942528;
