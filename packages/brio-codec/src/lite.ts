/**
 * brio-codec without the model coder, for web pages: `import { compress } from "brio-codec/lite"`.
 *
 * Names and types are those of `brio-codec`, and so are the frames: levels 7 to 9 do as 6 does, and either entry reads what the
 * other one writes. Only a frame of the model coder is refused, as `unsupported-version`, with a message that says to import
 * `brio-codec`.
 *
 * @module
 */
export { compress } from "./compress.ts";
export { decompress, decompressText } from "./decompress.ts";
export { BrioError, type BrioErrorCode, isBrioError } from "./errors.ts";
export type { BrioEvent } from "./events.ts";
export { type FrameInfo, inspect, isBrio } from "./inspect.ts";
export type { CompressOptions, DecompressOptions, Level } from "./options.ts";
export { type VerifyReport, verify } from "./verify.ts";
