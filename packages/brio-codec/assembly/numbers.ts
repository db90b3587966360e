/** Numbers of the format (SPEC.md); a test compares them with those of the TypeScript kernel and of brio-dictionary. */
export const BLOCK_LENGTH: i32 = 131072;
export const SCALE_BITS: i32 = 15;
export const SCALE: u32 = 32768;
export const STATE_LOWER_BOUND: u32 = 65536;
export const STATE_BYTES: i32 = 3;

export const KIND_SHIPPED_FREQUENCY: u32 = 31744;
export const KIND_STORED_START: u32 = 32512;
export const KIND_STORED_FREQUENCY: u32 = 256;

export const RAW_CLASS: i32 = 229;
export const LENGTH_CLASS: i32 = 230;
export const LAST_LENGTH_CLASS: i32 = 246;
export const SECOND_LENGTH_CLASS: i32 = 252;
export const START_CONTEXT: i32 = 255;

/** A raw byte is a field of its own. */
export const RAW_BITS: i32 = 8;
/** Extra bits beyond twelve are coded apart, the upper ones first. */
export const LOW_EXTRA_BITS: i32 = 12;

/** Of a parsed token: values from here on are raw bytes. */
export const RAW_BYTE: i32 = 0x10000;
/** Prices are in 1/16 bit, so that the price of any interval fits a byte. */
export const PRICE_UNIT: i32 = 16;
