import type { RansDecoder } from "brio-rans";
import { type BlockBuffers, blockBuffers, literalBuffer } from "./block-buffers.ts";
import type { BlockModels } from "./block-models.ts";
import { expandBlock } from "./expand-block.ts";
import {
  COPY_EXTRA_BITS,
  HEAD_BITS,
  MIN_MATCH_LENGTH,
  maxSequenceCount,
  PHRASE_SLOTS,
  STREAM_NAMES,
  STREAMS,
  TABLES_SHIFT,
} from "./format.ts";
import type { PhraseTable } from "./phrase-table.ts";
import { EXTRA_BITS, SLOT_BASE, slotOf } from "./slots.ts";

/** A block that no encoder writes. */
export class BlockError extends Error {}

/**
 * Decodes the block that fills `output` from `start` to `end`: SPEC-1 section 5, in its order.
 *
 * @param models - the latest table of each stream; replaced by those of this block
 * @throws {RansError} the stream is bad
 * @throws {BlockError} its tokens are
 */
export function decodeBlock(
  decoder: RansDecoder,
  models: BlockModels,
  phrases: PhraseTable,
  output: Uint8Array,
  start: number,
  end: number,
): void {
  const { count, tables } = decodeHead(decoder, end - start);
  const buffers = blockBuffers(count);
  const { runSlots, copySlots, distanceSlots, extraWidths, extraValues } = buffers;
  decodeStream(decoder, 0, tables, models, runSlots.subarray(0, count));
  decodeStream(decoder, 1, tables, models, copySlots.subarray(0, count));
  let matchCount = 0;
  for (let i = 0; i < count; i++) {
    extraWidths[i] = EXTRA_BITS[runSlots[i]];
    extraWidths[count + i] = COPY_EXTRA_BITS[copySlots[i]];
    matchCount += (PHRASE_SLOTS - 1 - copySlots[i]) >>> 31;
  }
  decodeStream(decoder, 2, tables, models, distanceSlots.subarray(0, matchCount));
  for (let i = 0; i < matchCount; i++) extraWidths[2 * count + i] = EXTRA_BITS[distanceSlots[i]];
  const extraCount = 2 * count + matchCount;
  decoder.getFields(extraWidths.subarray(0, extraCount), extraValues.subarray(0, extraCount));

  const literalCount = readSequences(buffers, count, phrases, end - start);
  const literals = literalBuffer(literalCount);
  decodeStream(decoder, 3, tables, models, literals.subarray(0, literalCount));
  if (!expandBlock(buffers, count, literals, phrases, output, start, end)) {
    throw new BlockError("a copy reaches before the start of the content");
  }
}

const HEAD_WIDTHS: Uint8Array = /* @__PURE__ */ Uint8Array.of(HEAD_BITS);
const countExtraWidths: Uint8Array = /* @__PURE__ */ new Uint8Array(1);
const field: Uint16Array = /* @__PURE__ */ new Uint16Array(1);

/** The number of sequences, and a bit for each stream that has a table. */
function decodeHead(decoder: RansDecoder, blockLength: number): { count: number; tables: number } {
  decoder.getFields(HEAD_WIDTHS, field);
  const slot = field[0] & ((1 << TABLES_SHIFT) - 1);
  const tables = field[0] >>> TABLES_SHIFT;
  const limit = maxSequenceCount(blockLength);
  if (slot <= slotOf(limit)) {
    countExtraWidths[0] = EXTRA_BITS[slot];
    decoder.getFields(countExtraWidths, field);
    const count = SLOT_BASE[slot] + field[0];
    if (count <= limit) return { count, tables };
  }
  throw new BlockError("more sequences than the block has room for");
}

/** The table of a stream, if it has one, and its symbols. */
function decodeStream(
  decoder: RansDecoder,
  index: number,
  tables: number,
  models: BlockModels,
  out: Uint8Array,
): void {
  const stream = STREAM_NAMES[index];
  if (((tables >>> index) & 1) === 1) {
    if (out.length === 0) throw new BlockError(`table for no ${stream}`);
    models[stream] = decoder.getModel(STREAMS[stream], models[stream]);
  }
  decoder.getSymbols(models[stream], out);
}

/**
 * Puts slots and extra bits together to runs, lengths and sources.
 *
 * @returns the bytes of the block that no copy makes: its literals
 * @throws {BlockError} a phrase is not in the dictionary, or runs and copies are longer than the block
 */
function readSequences(
  buffers: BlockBuffers,
  count: number,
  phrases: PhraseTable,
  blockLength: number,
): number {
  const { runSlots, copySlots, distanceSlots, extraValues, runs, lengths, sources } = buffers;
  const { offsets } = phrases;
  let runTotal = 0;
  let copyTotal = 0;
  let match = 0;
  for (let i = 0; i < count; i++) {
    runs[i] = SLOT_BASE[runSlots[i]] + extraValues[i];
    runTotal += runs[i];
    const slot = copySlots[i];
    const extra = extraValues[count + i];
    if (slot >= PHRASE_SLOTS) {
      lengths[i] = SLOT_BASE[slot - PHRASE_SLOTS] + extra + MIN_MATCH_LENGTH;
      sources[i] = -1 - SLOT_BASE[distanceSlots[match]] - extraValues[2 * count + match];
      match++;
    } else {
      const id = SLOT_BASE[slot] + extra;
      if (id + 1 >= offsets.length) throw new BlockError(`phrase ${id} is not in the dictionary`);
      sources[i] = offsets[id];
      lengths[i] = offsets[id + 1] - offsets[id];
    }
    copyTotal += lengths[i];
  }
  if (runTotal + copyTotal > blockLength) throw new BlockError("sequences are longer than their block");
  return blockLength - copyTotal;
}
