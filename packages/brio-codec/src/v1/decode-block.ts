import { type PhraseBytes, phraseBytes, type Dictionary } from "brio-dictionary";
import { copyMatch } from "brio-lz77";
import type { RansDecoder, RansModel } from "brio-rans";
import type { BlockModels } from "./block-models.ts";
import { COUNT_SLOT_BITS, MIN_MATCH_LENGTH, maxSequenceCount, PHRASE_SLOTS, STREAMS, type StreamName } from "./format.ts";
import { extraBitsOf, slotBase, slotOf } from "./slots.ts";

/** A block that no encoder writes. */
export class BlockError extends Error {}

/**
 * Decodes the block that fills `output` from `start` to `end`: SPEC section 5, in its order.
 *
 * @param models - what the tables are coded against; replaced by the tables of this block
 * @throws {RansError} the stream is bad
 * @throws {BlockError} its tokens are
 */
export function decodeBlock(
  decoder: RansDecoder,
  models: BlockModels,
  dictionary: Dictionary | null,
  output: Uint8Array,
  start: number,
  end: number,
): void {
  const count = decodeSequenceCount(decoder, end - start);
  const phrases = dictionary === null ? NO_PHRASES : phraseBytes(dictionary);

  const { runSlots, copySlots, distanceSlots, widths, extra, copyLengths } = blockBuffers(count);
  decodeStream(decoder, "runs", models, runSlots.subarray(0, count));
  decodeStream(decoder, "copies", models, copySlots.subarray(0, count));
  let matchCount = 0;
  for (let i = 0; i < count; i++) {
    const slot = copySlots[i];
    widths[i] = extraBitsOf(runSlots[i]);
    if (slot >= PHRASE_SLOTS) matchCount++;
    widths[count + i] = extraBitsOf(slot >= PHRASE_SLOTS ? slot - PHRASE_SLOTS : slot);
  }
  decodeStream(decoder, "distances", models, distanceSlots.subarray(0, matchCount));
  for (let i = 0; i < matchCount; i++) widths[2 * count + i] = extraBitsOf(distanceSlots[i]);
  const extraCount = 2 * count + matchCount;
  decoder.getFields(widths.subarray(0, extraCount), extra.subarray(0, extraCount));

  // Lengths first: what the copies leave over of the block are its literals.
  let runTotal = 0;
  let copyTotal = 0;
  for (let i = 0; i < count; i++) {
    runTotal += slotBase(runSlots[i]) + extra[i];
    copyLengths[i] = copyLength(copySlots[i], extra[count + i], phrases);
    copyTotal += copyLengths[i];
  }
  const literalCount = end - start - copyTotal;
  if (runTotal > literalCount) throw new BlockError("sequences are longer than their block");

  // The literals are decoded to the end of the block and moved forward as it fills: what is written never overtakes
  // what is yet to be read, as the rest of the block is at least as long as the rest of its literals.
  let literal = end - literalCount;
  decodeStream(decoder, "literals", models, output.subarray(literal, end));
  let position = start;
  let match = 0;
  for (let i = 0; i < count; i++) {
    const run = slotBase(runSlots[i]) + extra[i];
    moveForward(output, literal, position, run);
    literal += run;
    position += run;
    const length = copyLengths[i];
    if (copySlots[i] >= PHRASE_SLOTS) {
      const distance = slotBase(distanceSlots[match]) + extra[2 * count + match] + 1;
      match++;
      if (distance > position) throw new BlockError(`distance ${distance} reaches before the start of the content`);
      copyMatch(output, position, distance, length);
    } else {
      const from = phrases.offsets[slotBase(copySlots[i]) + extra[count + i]];
      for (let j = 0; j < length; j++) output[position + j] = phrases.bytes[from + j];
    }
    position += length;
  }
  // What is left of the literals already stands where it belongs.
}

const NO_PHRASES: PhraseBytes = { bytes: new Uint8Array(0), offsets: new Uint32Array(1) };

/** What a block is taken apart into on its way to the output, with room for `capacity` sequences. */
interface BlockBuffers {
  readonly capacity: number;
  readonly runSlots: Uint8Array;
  readonly copySlots: Uint8Array;
  readonly distanceSlots: Uint8Array;
  readonly widths: Uint8Array;
  readonly extra: Uint16Array;
  readonly copyLengths: Uint32Array;
}

let buffers: BlockBuffers | undefined;

/**
 * Buffers for `count` sequences. They are kept, up to a megabyte, because to allocate them would cost a short message as much as
 * decoding it; every entry that is read was written for the same block, and none reaches the output.
 */
function blockBuffers(count: number): BlockBuffers {
  if (buffers === undefined || buffers.capacity < count) {
    const capacity = Math.max(1024, 2 * count);
    buffers = {
      capacity,
      runSlots: new Uint8Array(capacity),
      copySlots: new Uint8Array(capacity),
      distanceSlots: new Uint8Array(capacity),
      widths: new Uint8Array(3 * capacity),
      extra: new Uint16Array(3 * capacity),
      copyLengths: new Uint32Array(capacity),
    };
  }
  return buffers;
}

const COUNT_SLOT_WIDTHS: Uint8Array = /* @__PURE__ */ Uint8Array.of(COUNT_SLOT_BITS);
const countField: Uint16Array = /* @__PURE__ */ new Uint16Array(1);
const extraWidths: Uint8Array = /* @__PURE__ */ new Uint8Array(1);

function decodeSequenceCount(decoder: RansDecoder, blockLength: number): number {
  decoder.getFields(COUNT_SLOT_WIDTHS, countField);
  const slot = countField[0];
  const limit = maxSequenceCount(blockLength);
  if (slot <= slotOf(limit)) {
    extraWidths[0] = extraBitsOf(slot);
    decoder.getFields(extraWidths, countField);
    const count = slotBase(slot) + countField[0];
    if (count <= limit) return count;
  }
  throw new BlockError("more sequences than the block has room for");
}

/** A table and its symbols; nothing at all for an empty stream. */
function decodeStream(decoder: RansDecoder, stream: StreamName, models: BlockModels, out: Uint8Array): void {
  if (out.length === 0) return;
  const model: RansModel = decoder.getModel(STREAMS[stream], models[stream]);
  models[stream] = model;
  decoder.getSymbols(model, out);
}

function copyLength(copySlot: number, extra: number, phrases: PhraseBytes): number {
  if (copySlot >= PHRASE_SLOTS) return slotBase(copySlot - PHRASE_SLOTS) + extra + MIN_MATCH_LENGTH;
  const id = slotBase(copySlot) + extra;
  if (id + 1 >= phrases.offsets.length) throw new BlockError(`phrase ${id} is not in the dictionary`);
  return phrases.offsets[id + 1] - phrases.offsets[id];
}

/** Moves bytes towards the front, by a loop where that is quicker than a call. */
function moveForward(bytes: Uint8Array, from: number, to: number, length: number): void {
  if (length > 32) {
    bytes.copyWithin(to, from, from + length);
    return;
  }
  for (let i = 0; i < length; i++) bytes[to + i] = bytes[from + i];
}
