/**
 * Where things lie in the memory of the WebAssembly kernel, in bytes. This file is TypeScript and AssemblyScript at once: both
 * sides read the same numbers.
 *
 * Everything but the rows has a fixed place and size, so that the addresses are constants of the loops (a table behind a
 * pointer costs an addition a symbol) and a long stream needs no more memory than a short one: words and symbols
 * pass through windows. Between the regions are gaps, which nothing ever writes.
 */

/** Static data of the module (shuffle masks) lies below. */
export const STATES_AT = 4096;
/** 32 states of four bytes. */
export const STATES_BYTES = 128;

/** The packed table of a model: 4096 entries of four bytes. */
export const PACKED_AT = 8192;
export const PACKED_BYTES = 16384;

/** Words of a stream: a window of 32,768, and 64 words of padding for reads beyond the end of the stream. */
export const WORDS_AT = 24640;
export const WORDS_BYTES = 65664;

/** Symbols on their way out. */
export const SYMBOLS_AT = 90368;
export const SYMBOLS_BYTES = 16384;

/** Intervals on their way in, 8192 of each of three arrays, and the words they become, in the same place as the above. */
export const STARTS_AT = 8192;
export const FREQUENCIES_AT = 24640;
export const TAGS_AT = 41088;
export const CODED_AT = 57536;
export const INTERVALS_BYTES = 16384;

/** Rows of a model that has no packed table; they take what they need, up to the end of the memory. */
export const ROWS_AT = 106816;
