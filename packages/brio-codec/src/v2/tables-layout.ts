/**
 * Where things lie in the tables that tables.ts makes, in bytes. This file is TypeScript and AssemblyScript at once: the decoder in
 * WebAssembly has the tables in its memory as they are.
 *
 * A *row* divides the 2^15 slots of the rANS scale among n symbols. First come its *guesses*, a byte for every 2^8 slots: the
 * symbol that the first of them belongs to. Behind them are the n first slots, u16, and then eight times 2^15: so the interval of
 * symbol s ends where the next number says, and a search may look up to eight symbols ahead without leaving the row.
 *
 *   bucket × 256                   row of the distance slots, by position bucket
 *   6144 + class × 2368            row of the classes that follow, in the context of that class (or of the start)
 *   6144 + class × 2368 + 656      row of its members: its symbols in ascending order
 *   6144 + class × 2368 + 1312     by member u32: where its bytes are, offset << 6 | length
 *
 * What a decoder needs for a class lies together: mostly one page of memory a token and not four, and one multiplication. (With each
 * kind of row in an array of its own, one row behind the other, they take little more than half of the room, and decoding is 5 %
 * slower.)
 */
export const GUESS_SHIFT = 8;
/** From the guesses of a row to its first slots. */
export const STARTS_OFFSET = 128;

export const DISTANCE_STRIDE = 256;

export const CLASSES_OFFSET = 6144;
/** An odd multiple of 64: so the same row of different classes is in different sets of a cache. */
export const CLASS_STRIDE = 2368;
export const MEMBER_ROW_OFFSET = 656;
export const SPANS_OFFSET = 1312;

export const SPAN_LENGTH_BITS = 6;

export const TABLES_BYTES = 612352;
