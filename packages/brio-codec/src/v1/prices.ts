import type { Prices } from "brio-lz77";
import { buildRansModel, PRICE_UNIT, priceRansSymbols, type RansModel } from "brio-rans";
import { type BlockModels, priorModels } from "./block-models.ts";
import { countSymbols } from "./count-symbols.ts";
import { MIN_MATCH_LENGTH, PHRASE_SLOTS, WINDOW_LENGTH } from "./format.ts";
import { EXTRA_BITS, slotOf } from "./slots.ts";
import type { BlockTokens } from "./tokens.ts";

/** Longest copy that the parser emits; longer repetitions become several. */
const MAX_COPY_LENGTH = 1024;

/** What a symbol costs that the model does not have: it would enlarge the table. */
const NEW_SYMBOL_PRICE = 14 * PRICE_UNIT;

/** What the token coder will charge for the tokens of a block, if its statistics are those of `models`. */
export function pricesOf(models: BlockModels): Prices {
  const priors = priorModels();
  const literals = models.literals === priors.literals ? undefined : literalPrices(models.literals);
  if (
    models.copies !== priors.copies ||
    models.distances !== priors.distances ||
    models.runs !== priors.runs
  ) {
    return { literals: literals ?? literalPrices(models.literals), ...copyPrices(models) };
  }
  priorPrices ??= { literals: literalPrices(priors.literals), ...copyPrices(priors) };
  return literals === undefined ? priorPrices : { ...priorPrices, literals };
}

/** Of all first blocks that are parsed once, so of nearly all messages. */
let priorPrices: Prices | undefined;

function copyPrices(models: BlockModels): Omit<Prices, "literals"> {
  const copies = symbolPrices(models.copies);
  const distances = symbolPrices(models.distances);
  const lengths = new Uint16Array(MAX_COPY_LENGTH + 1);
  for (let length = MIN_MATCH_LENGTH; length <= MAX_COPY_LENGTH; length++) {
    const slot = slotOf(length - MIN_MATCH_LENGTH);
    lengths[length] = copies[PHRASE_SLOTS + slot] + EXTRA_BITS[slot] * PRICE_UNIT;
  }
  return {
    lengths,
    sequence: meanPrice(models.runs),
    distance(distance: number): number {
      const isPhrase = distance > WINDOW_LENGTH;
      const slot = slotOf(isPhrase ? distance - WINDOW_LENGTH - 1 : distance - 1);
      return (isPhrase ? copies[slot] : distances[slot]) + EXTRA_BITS[slot] * PRICE_UNIT;
    },
  };
}

/**
 * At least one unit each: against literals that are free, as after a block of a single byte value, no copy pays, and each position
 * of a run would be searched, and measured to the longest length, in vain (20 times as slow, measured).
 */
function literalPrices(model: RansModel): Uint16Array {
  const prices = symbolPrices(model);
  for (let i = 0; i < prices.length; i++) prices[i] = Math.max(prices[i], 1);
  return prices;
}

function symbolPrices(model: RansModel): Uint16Array {
  const prices = priceRansSymbols(model);
  for (let i = 0; i < prices.length; i++) prices[i] = Math.min(prices[i], NEW_SYMBOL_PRICE);
  return prices;
}

/** The entropy of a model, in price units. */
function meanPrice(model: RansModel): number {
  const prices = priceRansSymbols(model);
  let sum = 0;
  for (let i = 0; i < prices.length; i++) sum += prices[i] * model.frequencies[i];
  return sum >>> model.scaleBits;
}

/**
 * The statistics of a stream as far as its symbols are known: the prior, corrected by counts to the degree that there are
 * enough of them to tell.
 */
export function blend(prior: RansModel, symbols: Uint8Array): RansModel {
  const { symbolCount, scaleBits, precision, frequencies } = prior;
  const counts = countSymbols(symbols, symbolCount);
  for (let i = 0; i < symbolCount; i++) counts[i] = SYMBOL_WEIGHT * counts[i] + frequencies[i];
  return buildRansModel(counts, { scaleBits, precision });
}

/** At this weight 512 symbols count for as much as the prior, whose frequencies sum to 4096. */
const SYMBOL_WEIGHT = 8;

/** What the streams of a block may look like before it was parsed: its literals are a sample of its bytes. */
export function expectedModels(models: BlockModels, block: Uint8Array): BlockModels {
  return { ...models, literals: blend(models.literals, block) };
}

/** What the streams of a block may look like after it was parsed, as that gave `tokens`. */
export function observedModels(models: BlockModels, tokens: BlockTokens): BlockModels {
  return {
    runs: blend(models.runs, tokens.runs),
    copies: blend(models.copies, tokens.copies),
    distances: blend(models.distances, tokens.distances),
    literals: blend(models.literals, tokens.literals),
  };
}
