// @ts-check
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from "node:zlib";
import { compress, decompress } from "brio-codec";

/**
 * @typedef {object} Coder
 * @property {string} name
 * @property {(input: Uint8Array) => Uint8Array} encode
 * @property {(packed: Uint8Array) => Uint8Array} decode
 */

/** @type {Coder[]} */
export const CODERS = [
  { name: "gzip -9", encode: (input) => gzipSync(input, { level: 9 }), decode: gunzipSync },
  brotli(5),
  brotli(11),
  brio(1),
  brio(6),
  brio(9),
];

/**
 * Brotli at its best for such input: it is told that this is text, and how long it is.
 *
 * @param {number} quality - 0 to 11
 * @returns {Coder}
 */
function brotli(quality) {
  return {
    name: `brotli -${quality}`,
    encode: (input) =>
      brotliCompressSync(input, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: quality,
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_SIZE_HINT]: input.length,
        },
      }),
    decode: brotliDecompressSync,
  };
}

/**
 * Brio as it comes: built-in dictionary, metadata and checksum included in every size.
 *
 * @param {1 | 6 | 9} level
 * @returns {Coder}
 */
function brio(level) {
  return {
    name: `brio -${level}`,
    encode: (input) => compress(input, { level }),
    decode: (frame) => decompress(frame),
  };
}
