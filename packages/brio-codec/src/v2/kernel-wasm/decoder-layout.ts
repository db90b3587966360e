/**
 * Where things lie in the memory of the WebAssembly decoder, in bytes. This file is TypeScript and AssemblyScript at once: both
 * sides read the same numbers. Addresses are constants of the loops. Between the regions are gaps, which nothing ever writes.
 */

/** Two states of four bytes, and the position in the stream. Static data of the module lies below. */
export const STATES_AT = 1024;
export const POSITION_AT = 1032;

/** By match class: u16 shortest length, u8 extra bits. */
export const LENGTH_BASES_AT = 1360;
export const LENGTH_EXTRA_BITS_AT = 1424;

/** The tables of the dictionary, as src/v2/tables-layout.ts has them. */
export const TABLES_AT = 1536;

/** The stream of the block and zeros behind it. */
export const PAYLOAD_AT = 613952;

/** The bytes of all symbols; behind them, where the dictionary says, what calls work on. */
export const BYTES_AT = 1138304;
