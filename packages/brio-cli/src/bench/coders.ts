/** The coders that `brio bench` compares, as pairs of functions that map bytes to bytes. */
import { type CompressOptions, compress, decompress, type Level } from "brio-codec";
import { MAX_BYTES } from "../values.ts";

export interface Coder {
  /** Family and setting, such as `brotli-11`. */
  readonly name: string;
  encode(content: Uint8Array): Uint8Array;
  decode(encoded: Uint8Array): Uint8Array;
}

/**
 * Brio as `brio compress` runs it by default: metadata and check included.
 *
 * @param signals - to look for, if not those of the catalogue alone
 */
export function brioCoder(level: Level, signals: Pick<CompressOptions, "signals"> = {}): Coder {
  return {
    name: `brio-${level}`,
    encode: (content) => compress(content, { ...signals, level }),
    decode: (frame) => decompress(frame, { maxOutputLength: MAX_BYTES }),
  };
}
