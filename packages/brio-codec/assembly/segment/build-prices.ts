/**
 * Prices in half bits: 40 less the exponent that the model has (src/segment.ts of brio-dictionary). They stand where the encoder has its
 * own, those of classes by context at CLASS_PRICES_AT and those of members in the entries of the symbols: so the cells of the trie,
 * which is made of these entries, have the class and the price of what ends there.
 */
import { CLASS_PRICES_AT } from "../../src/v2/kernel-wasm/encoder-layout";
import {
  CERTAIN,
  CLASSES_AT,
  CONTEXT_COUNT,
  SYMBOL_CLASS_COUNT,
  transitionExponent,
  WEIGHTS_AT,
} from "../encode/model";
import { placeSingleBytes, symbolCount, symbols } from "../encode/tables";

/** Symbols are placed already. */
export function buildPrices(): void {
  placeSingleBytes();
  for (let context: usize = 0; context < CONTEXT_COUNT; context++) {
    const row = CLASS_PRICES_AT + (context << 8);
    for (let c: usize = 0; c < SYMBOL_CLASS_COUNT; c++) {
      store<u8>(row + c, <i32>CERTAIN - transitionExponent(context, c));
    }
  }
  for (let symbol: usize = 0; symbol < <usize>symbolCount; symbol++) {
    const entry = symbols + (symbol << 3);
    store<u16>(entry, <i32>CERTAIN - <i32>load<u8>(WEIGHTS_AT + symbol), 4);
    store<u16>(entry, load<u8>(CLASSES_AT + symbol), 6);
  }
}
