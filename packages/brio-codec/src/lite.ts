/**
 * brio-codec without the model coder, for web pages: `import { compress } from "brio-codec/lite"`.
 *
 * Names and types are those of `brio-codec`, and so are the frames: levels 7 to 9 do as 6 does, and either entry reads what the
 * other one writes. But a frame of the model coder is refused, as `unsupported-version`, with a message that says to import
 * `brio-codec`.
 *
 * @module
 */
import { compressFrame } from "./frames/compress.ts";
import { decompressFrames } from "./frames/decompress.ts";
import { type VerifyReport, verifyFrame } from "./frames/verify.ts";
import type { CompressOptions, DecompressOptions } from "./options.ts";
import { textOf } from "./text.ts";

/** `compress` of brio-codec, but levels 7 to 9 do as 6 does. */
export function compress(input: Uint8Array | string, options: CompressOptions = {}): Uint8Array {
  return compressFrame(input, options, undefined);
}

/** `decompress` of brio-codec. @throws {BrioError} also `unsupported-version`: the frame is of the model coder */
export function decompress(frame: Uint8Array, options: DecompressOptions = {}): Uint8Array {
  return decompressFrames(frame, options, undefined);
}

/** {@link decompress} for text. @throws {BrioError} also `not-text`: the content is not UTF-8 */
export function decompressText(frame: Uint8Array, options: DecompressOptions = {}): string {
  return textOf(decompress(frame, options));
}

/** `verify` of brio-codec. @throws {BrioError} also `unsupported-version`: the frame is of the model coder */
export function verify(frame: Uint8Array, options: DecompressOptions = {}): VerifyReport {
  return verifyFrame(frame, options, undefined);
}

export type { FrameTags, TagValue } from "brio-container";
export { BrioError, type BrioErrorCode, isBrioError } from "./errors.ts";
export { hasSignal } from "./has-signal.ts";
export { type FrameInfo, inspect, isBrio } from "./inspect.ts";
export type { BrioEvent } from "./metadata/event.ts";
export type { CompressOptions, DecompressOptions, Level } from "./options.ts";
export type { VerifyReport };
