/**
 * Where things lie in the memory of the WebAssembly kernel while a prior is read, in bytes: TypeScript and AssemblyScript at once, as
 * layout.ts is. Reading is the first thing that happens in an instance; what lies below {@link LISTS_AT} then is overwritten afterwards.
 *
 * The entropy coder of brio-rans has its states, its packed table and its rows where its own layout.ts says: from 4096 to 24,576, and from
 * 106,816 on. What it keeps in between, words and symbols, a prior has elsewhere.
 */

/** Numbers and addresses that assembly/prior is told, four bytes each, by the names below. */
export const READING_AT = 24640;
/** The payload behind its header, and its end. */
export const PAYLOAD = 0;
export const PAYLOAD_END = 4;
export const LIST_COUNT = 8;
export const SUCCESSOR_COUNT = 12;
/** A bit a context. */
export const CONTEXT_MASK = 16;
/** By group: where its lists begin, and one more; u32. */
export const GROUP_STARTS = 20;
/** By list: its key; u32. Before that, numbers of any column. */
export const NUMBERS = 24;
/** Symbols of a column; then those of another. A multiple of 16. */
export const COLUMN = 28;
/** By successor: its level, and its class; u8. */
export const LEVELS = 32;
export const CLASSES = 36;
/** Ranks, class after class, each class from a multiple of 16 on; u8. */
export const RANKS = 40;
/** The alphabet. By symbol: its class, u8, and its weight, u32. By class, u32; and by class before × number of classes + class, u32, or 0: there are none. */
export const SYMBOL_COUNT = 44;
export const SYMBOL_CLASSES = 48;
export const SYMBOL_WEIGHTS = 52;
export const CLASS_WEIGHTS = 56;
export const CLASS_TRANSITIONS = 60;
/** By class: how many symbols those before it have, and one more, u32. By place in the order of classes: symbol, u16, its leaf, u16, and its weight, u32. */
export const MEMBER_STARTS = 64;
export const MEMBER_SYMBOLS = 68;
export const MEMBER_LEAVES = 72;
export const MEMBER_WEIGHTS = 76;
export const GROUP_COUNT = 80;
/** The code tree: its arrays by the names of src/code-tree.ts. And by node, the sum of the weights of its leaves, u64. */
export const SYMBOL_LEAVES = 84;
export const TREE_CHILDREN = 88;
export const TREE_SPLITS = 92;
export const TREE_SYMBOLS = 96;
export const TREE_DEPTHS = 100;
export const TREE_PROBABILITIES = 104;
export const TREE_TRANSITIONS = 108;
export const TREE_TOTALS = 112;
/** What comes of building it. */
export const TREE_ROOT = 116;
export const TREE_MAX_DEPTH = 120;
/** By list, and one more: u32 its first successor, u32 its escape, u32 the last word of its slot. */
export const LIST_RECORDS = 124;
export const LIST_RECORD_STRIDE = 12;

/** A row of counts on its way to frequencies: 256 of u32, and 256 of u16. */
export const COUNTS_AT = 24832;
export const FREQUENCIES_AT = 25856;

/** Of a model of order 1: 25 rows of 25 counts, u32, and what they add up to; and the frequencies of the latter, u16. */
export const ORDER1_SYMBOLS = 25;
export const ORDER1_COUNTS_AT = 26368;
export const MARGINAL_AT = 28896;
export const MARGINAL_FREQUENCIES_AT = 29024;

/** Octave codes: four of 24 rows of 21 frequencies, u16. */
export const OCTAVE_CODES_AT = 29120;

/** By class: where its next rank is; u32, 257 of them. */
export const NEXT_RANKS_AT = 33152;

/** By leaf: the level of the successor that has it, in a long list; u8. And which leaves have one: a bit each, 1024 words of 64, where the rows were. */
export const LEVEL_OF_LEAF_AT = 34304;
export const LEAF_SET_AT = 106816;

/** Weights of 256 symbols that are being sorted; u64. The tree comes before all columns. */
export const SORTED_AT = 34304;

/** By class, in the order of leaves: its first leaf; u16. When guides are made, all of the above is over. */
export const FIRST_LEAVES_AT = 34304;

/** Lists of a prior begin here, behind the 25 rows of the entropy coder: keyBits, slots, successors, guides. */
export const LISTS_AT = 234880;
