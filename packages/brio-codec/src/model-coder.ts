import type { Dictionary } from "brio-dictionary";
import type { DecodedPayload } from "./decoded-payload.ts";
import type { CompressSettings } from "./options.ts";
import type { PendingPayload } from "./pending-payload.ts";

/** The coder of levels 7 to 9, which brio-codec has and brio-codec/lite has not. */
export interface ModelCoder {
  /** @param checkBits - width of the check that `finish` will be given */
  encode(content: Uint8Array, settings: CompressSettings, checkBits: number): PendingPayload;
  /**
   * @param payloadOffset - where the payload begins in its frame, for the offsets of errors
   * @param contentLength - at least 1; already held against the caller's limit
   * @throws {BrioError} `truncated` or `corrupt`
   */
  decode(
    payload: Uint8Array,
    payloadOffset: number,
    contentLength: number,
    checkBits: number,
    dictionary: Dictionary | null,
  ): DecodedPayload;
}
