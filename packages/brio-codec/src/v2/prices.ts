/**
 * What the parsers of version 2 reckon with: the price of each interval that the tables of a dictionary have.
 *
 * A sixteenth of a bit is fine enough to tell ways apart that differ in nothing else, and the rarest interval, one slot of 2^15,
 * then costs 240 units: prices of classes and members fit a byte, and those of the classes, which a parser looks up at
 * every step, half of the second-level cache.
 *
 * The encoder in WebAssembly makes the same itself (assembly/encode/build-tables.ts).
 */
import { CLASS_COUNT, CONTEXT_COUNT, POSITION_BUCKETS } from "brio-dictionary";
import { PRICE_UNIT as LOG2_UNIT, log2Price } from "brio-rans";
import { MAX_DISTANCE_SLOT, SCALE, SCALE_BITS } from "./format.ts";
import { classRow, distanceRow, firstStart, memberRow, type TokenTables } from "./tables.ts";

/** Unit of the prices of version 2: so many of them are one bit. */
export const PRICE_UNIT = 16;

/** From the prices in one context to those in the next, and from those of one position bucket to those of the next. */
export const CLASS_PRICE_ROW = 256;
export const DISTANCE_PRICE_ROW = 64;

/** Prices of everything that a token codes but raw fields, which cost {@link PRICE_UNIT} a bit. Do not write to them. */
export interface TokenPrices {
  /** By context × 256 + class. */
  readonly classes: Uint8Array;
  /** By symbol: what it costs beside its class. */
  readonly members: Uint8Array;
  /** By position bucket × 64 + distance slot, with the extra bits; 0 where no such distance is possible. */
  readonly distances: Uint16Array;
}

const pricesOf: WeakMap<TokenTables, TokenPrices> = /* @__PURE__ */ new WeakMap();

/** The prices of the tables of a dictionary, 85 KB, made on the first call and kept beside them. */
export function tokenPrices(tables: TokenTables): TokenPrices {
  let prices = pricesOf.get(tables);
  if (prices === undefined) {
    prices = buildPrices(tables);
    pricesOf.set(tables, prices);
  }
  return prices;
}

function buildPrices({ starts, classes: classOf, ranks, symbolCount }: TokenTables): TokenPrices {
  const classes = new Uint8Array(CONTEXT_COUNT * CLASS_PRICE_ROW);
  for (let context = 0; context < CONTEXT_COUNT; context++) {
    priceRow(starts, firstStart(classRow(context)), CLASS_COUNT, classes, context * CLASS_PRICE_ROW);
  }
  const members = new Uint8Array(symbolCount);
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    priceRow(starts, firstStart(memberRow(classOf[symbol])) + ranks[symbol], 1, members, symbol);
  }
  const distances = new Uint16Array(POSITION_BUCKETS * DISTANCE_PRICE_ROW);
  for (let bucket = 0; bucket < POSITION_BUCKETS; bucket++) {
    const slotCount = Math.min(MAX_DISTANCE_SLOT, 2 * bucket) + 1;
    const from = bucket * DISTANCE_PRICE_ROW;
    priceRow(starts, firstStart(distanceRow(bucket)), slotCount, distances, from);
    for (let slot = 3; slot < slotCount; slot++)
      distances[from + slot] += (((slot + 1) >> 1) - 1) * PRICE_UNIT;
  }
  return { classes, members, distances };
}

/** By frequency, 0 if it has not been asked for (or is certainty, which costs nothing): few are distinct. */
let known: Uint8Array | undefined;

/** Prices of `count` intervals in a row, the first of which starts at `starts[from]`. */
function priceRow(
  starts: Uint16Array,
  from: number,
  count: number,
  prices: Uint8Array | Uint16Array,
  at: number,
): void {
  known ??= new Uint8Array(SCALE + 1);
  let start = starts[from];
  for (let i = 1; i <= count; i++) {
    const next = starts[from + i];
    const frequency = next - start;
    let price = known[frequency];
    if (price === 0) {
      // Logarithms are in half of our unit: rounded to nearest, a half upward.
      price = (SCALE_BITS * LOG2_UNIT - log2Price(frequency) + 1) >> 1;
      known[frequency] = price;
    }
    prices[at++] = price;
    start = next;
  }
}
