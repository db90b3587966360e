/** What a payload stands for, its check not yet compared. */
export interface DecodedPayload {
  readonly content: Uint8Array;
  /** The check that the encoder put into the start states: 0 if it put none. */
  readonly check: number;
  /** Bytes of the payload that belong to it: of version 1 all, as such a frame ends where the bytes do. */
  readonly payloadLength: number;
}
