import { type Alphabet, contentLengthOf } from "./alphabet.ts";
import { ModelError } from "./errors.ts";
import { STATE_BYTES } from "./format.ts";
import { DECODED, TRUNCATED } from "./kernel.ts";
import type { Model } from "./model.ts";
import { modelKernel } from "./select-kernel.ts";

/** How a payload is laid out. A decoder must be given the same lanes; the profile it finds in the payload. */
export interface ModelStreamOptions {
  /** 0 (default): the smallest payloads. 1: faster, with fewer contexts. */
  profile?: 0 | 1;
  /** States of the entropy coder. The second costs three bytes and brings a seed of its own. Default 1. */
  lanes?: 1 | 2;
  /** Start value of each lane, 0 … 65535, which a decoder gives back: room for a check of the content. Default 0. */
  seeds?: readonly number[];
}

/** What {@link decodeSymbols} found. */
export interface DecodedSymbols {
  /** The bytes of the symbols. */
  readonly content: Uint8Array;
  /** One a lane. */
  readonly seeds: readonly number[];
  /** Bytes of the payload that belong to it. */
  readonly payloadLength: number;
}

/**
 * Codes symbols of the model's alphabet. The payload holds neither the length of the content nor the number of lanes, and does not say
 * which model made it: framing belongs to the caller.
 *
 * @param symbols - at least one; any length
 * @returns a payload in memory of its own
 * @throws {TypeError} an argument has the wrong type
 * @throws {RangeError} a symbol is none of the alphabet (the message has its index), or an option is out of range
 * @example
 * ```ts
 * const model = byteModel();
 * const content = new TextEncoder().encode("she sells sea shells by the sea shore");
 * const payload = encodeSymbols(model, Uint16Array.from(content));
 * decodeSymbols(model, payload, content.length).content; // equals content
 * ```
 */
export function encodeSymbols(
  model: Model,
  symbols: Uint16Array,
  { profile = 0, lanes = 1, seeds = [] }: ModelStreamOptions = {},
): Uint8Array {
  requireSymbols(model.alphabet, symbols);
  if (profile !== 0 && profile !== 1) throw new RangeError(`profile must be 0 or 1, got ${profile}`);
  requireLanes(lanes);
  seeds.forEach((seed, lane) => {
    if (!(Number.isInteger(seed) && seed >= 0 && seed < 65536 && lane < lanes)) {
      throw new RangeError(`seeds must be at most one of 0 … 65535 a lane, got ${seed} for lane ${lane}`);
    }
  });
  return modelKernel().encodeContent(model, {
    symbols,
    contentLength: contentLengthOf(model.alphabet, symbols),
    profile,
    laneCount: lanes,
    seeds,
  });
}

function requireSymbols({ classes }: Alphabet, symbols: Uint16Array): void {
  if (!(symbols instanceof Uint16Array)) throw new TypeError("symbols must be a Uint16Array");
  if (symbols.length === 0) throw new RangeError("symbols must have at least one element");
  const index = symbols.findIndex((symbol) => symbol >= classes.length);
  if (index >= 0) {
    throw new RangeError(`symbols[${index}] must be below ${classes.length}, got ${symbols[index]}`);
  }
}

/**
 * Decodes what {@link encodeSymbols} returned, given the same model and lanes. Bytes behind the payload are not looked at.
 *
 * `contentLength` bytes are allocated: hold an untrusted number against a limit of your own first. The work is linear in it, whatever
 * the payload holds. Other content can pass unnoticed unless the seeds carry a check.
 *
 * @param contentLength - in bytes, at least 1
 * @throws {TypeError} `payload` is not a `Uint8Array`
 * @throws {RangeError} a number is out of range
 * @throws {ModelError} `truncated` or `corrupt`
 */
export function decodeSymbols(
  model: Model,
  payload: Uint8Array,
  contentLength: number,
  { lanes = 1 }: Pick<ModelStreamOptions, "lanes"> = {},
): DecodedSymbols {
  if (!(payload instanceof Uint8Array)) throw new TypeError("payload must be a Uint8Array");
  if (!(Number.isInteger(contentLength) && contentLength >= 1 && contentLength < 2 ** 31)) {
    throw new RangeError(`contentLength must be 1 … 2^31 - 1, got ${contentLength}`);
  }
  requireLanes(lanes);
  if (payload.length < lanes * STATE_BYTES) {
    throw new ModelError("truncated", payload.length, "payload ends within its states");
  }
  const content = new Uint8Array(contentLength);
  const { status, position, seeds } = modelKernel().decodeContent(model, {
    payload,
    content,
    laneCount: lanes,
  });
  if (status === DECODED) return { content, seeds, payloadLength: position };
  const code = status === TRUNCATED ? "truncated" : "corrupt";
  throw new ModelError(code, position, "payload cannot be decoded");
}

function requireLanes(lanes: number): void {
  if (lanes !== 1 && lanes !== 2) throw new RangeError(`lanes must be 1 or 2, got ${lanes}`);
}
