import type { RansModelShape } from "brio-rans";
import { EXTRA_BITS, slotCount } from "./slots.ts";

// The numbers of the token coder of format version 1. SPEC-1.md names each of them.

/** Content bytes of a block; the last one of a frame may be shorter. Each block has its own tables. */
export const BLOCK_LENGTH = 131072;

/** Largest distance of a match. */
export const WINDOW_LENGTH = 32768;

/** Shortest match; a match is coded by its length less this. */
export const MIN_MATCH_LENGTH = 4;

/** Shortest phrase, so that a block has at most half as many sequences as bytes. */
export const MIN_PHRASE_LENGTH = 2;

/** Slots of phrase ids, which are 0 … 65535: the first symbols of the copy alphabet. */
export const PHRASE_SLOTS: number = slotCount(65535);

const SCALE_BITS = 12;

function shape(symbolCount: number): RansModelShape {
  return { order: 0, symbolCount, scaleBits: SCALE_BITS };
}

export type StreamName = "runs" | "copies" | "distances" | "literals";

/** The streams of a block, in the order in which they are coded, and their alphabets. */
export const STREAMS: Readonly<Record<StreamName, RansModelShape>> = {
  /** Slot of the number of literals before a copy. */
  runs: shape(slotCount(BLOCK_LENGTH)),
  /** What is copied: slot of a phrase id, or {@link PHRASE_SLOTS} + slot of a match length less four. */
  copies: shape(PHRASE_SLOTS + slotCount(BLOCK_LENGTH - MIN_MATCH_LENGTH)),
  /** Slot of the distance of a match less one. */
  distances: shape(slotCount(WINDOW_LENGTH - 1)),
  /** The literal bytes themselves. */
  literals: shape(256),
};

export const STREAM_NAMES: readonly StreamName[] = ["runs", "copies", "distances", "literals"];

/** Extra bits of each symbol of the copy alphabet: a table instead of a branch that nobody can predict. */
export const COPY_EXTRA_BITS: Uint8Array = /* @__PURE__ */ Uint8Array.from(
  { length: STREAMS.copies.symbolCount },
  (_, symbol) => EXTRA_BITS[symbol < PHRASE_SLOTS ? symbol : symbol - PHRASE_SLOTS],
);

/** The field that a block begins with: the slot of its sequence count, and above it a bit for each stream that has a table. */
export const TABLES_SHIFT = 6;
export const HEAD_BITS = 10;

/** Most sequences of a block of that many bytes. */
export function maxSequenceCount(blockLength: number): number {
  return Math.floor(blockLength / MIN_PHRASE_LENGTH);
}

/**
 * States that code a block. A second one costs some three bytes and lets the decoder work on two symbols at a time,
 * which pays from about a kilobyte on; a check of 32 bits needs two, because each state carries sixteen of them.
 */
export function laneCountOf(blockLength: number, checkBits: number): number {
  return blockLength >= 1024 || checkBits === 32 ? 2 : 1;
}

/** The halves of a check as start values of the states: the low sixteen bits in the first, the others in the second. */
export function seedsOf(check: number, lanes: number): number[] {
  return lanes === 1 ? [check] : [check & 0xffff, check >>> 16];
}

/** Bytes of the size in front of every block stream but the last. */
export const BLOCK_SIZE_BYTES = 3;

/**
 * Least bytes of a payload for content of that length. Symbols may be free, but states and sizes are not: a full block takes
 * eight bytes of states and its size, the last block at least four of states. So a payload claims at most 12,000 times its length.
 */
export function minPayloadLength(contentLength: number): number {
  const fullBlocks = Math.ceil(contentLength / BLOCK_LENGTH) - 1;
  return fullBlocks * (8 + BLOCK_SIZE_BYTES) + 4;
}
