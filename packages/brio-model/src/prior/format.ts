/** Constants of the file of a prior, SPEC-PRIOR sections 2 and 3. */

export const MAGIC: readonly number[] = [0xb1, 0x90];
export const VERSION = 1;

/** Bytes of a dictionary's id. */
export const ID_BYTES = 8;

/** Where things are in the header; numbers are little-endian. */
export const VERSION_AT: number = MAGIC.length;
export const DICTIONARY_AT: number = VERSION_AT + 1;
export const ALPHABET_AT: number = DICTIONARY_AT + ID_BYTES;
export const LISTS_AT: number = ALPHABET_AT + 4;
export const SUCCESSORS_AT: number = LISTS_AT + 4;
export const PROFILES_AT: number = SUCCESSORS_AT + 4;

/** Of each of the two profiles: contexts (a bit each), match length, counter bits, window bits, two learning rates. */
export const PROFILE_BYTES = 9;
export const HEADER_BYTES: number = PROFILES_AT + 2 * PROFILE_BYTES;

/** States of the payload behind the header: long columns decode fastest on sixteen. */
export const LANES = 16;

/** No prior has more, so no reader allocates more. */
export const MAX_LISTS: number = 1 << 20;
export const MAX_SUCCESSORS: number = 1 << 22;

/** Least and greatest values of a profile's numbers, in their order. */
export const PROFILE_RANGES = {
  matchLength: [1, 32],
  maxGroupBits: [8, 22],
  maxWindowBits: [8, 24],
  learningRate: [1, 1023],
  finalLearningRate: [1, 1023],
} as const;
