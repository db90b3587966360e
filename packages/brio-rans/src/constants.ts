/** Smallest legal coder state; states live in [2^16, 2^32). SPEC section 2. */
export const STATE_LOWER_BOUND = 0x10000;

/** Range of `scaleBits`: a model's frequencies sum to `2 ** scaleBits`. */
export const MIN_SCALE_BITS = 8;
export const MAX_SCALE_BITS = 15;
export const DEFAULT_SCALE_BITS = 12;

/** Widest raw field that one {@link RansEncoder.putFields} may carry. */
export const MAX_RAW_BITS = 16;

/** Numbers of interleaved states. */
export const LANE_COUNTS: readonly number[] = [1, 2, 4, 8, 16, 32];

/** Most symbols of an alphabet: symbols are bytes. */
export const MAX_SYMBOL_COUNT = 256;

/** Most explicit mantissa bits of a stored count. SPEC section 4. */
export const MAX_PRECISION = 3;

/** Of binary streams, SPEC section 8: the probability of a decision is a number of slots out of `2 ** BINARY_SCALE_BITS`. */
export const BINARY_SCALE_BITS = 15;
export const BINARY_SCALE: number = 1 << BINARY_SCALE_BITS;

/** Bytes of a state of a binary stream: such states live in [2^16, 2^24). */
export const BINARY_STATE_BYTES = 3;
