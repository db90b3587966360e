import type { Frame } from "brio-container";
import type { DecodedPayload } from "./decoded-payload.ts";
import type { CompressSettings, DecompressOptions } from "./options.ts";
import type { CodedPayload } from "./pending-payload.ts";

/** The coders of levels 7 to 9, which brio-codec has and brio-codec/lite has not. */
export interface ModelCoder {
  /**
   * The payloads that may turn out to be the shortest: one or more.
   *
   * @param checkBits - width of the check that `finish` will be given
   */
  encode(content: Uint8Array, settings: CompressSettings, checkBits: number): readonly CodedPayload[];
  /**
   * @param opened - a frame whose coder is `model` or `bytes`, of content of at least one byte that was held against the caller's limit
   * @param options - the dictionary and the prior, if the frame needs any
   * @throws {BrioError}
   */
  decode(opened: Frame, options: DecompressOptions): DecodedPayload;
}
