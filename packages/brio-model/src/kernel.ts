import type { Alphabet } from "./alphabet.ts";
import type { Model } from "./model.ts";
import type { PriorHeader } from "./prior/read-header.ts";
import type { Prior } from "./prior.ts";

/** What became of a content. */
export const DECODED = 0;
/** The payload ends within the content. */
export const TRUNCATED = 1;
/** No encoder writes this payload. */
export const CORRUPT = 2;
export type DecodeStatus = typeof DECODED | typeof TRUNCATED | typeof CORRUPT;

/** A content on its way into a payload. */
export interface EncodeJob {
  /** At least one. */
  readonly symbols: Uint16Array;
  /** Bytes that they stand for. */
  readonly contentLength: number;
  /** Number of the profile. */
  readonly profile: 0 | 1;
  readonly laneCount: 1 | 2;
  /** What the states of the last block begin with, 16 bits a lane. */
  readonly seeds: readonly number[];
}

/** A content on its way out of a payload. */
export interface DecodeJob {
  /** The streams of all blocks; more may follow. */
  readonly payload: Uint8Array;
  /** At least one byte: its length is that of the content. */
  readonly content: Uint8Array;
  readonly laneCount: 1 | 2;
}

export interface Decoding {
  readonly status: DecodeStatus;
  /** Where the last stream ends in the payload; after a fault, the offset of the fault. */
  readonly position: number;
  /** Of the last block, one a lane. */
  readonly seeds: readonly number[];
}

/** What a prior has behind its header. */
export type PriorContent = Omit<Prior, "dictionaryId">;

/**
 * The seam behind which a second implementation of the hot loops stands. Kernels return, they never throw but for want of memory; all
 * of them give the same bytes, status and position for any payload, a hostile one too.
 */
export interface ModelKernel {
  readonly name: "ts" | "wasm" | "wasm-scalar";
  /** The streams of all blocks, one after the other. */
  encodeContent(model: Model, job: EncodeJob): Uint8Array;
  decodeContent(model: Model, job: DecodeJob): Decoding;
  /**
   * Reads what the header of a prior announces: faster than {@link readPayload} of prior/read-payload.ts, with the same result. Undefined
   * if there is a fault in the file, whatever it is, or the file is not for the alphabet.
   */
  readPayload?(file: Uint8Array, header: PriorHeader, alphabet: Alphabet): PriorContent | undefined;
}
