/**
 * What a block is taken apart into on its way between streams and content, with room for `capacity` sequences.
 *
 * One set serves all calls, because allocating it would cost a short message as much as decoding it. Every entry that is
 * read was written for the same block, so nothing of one content reaches another.
 */
export interface BlockBuffers {
  readonly capacity: number;
  readonly runSlots: Uint8Array;
  readonly copySlots: Uint8Array;
  readonly distanceSlots: Uint8Array;
  /** Extra bits of all runs, then of all copies, then of all distances. */
  readonly extraWidths: Uint8Array;
  readonly extraValues: Uint16Array;
  /** Literals before each copy. */
  readonly runs: Uint32Array;
  /** Length of each copy. */
  readonly lengths: Uint32Array;
  /** Where each copy comes from: a phrase's offset in the bytes of all phrases, or less than 0: a distance, negated. */
  readonly sources: Int32Array;
}

let buffers: BlockBuffers | undefined;

/** Buffers for `count` sequences; the ones before are then no longer valid. At most 2.5 MiB, for a block of phrases of two bytes. */
export function blockBuffers(count: number): BlockBuffers {
  if (buffers === undefined || buffers.capacity < count) {
    const capacity = Math.max(1024, 2 * count);
    buffers = {
      capacity,
      runSlots: new Uint8Array(capacity),
      copySlots: new Uint8Array(capacity),
      distanceSlots: new Uint8Array(capacity),
      extraWidths: new Uint8Array(3 * capacity),
      extraValues: new Uint16Array(3 * capacity),
      runs: new Uint32Array(capacity),
      lengths: new Uint32Array(capacity),
      sources: new Int32Array(capacity),
    };
  }
  return buffers;
}

/** Bytes of the literals of one block, with a word of padding behind them. */
let literals: Uint8Array = /* @__PURE__ */ new Uint8Array(4096);

/** Room for `count` literals and a word more; the room before is then no longer valid. */
export function literalBuffer(count: number): Uint8Array {
  if (literals.length < count + 4) literals = new Uint8Array(2 * count + 4);
  return literals;
}
