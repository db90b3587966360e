import { compressFrame } from "./frames/compress.ts";
import { modelCoder } from "./model/coder.ts";
import type { CompressOptions } from "./options.ts";

/**
 * Compresses a text or bytes into one frame.
 *
 * The same input and options give the same frame on every engine, but maybe another one in the next release; what never
 * changes is what a frame decodes to. With `metadata: "none"` and `checksum: false` a frame is at most four bytes longer than its
 * content, whatever that is.
 *
 * @param input - a string is taken as UTF-8
 * @returns a frame in memory of its own
 * @throws {TypeError} `input` or an option has the wrong type
 * @throws {RangeError} an option is out of range, or the string holds half of a surrogate pair, which UTF-8 cannot keep
 * @example
 * ```ts
 * const frame = compress("Hello! How can I help you today?");
 * decompressText(frame); // "Hello! How can I help you today?"
 * ```
 */
export function compress(input: Uint8Array | string, options: CompressOptions = {}): Uint8Array {
  return compressFrame(input, options, modelCoder);
}
