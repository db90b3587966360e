import { type FrameFields, frameCheck, writeFrameHeader } from "brio-container";
import type { Dictionary } from "brio-dictionary";
import { encodeSymbols, type Model, type ModelStreamOptions } from "brio-model";
import { concat } from "brio-test-support";
import { bytesModel, phraseModel } from "../../src/model/models.ts";

/** The model of a dictionary, or of bytes without one. */
export function modelOf(dictionary: Dictionary | null): Model {
  return dictionary === null ? bytesModel() : phraseModel(dictionary, undefined);
}

/** A frame of levels 7 to 9, made by hand: of bytes without a dictionary. */
export interface HandMade extends ModelStreamOptions {
  readonly content: Uint8Array;
  /** What the payload codes; the bytes of the content if left out. */
  readonly symbols?: Uint16Array;
  /** The model that codes it, and what the header calls its dictionary. */
  readonly dictionary: Dictionary | null;
  readonly reference?: FrameFields["dictionary"];
  readonly fields?: Partial<FrameFields>;
}

/** The header of such a frame, and its check. */
export function headerOf({ content, dictionary, reference, fields }: HandMade): {
  header: Uint8Array;
  check: number;
} {
  const header = writeFrameHeader({
    version: 2,
    coder: dictionary === null ? "bytes" : "model",
    checkBits: 0,
    dictionary: reference === undefined ? (dictionary?.id ?? null) : reference,
    contentLength: content.length,
    metadata: "none",
    ...fields,
  });
  return { header, check: frameCheck(header, content) };
}

/** The seeds of a check. */
export function seedsOf(check: number, checkBits = 16): number[] {
  return checkBits === 32 ? [check & 0xffff, check >>> 16] : [check];
}

/** That frame. Seeds are those of its check unless others are given. */
export function frameByHand(parts: HandMade): Uint8Array {
  const { content, dictionary, symbols = Uint16Array.from(content), fields, seeds } = parts;
  const { header, check } = headerOf(parts);
  const { profile = 0, lanes = fields?.checkBits === 32 ? 2 : 1 } = parts;
  const payload = encodeSymbols(modelOf(dictionary), symbols, {
    profile,
    lanes,
    seeds: seeds ?? seedsOf(check, fields?.checkBits),
  });
  return concat([header, payload]);
}
