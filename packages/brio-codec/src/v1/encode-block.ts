import { buildRansModel, type RansEncoder } from "brio-rans";
import type { BlockModels } from "./block-models.ts";
import { COUNT_SLOT_BITS, type StreamName } from "./format.ts";
import { extraBitsOf, slotBase, slotOf } from "./slots.ts";
import type { BlockTokens } from "./tokens.ts";

/** The order of the streams in a block. */
const SYMBOL_STREAMS = ["runs", "copies", "distances"] as const;

/**
 * Appends a block to `encoder`: SPEC section 5, in its order.
 *
 * @param models - what the tables are coded against; replaced by the tables of this block
 */
export function encodeBlock(encoder: RansEncoder, tokens: BlockTokens, models: BlockModels): void {
  const count = tokens.runs.length;
  const countSlot = slotOf(count);
  // Two calls: the width of the second field follows from the first.
  encoder.putFields(Uint8Array.of(COUNT_SLOT_BITS), Uint16Array.of(countSlot));
  encoder.putFields(Uint8Array.of(extraBitsOf(countSlot)), Uint16Array.of(count - slotBase(countSlot)));
  for (const stream of SYMBOL_STREAMS) encodeStream(encoder, tokens[stream], stream, models);
  encoder.putFields(tokens.extraWidths, tokens.extraValues);
  encodeStream(encoder, tokens.literals, "literals", models);
}

/** A table and its symbols; nothing at all for an empty stream. */
function encodeStream(encoder: RansEncoder, symbols: Uint8Array, stream: StreamName, models: BlockModels): void {
  if (symbols.length === 0) return;
  const { symbolCount, scaleBits } = models[stream];
  const counts = countSymbols(symbols, symbolCount);
  const model = buildRansModel(counts, { scaleBits });
  encoder.putModel(model, models[stream]);
  encoder.putSymbols(symbols, model);
  models[stream] = model;
}

/** How often each symbol occurs. */
export function countSymbols(symbols: Uint8Array, symbolCount: number): Uint32Array {
  const counts = new Uint32Array(symbolCount);
  for (let i = 0; i < symbols.length; i++) counts[symbols[i]]++;
  return counts;
}
