import { decompressFrames } from "./frames/decompress.ts";
import { modelCoder } from "./model/coder.ts";
import type { DecompressOptions } from "./options.ts";
import { textOf } from "./text.ts";

/**
 * The content of a frame, or of frames of version 2 one after the other.
 *
 * Nothing is returned before the check of each frame, if it has one, was verified against content and header. Safe for any
 * bytes: the lengths that frames claim are held against `maxOutputLength`, all of them together, before anything is allocated, and
 * the work is linear in it.
 *
 * @param frame - one frame, or several of version 2 without anything between or behind them
 * @returns the content in memory of its own
 * @throws {TypeError} `frame` or an option has the wrong type
 * @throws {BrioError} the frame is bad or needs what was not given: see {@link BrioErrorCode}
 */
export function decompress(frame: Uint8Array, options: DecompressOptions = {}): Uint8Array {
  return decompressFrames(frame, options, modelCoder);
}

/** {@link decompress} for text. @throws {BrioError} also `not-text`: the content is not UTF-8 */
export function decompressText(frame: Uint8Array, options: DecompressOptions = {}): string {
  return textOf(decompress(frame, options));
}
