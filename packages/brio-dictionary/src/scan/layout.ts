/**
 * Where things lie in the memory of the WebAssembly kernel, in bytes, and the numbers of a window (signal-starts.ts). This file is
 * TypeScript and AssemblyScript at once: both sides read the same numbers.
 *
 * Everything has a fixed place and size, within the two pages that a memory begins with: an input goes through it in pieces,
 * so that memory never grows. Between the regions are gaps, which nothing ever writes. From 1024 on are constants of the module.
 */

/** A window is four codes, and four that begin two bytes later. */
export const WINDOW_BYTES = 6;
/** By so much the second four are shifted against the first. */
export const SECOND_SHIFT = 3;
/** 2^32 divided by the golden ratio, which spreads neighbouring windows (Knuth, volume 3, 6.4). */
export const MULTIPLIER = 0x9e3779b1;
/** A product is shifted by this to be a hash of 18 bits. */
export const HASH_SHIFT = 14;
/** And by this to be the number of its bit, one of 2^17, and of the element of 32 bits that has it. */
export const BIT_SHIFT = 15;
export const ELEMENT_SHIFT = 20;
/** A hash is shifted by this to be its slot. */
export const SLOT_SHIFT = 7;
/** Slots of hashes; behind them are 256 for triggers, by their byte. */
export const HASH_SLOTS = 2048;

/** No code is less, and all codes have its bit. It is that of white space. */
export const LEAST_CODE = 0x20;

/** Places of a piece: so many that one takes PLACE_BITS. */
export const PIECE_BYTES = 4096;
export const PLACE_BITS = 12;
/** In a word, beside the place, the number of a pattern instead of a hash (assembly/scan/compare.ts). */
export const PATTERN_FLAG = 0x40000000;
/** Bytes behind the last place of a piece that its window takes. */
export const LOOKAHEAD_BYTES = 5;

/** 256 codes of four bytes, by byte of the input (SignalStarts.codes). */
export const CODES_AT = 1152;
export const CODES_BYTES = 1024;

/** 256 bytes: foldedAscii. */
export const FOLDED_AT = 2240;
export const FOLDED_BYTES = 256;

/** A byte for each byte: whether it is a trigger. */
export const TRIGGERS_AT = 2560;
export const TRIGGERS_BYTES = 256;

/** A vector: which codes may begin a pattern (SignalStarts.firsts). */
export const FIRSTS_AT = 2880;
export const FIRSTS_BYTES = 16;

/** The set of hashes, 2^17 bits. */
export const BITS_AT = 2944;
export const BITS_BYTES = 16384;

/** A piece of the input, and behind it its lookahead and 32 bytes: vectors read up to 20 bytes behind the last place. */
export const INPUT_AT = 19392;
export const INPUT_BYTES = 4133;

/** The codes of these bytes, one byte each. */
export const CODED_AT = 23552;
export const CODED_BYTES = 4128;

/** A bit for each place: whether a pattern may begin there by its first byte. */
export const MASKS_AT = 27712;
export const MASKS_BYTES = 520;

/** What is found, words of four bytes: two for a place at most. */
export const FOUND_AT = 28288;
export const FOUND_BYTES = 32768;

// What places are compared with (signal-starts.ts, signal-matcher.ts). Of matchers that have more, words are not compared.

/** The first entry of each slot, two bytes. */
export const HEADS_AT = 61120;
export const HEADS_BYTES = 4608;

/** Of each entry: its mark, four bytes; its pattern and the entry behind it, two bytes each. */
export const ENTRY_CAPACITY = 2048;
export const MARKS_AT = 65792;
export const MARKS_BYTES = 8192;
export const KEYS_AT = 74048;
export const KEYS_BYTES = 4096;
export const NEXTS_AT = 78208;
export const NEXTS_BYTES = 4096;

/** Of each pattern, and once more behind the last: where it begins and what to skip to, two bytes each; what it shares, one. */
export const PATTERN_CAPACITY = 2048;
export const OFFSETS_AT = 82368;
export const OFFSETS_BYTES = 4098;
export const SKIPS_AT = 86528;
export const SKIPS_BYTES = 4096;
export const SHARED_AT = 90688;
export const SHARED_BYTES = 2049;

/** The bytes of all patterns. */
export const PATTERNS_AT = 92800;
export const PATTERNS_BYTES = 32768;
