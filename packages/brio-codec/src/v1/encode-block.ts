import {
  buildRansModel,
  entropyOfCounts,
  PRICE_UNIT,
  priceRansCounts,
  type RansEncoder,
  type RansModel,
} from "brio-rans";
import type { BlockModels } from "./block-models.ts";
import { countSymbols } from "./count-symbols.ts";
import { HEAD_BITS, STREAM_NAMES, type StreamName, TABLES_SHIFT } from "./format.ts";
import { EXTRA_BITS, SLOT_BASE, slotOf } from "./slots.ts";
import type { BlockTokens } from "./tokens.ts";

/**
 * Appends a block to `encoder`: SPEC-1 section 5, in its order.
 *
 * @param models - the latest table of each stream, or its prior; replaced by the tables of this block
 */
export function encodeBlock(encoder: RansEncoder, tokens: BlockTokens, models: BlockModels): void {
  const own = STREAM_NAMES.map((stream) => tableWorthwhile(tokens[stream], models[stream]));
  const tables = own.reduce((bits, model, i) => (model === undefined ? bits : bits | (1 << i)), 0);
  const count = tokens.runs.length;
  const countSlot = slotOf(count);
  putField(encoder, HEAD_BITS, countSlot | (tables << TABLES_SHIFT));
  putField(encoder, EXTRA_BITS[countSlot], count - SLOT_BASE[countSlot]);
  STREAM_NAMES.forEach((stream, i) => {
    if (stream === "literals") encoder.putFields(tokens.extraWidths, tokens.extraValues);
    encodeStream(encoder, tokens[stream], stream, own[i], models);
  });
}

const width1: Uint8Array = /* @__PURE__ */ new Uint8Array(1);
const field1: Uint16Array = /* @__PURE__ */ new Uint16Array(1);

function putField(encoder: RansEncoder, width: number, value: number): void {
  width1[0] = width;
  field1[0] = value;
  encoder.putFields(width1, field1);
}

/** The table, if the stream has one of its own, and the symbols. */
function encodeStream(
  encoder: RansEncoder,
  symbols: Uint8Array,
  stream: StreamName,
  own: RansModel | undefined,
  models: BlockModels,
): void {
  if (own !== undefined) {
    encoder.putModel(own, models[stream]);
    models[stream] = own;
  }
  encoder.putSymbols(symbols, models[stream]);
}

/** What a table takes for each symbol that occurs: 3 to 4 bits, over chat replies and records of an audit log. */
const TABLE_PRICE_PER_SYMBOL = 3.5 * PRICE_UNIT;

/**
 * What a table must save to be worth the time it takes both sides: eight bytes. On chat replies frames grow by 0.15 % over the
 * best choice, and decode a tenth faster (measured).
 */
const LEAST_SAVING = 64 * PRICE_UNIT;

/** What the rounded counts of a table add to each symbol coded with it, see `BuildRansModelOptions.precision`. */
const ROUNDING_PRICE = PRICE_UNIT / 32;

/**
 * The model of the symbols themselves, if coding them with it costs less, its table included, than with the latest model.
 * Of short messages most streams do without.
 */
function tableWorthwhile(symbols: Uint8Array, latest: RansModel): RansModel | undefined {
  if (symbols.length === 0) return undefined;
  const { symbolCount, scaleBits } = latest;
  const counts = countSymbols(symbols, symbolCount);
  let distinct = 0;
  for (let symbol = 0; symbol < symbolCount; symbol++) if (counts[symbol] > 0) distinct++;
  const tablePrice = TABLE_PRICE_PER_SYMBOL * distinct + LEAST_SAVING;
  const ownPrice = entropyOfCounts(counts) + ROUNDING_PRICE * symbols.length + tablePrice;
  return ownPrice < priceRansCounts(counts, latest) ? buildRansModel(counts, { scaleBits }) : undefined;
}
