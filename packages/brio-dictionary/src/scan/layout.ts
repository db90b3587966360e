/**
 * Where things lie in the memory of the WebAssembly kernel, in bytes, and the numbers of a window (signal-starts.ts). This file is
 * TypeScript and AssemblyScript at once: both sides read the same numbers.
 *
 * Everything has a fixed place and size, within the two pages that a memory begins with: an input goes through it in pieces,
 * so that memory never grows. Between the regions are gaps, which nothing ever writes.
 */

/** By so much the codes in a window are shifted against one another; they are one bit longer, so they overlap. */
export const CODE_BITS = 5;
/** Six times CODE_BITS leave room for one more bit of 32, and one that drops out. */
export const WINDOW_BYTES = 6;
/** Twice 2^32 divided by the golden ratio, which spreads neighbouring windows (Knuth, volume 3, 6.4). */
export const MULTIPLIER = 0x3c6ef362;
/** A product is shifted by this to be the element of the set of hashes, and by HASH_SHIFT to be a hash. */
export const ELEMENT_SHIFT = 19;
export const HASH_SHIFT = 14;
/** The code of white space. It is what the lead byte of U+00A0 would have, too. */
export const SPACE_CODE = 4;

/** Places of a piece: so many that one takes PLACE_BITS, which leave room for the 18 bits of a hash and one more. */
export const PIECE_BYTES = 8192;
export const PLACE_BITS = 13;
/** Bytes behind the last place of a piece that its window takes. */
export const LOOKAHEAD_BYTES = 5;

/** 256 codes of four bytes, by byte of the input. */
export const CODES_AT = 1024;
export const CODES_BYTES = 1024;

/** Four vectors: which bytes may begin a pattern (SignalStarts.firsts). */
export const FIRSTS_AT = 2112;
export const FIRSTS_BYTES = 64;

/** The set of hashes, 2^18 bits. */
export const BITS_AT = 4096;
export const BITS_BYTES = 32768;

/** A piece of the input, and behind it its lookahead and 32 zeros: vectors read up to 20 bytes behind the last place. */
export const INPUT_AT = 36928;
export const INPUT_BYTES = 8229;

/** The codes of these bytes, one byte each. A window begins two bytes before its place: there are two zeros in front. */
export const CODED_AT = 45248;
export const CODED_BYTES = 8224;

/** A bit for each place: whether a pattern may begin there by its first byte. */
export const MASKS_AT = 53504;
export const MASKS_BYTES = 1032;

/** What is found, words of four bytes: two for a place at most. */
export const FOUND_AT = 54592;
export const FOUND_BYTES = 65536;
