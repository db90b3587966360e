/** The coders that `brio bench` compares, as pairs of functions that map bytes to bytes. */
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from "node:zlib";
import { compress, decompress, type Level } from "brio-codec";
import { MAX_BYTES } from "../values.ts";

export interface Coder {
  /** Name and setting, such as `brotli-11`. */
  readonly name: string;
  encode(content: Uint8Array): Uint8Array;
  decode(encoded: Uint8Array): Uint8Array;
}

/** Brio as `brio compress` runs it by default: metadata and check included. */
export function brioCoder(level: Level): Coder {
  return {
    name: `brio-${level}`,
    encode: (content) => compress(content, { level }),
    decode: (frame) => decompress(frame, { maxOutputLength: MAX_BYTES }),
  };
}

/** gzip at its smallest, brotli at a setting for the web and at its smallest, all as Node.js ships them. */
export const PEERS: readonly Coder[] = [
  {
    name: "gzip-9",
    encode: (content) => gzipSync(content, { level: 9 }),
    decode: (encoded) => gunzipSync(encoded),
  },
  brotliCoder(5),
  brotliCoder(11),
];

function brotliCoder(quality: number): Coder {
  return {
    name: `brotli-${quality}`,
    // Text mode and the size of the input: what a caller who knows its data would tell brotli.
    encode: (content) =>
      brotliCompressSync(content, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: quality,
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
        },
      }),
    decode: (encoded) => brotliDecompressSync(encoded),
  };
}
