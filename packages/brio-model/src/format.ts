/** Constants of the stream, SPEC section 2. */

/** Symbols from one stream to the next; the model goes on. rANS needs all decisions of a stream at once. */
export const BLOCK_SYMBOLS = 65_536;

/** Bytes of a lane's state, in front of a stream. */
export const STATE_BYTES = 3;

/** The first decision of a content is whether its profile is number 1: probability 1/8, of 2^15. */
export const PROFILE_PROBABILITY = 4096;
