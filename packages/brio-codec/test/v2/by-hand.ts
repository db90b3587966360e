/**
 * Frames of version 2 from whatever blocks a test wants, wrong ones too: the reference encoder's streams, put together as SPEC.md
 * says.
 */

import { type CheckBits, type FrameFields, frameCheck, writeFrameHeader } from "brio-container";
import { chatDictionary, type Dictionary } from "brio-dictionary";
import { RansEncoder } from "brio-rans";
import { concat } from "brio-test-support";
import { type BlockParts, firstModels, putBlock } from "../v1/by-hand.ts";
import { encodeIntervals, type Interval, intervalsOf, lengthOf, type Token } from "./reference-encoder.ts";

/** Tokens, bytes as they are, the parts of a version 1 block, or intervals that need not mean anything. */
export type HandBlock =
  | readonly Token[]
  | { readonly stored: Uint8Array }
  | { readonly own: BlockParts; readonly innerSeed?: number }
  | { readonly intervals: readonly Interval[] };

export interface HandFrame {
  readonly content: Uint8Array;
  readonly checkBits?: CheckBits;
  readonly dictionary?: Dictionary | null;
  readonly metadata?: FrameFields["metadata"];
  readonly entries?: FrameFields["entries"];
  readonly sections?: FrameFields["sections"];
  /** Length to claim instead of the content's. */
  readonly contentLength?: number;
}

/** What is to be wrong. */
export interface Faults {
  /** What the check is changed by, bit by bit. */
  readonly check?: number;
  /** Block whose states start from these seeds instead of the right ones. */
  readonly seeds?: { readonly block: number; readonly lanes: readonly number[] };
}

export const SHIPPED: Interval = { lane: 0, start: 0, frequency: 31744 };
const OWN: Interval = { lane: 0, start: 31744, frequency: 768 };
const STORED: Interval = { lane: 0, start: 32512, frequency: 256 };

export function headerOf(fields: HandFrame): Uint8Array {
  const {
    content,
    contentLength = content.length,
    checkBits = 0,
    dictionary = null,
    metadata = dictionary === null ? "none" : "signals",
    entries = [],
    sections = [],
  } = fields;
  const reference = dictionary?.id === chatDictionary().id ? "built-in" : (dictionary?.id ?? null);
  const header = { coder: "tokens", checkBits, contentLength, metadata, entries, sections } as const;
  return writeFrameHeader({ version: 2, ...header, dictionary: reference });
}

export function frameByHand(
  fields: HandFrame,
  blocks: readonly HandBlock[],
  faults: Faults = {},
): Uint8Array {
  const { content, checkBits = 0, dictionary = null } = fields;
  const header = headerOf(fields);
  const check = frameCheck(header, content) ^ (faults.check ?? 0);
  const laneCount = content.length >= 768 || checkBits === 32 ? 2 : 1;
  const history = { bytes: new Uint8Array(content.length + 1024), length: 0 };
  const streams = blocks.map((block, index) => {
    const isLast = index === blocks.length - 1;
    const lanes = laneCount === 1 ? [check & 0xffff] : [check & 0xffff, check >>> 16];
    const seeds = faults.seeds?.block === index ? faults.seeds.lanes : isLast ? lanes : lanes.map(() => 0);
    const start = 131072 * index;
    const blockContent = content.subarray(start, start + 131072);
    if (!("stored" in block || "own" in block || "intervals" in block)) {
      history.length = start;
      return Uint8Array.from(encodeIntervals(intervalsOf(dictionary!, block, history, laneCount), seeds));
    }
    history.bytes.set(blockContent, start);
    if ("stored" in block) return concat([Uint8Array.from(encodeIntervals([STORED], seeds)), block.stored]);
    if ("intervals" in block) return Uint8Array.from(encodeIntervals(block.intervals, seeds));
    const { own, innerSeed = 0 } = block;
    const encoder = new RansEncoder();
    putBlock(encoder, own, firstModels());
    const stream = encoder.finish({ lanes: blockContent.length >= 1024 ? 2 : 1, seeds: [innerSeed] });
    const size = Uint8Array.of(stream.length, stream.length >> 8, stream.length >> 16);
    return concat([Uint8Array.from(encodeIntervals([OWN], seeds)), size, stream]);
  });
  return concat([header, ...streams]);
}

/** Content that tokens stand for. */
export function contentOfTokens(dictionary: Dictionary, tokens: readonly Token[]): Uint8Array {
  const content = { bytes: new Uint8Array(lengthOf(dictionary, tokens)), length: 0 };
  intervalsOf(dictionary, tokens, content, 1);
  return content.bytes;
}

/** Single bytes, as symbols. */
export function bytes(text: string): Token[] {
  return Array.from(new TextEncoder().encode(text), (symbol) => ({ symbol }));
}
