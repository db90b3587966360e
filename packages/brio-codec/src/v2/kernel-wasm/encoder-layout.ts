/**
 * Where things of a fixed size lie in the memory of the WebAssembly encoder, in bytes. This file is AssemblyScript and TypeScript
 * at once: both sides read the same numbers. That they are constants matters: an address in a variable costs the inner loops a
 * load each time. What depends on the dictionary or on the input comes behind them.
 *
 * The arrays of a block have room for one entry more than it has bytes, and a gap.
 */
/** By byte of the block: the cheapest way there, 64 bits (encode/parse-optimal.ts), and the length of its last token if it is long. */
export const WAYS_AT = 8192;
/**
 * In the same place, while tables are made: the model of the dictionary (encode/build-tables.ts). Classes and weights of its
 * symbols, with room for 32,768 phrases each; transitions, marginals, escapes and distances.
 */
export const MODEL_AT = 8192;
export const MODEL_STRIDE = 33024;
export const LONG_LENGTHS_AT = 1056896;
/** In the same place, by depth and position: what segment/segment-block.ts looks up ahead. */
export const AHEAD_AT = 1056896;
/** By byte of the block: what the cheapest path leaves there. */
export const LAST_DISTANCES_AT = 1581248;
export const SECOND_DISTANCES_AT = 2105600;
export const PATH_CONTEXTS_AT = 2629952;
/** By token of the block: bytes covered u32 and value i32 (see src/v2/kernel.ts), and class u8. */
export const TOKEN_LENGTHS_AT = 2761088;
export const TOKEN_VALUES_AT = 3285440;
export const TOKEN_CLASSES_AT = 3809792;

/** By context · 256 + class: start u16, and behind the last class the scale. And in the same way: price u8. */
export const CLASS_STARTS_AT = 3940928;
export const CLASS_PRICES_AT = 4072000;
/** By bucket · 64 + slot: start u16 and frequency u16; and price u16, with that of the extra bits. */
export const DISTANCE_INTERVALS_AT = 4137536;
export const DISTANCE_PRICES_AT = 4143680;

/** By pair of first bytes: a node of the trie, u16. */
export const TRIE_TOPS_AT = 4146752;

/** The stream of a block, written from its end to its beginning, and read from there. */
export const STREAM_AT = 4277824;
export const STREAM_BYTES = 524352;

/** Heads of the hash chains, i32 each; and candidates of a search. */
export const STAMP_BITS = 18;
export const STAMPS_AT = 4802176;
export const CANDIDATES_AT = 5850752;
export const VARIABLE_AT = 5854848;
