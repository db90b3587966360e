import { type Dictionary, phraseBytes } from "brio-dictionary";

const BYTE_COUNT = 256;

/** Symbols below are single bytes; this one is the first phrase. */
export const FIRST_PHRASE: number = BYTE_COUNT;

/** A copy that goes by sixteen bytes may read so many behind the last phrase. */
export const BYTES_PADDING = 16;

/** The bytes of all symbols: the single bytes, as symbols 0 to 255, and the phrases behind them; and sixteen zeros. */
export function symbolBytes(dictionary: Dictionary): { bytes: Uint8Array; offsets: Uint32Array } {
  const phrases = phraseBytes(dictionary);
  const bytes = new Uint8Array(BYTE_COUNT + phrases.bytes.length + BYTES_PADDING);
  const offsets = new Uint32Array(BYTE_COUNT + phrases.offsets.length);
  for (let byte = 0; byte < BYTE_COUNT; byte++) {
    bytes[byte] = byte;
    offsets[byte] = byte;
  }
  bytes.set(phrases.bytes, BYTE_COUNT);
  for (let id = 0; id < phrases.offsets.length; id++) {
    offsets[BYTE_COUNT + id] = BYTE_COUNT + phrases.offsets[id];
  }
  return { bytes, offsets };
}
