/** Numbers of the payload of the coder `model`, SPEC section 12. */

/** Longest content of the coder in bytes: 2^31 - 1. */
export const MAX_CONTENT_LENGTH = 2147483647;

/** Symbols of a stream of brio-model, at most. */
export const STREAM_SYMBOLS = 65536;

/** Bytes of a lane's state, in front of each stream. */
export const STREAM_STATE_BYTES = 3;

/** Bytes of the longest phrase that a dictionary can have. Without a dictionary a symbol is one byte. */
export const MAX_PHRASE_BYTES = 48;
