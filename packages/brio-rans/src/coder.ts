import { STATE_LOWER_BOUND } from "./constants.ts";
import { RansDecoder } from "./decoder.ts";
import { RansEncoder, type RansStreamOptions, startStates } from "./encoder.ts";
import { RansError } from "./errors.ts";
import type { RansModel } from "./model.ts";

/**
 * Codes symbols with one model.
 *
 * The payload holds neither the model, nor the number of symbols, nor the number of lanes: framing belongs to the
 * caller. (For several models or raw fields in one payload, see {@link RansEncoder}.)
 *
 * @param symbols - each below `model.symbolCount`; any length
 * @returns at most `4 · lanes + 2 · symbols.length` bytes
 * @throws {TypeError} `symbols` is not a `Uint8Array`
 * @throws {RangeError} a symbol has frequency 0 in the model (the message names it), or an option is out of range
 * @example
 * ```ts
 * const payload = encodeRans(symbols, model, { lanes: 2 });
 * const back = decodeRans(payload, model, symbols.length, { lanes: 2 }); // equals symbols
 * ```
 */
export function encodeRans(
  symbols: Uint8Array,
  model: RansModel,
  options: RansStreamOptions = {},
): Uint8Array {
  const encoder = new RansEncoder();
  encoder.putSymbols(symbols, model);
  return encoder.finish(options);
}

/**
 * Decodes what {@link encodeRans} returned, given the same model, lanes and seeds.
 *
 * `symbolCount` bytes are allocated: check an untrusted number against a limit of your own first. The work is linear in it,
 * whatever the payload holds. A wrong symbol can pass unnoticed unless the seeds carry a check of the content.
 *
 * @param symbolCount - 0 … 2^30
 * @throws {TypeError} `payload` is not a `Uint8Array`
 * @throws {RangeError} `symbolCount` or an option is out of range
 * @throws {RansError} `truncated`, `corrupt`, `trailing`, or `state-mismatch`: a lane does not end in its seed
 */
export function decodeRans(
  payload: Uint8Array,
  model: RansModel,
  symbolCount: number,
  options: RansStreamOptions = {},
): Uint8Array {
  if (!(Number.isInteger(symbolCount) && symbolCount >= 0 && symbolCount <= 2 ** 30)) {
    throw new RangeError(`symbolCount must be 0 … 2^30, got ${symbolCount}`);
  }
  const expected = startStates(options);
  const decoder = new RansDecoder(payload, options.lanes);
  const symbols = new Uint8Array(symbolCount);
  decoder.getSymbols(model, symbols);
  decoder.finish().forEach((seed, lane) => {
    if (STATE_LOWER_BOUND + seed !== expected[lane]) {
      throw new RansError("state-mismatch", payload.length, `lane ${lane} ends in seed ${seed}`);
    }
  });
  return symbols;
}
