import type { Coder } from "brio-container";

/** A phrase that a token of a payload stands for. */
export interface PhraseUse {
  readonly id: number;
  /** Offset of its first byte in the content. */
  readonly offset: number;
}

/** A payload that is complete but for its check, which covers a header that may depend on `phraseUses`. */
export interface PendingPayload {
  /** Every phrase token, in order, if the metadata is to list them. */
  readonly phraseUses: readonly PhraseUse[];
  /** The payload, which carries that check. To be called once, before the next content is encoded. */
  finish(check: number): Uint8Array;
}

/** A payload with what its frame's header says of its coder. */
export interface CodedPayload extends PendingPayload {
  readonly coder: Coder;
  /** The id of the prior that the frame has to name, or `null`. */
  readonly prior: string | null;
}
