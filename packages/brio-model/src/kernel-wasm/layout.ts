/**
 * Where things lie in the memory of the WebAssembly kernel, in bytes. This file is TypeScript and AssemblyScript at once: both sides
 * read the same numbers.
 *
 * What every model has in the same size lies at constant addresses. The rest lies where the words of the directory say, which
 * src/kernel-wasm/instance.ts writes and assembly/memory.ts reads.
 */

/** The directory: an address or a number, four bytes each. Static data of the module (what assembly/prior takes from brio-rans) lies below. */
export const DIRECTORY_AT = 2048;
export const NODES = 0;
export const SYMBOLS = 4;
export const BYTES = 8;
export const SYMBOLS_OF_LEAVES = 12;
export const TRANSITIONS = 16;
export const KEY_BITS = 20;
export const LIST_SLOTS = 24;
export const SUCCESSORS = 28;
export const CONFIDENCES = 32;
export const NODE_WEIGHTS = 36;
export const NEIGHBOUR_WEIGHTS = 40;
export const MATCH_WEIGHTS = 44;
export const REFINEMENTS = 48;
export const RECENT = 52;
export const COUNTERS = 56;
export const WINDOW = 60;
export const POSITIONS = 64;
/** Numbers. */
export const ROOT = 68;
export const CLASS_NODE_COUNT = 72;
export const CLASS_COUNT = 76;
export const HAS_TRANSITIONS = 80;
export const HAS_LISTS = 84;
export const LIST_SLOT_MASK = 88;
export const CONTEXT_COUNT = 92;
export const INPUT_COUNT = 96;
export const LEARNING_RATE = 100;
export const MATCH_LENGTH = 104;
export const COUNTER_MASK = 108;
export const WINDOW_MASK = 112;
export const POSITION_MASK = 116;
export const FINAL_LEARNING_RATE = 120;

/** What a call leaves behind: two states, how much of the stream it took, and how much content it made. */
export const STATES_AT = 2176;
export const POSITION_AT = 2184;
export const OUTPUT_LENGTH_AT = 2188;

/** The history: see assembly/history.ts. */
export const HISTORY_AT = 2192;

/** By 2 × match bucket + (is a class node): u16. */
export const MATCH_PROBABILITIES_AT = 2304;

/** Numbers of the contexts in use, a byte each: there is room for sixteen, here and below. */
export const CONTEXTS_AT = 2368;

/** What a context is doing: WALK_STRIDE bytes each. */
export const WALKS_AT = 2432;
export const WALK_STRIDE = 52;

/** Inputs of the mixer and the parts of their weights that stay, i32 each. */
export const INPUTS_AT = 3264;
export const FIXED_WEIGHTS_AT = 3456;

/** The tables of src/fixed-point.ts and src/kernel-ts/counters.ts. */
export const LOGARITHMS_AT = 3648;
export const COUNT_BUCKETS_AT = 4672;
export const COUNTER_RATES_AT = 4928;
export const STRETCH_AT = 5440;
export const SQUASH_AT = 13632;

/** Here begins what the directory points to; of a model with lists, at LISTS_AT of prior-layout.ts. */
export const MODEL_AT = 24960;

/** A node: u32 child behind 0 and behind 1 (a node, or ~leaf), u16 split, u16 probability, u16 class of the leaf at the split, and of a class node u16 the classes left of the split. */
export const NODE_STRIDE = 16;
/** A symbol: u32 where its bytes begin, u16 leaf, u8 class, u8 length. */
export const SYMBOL_STRIDE = 8;
/**
 * A slot of the table of lists has all of a list that a walk begins with, in one line of the cache: u32 key plus 1, or 0; u32 address of its
 * first successor; u32 escape; and u32, of a short list, the sum of its counts times 256 and the number of its successors, or of a long one
 * the address of its guide, with GUIDED added. A successor: u16 leaf, u16 sum.
 */
export const LIST_SLOT_STRIDE = 16;
export const GUIDED = 0x80000000;
export const SUCCESSOR_STRIDE = 4;
/** A group of counters: u32 check, and seven counters of u32. */
export const GROUP_STRIDE = 32;

/**
 * Lists of so many successors or more have a guide: u32 where they end, u32 the sum of all counts, and for each class, in the order of
 * leaves, u16 how many successors are left of it and u16 the sum of their counts. So a class node divides them without a search, and
 * without a look at them. There are few such lists, but the most used.
 */
export const GUIDED_LENGTH = 48;
export const GUIDE_HEADER = 8;
