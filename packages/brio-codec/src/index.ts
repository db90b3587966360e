export { compress } from "./compress.ts";
export { decompress, decompressText } from "./decompress.ts";
export { BrioError, type BrioErrorCode, isBrioError } from "./errors.ts";
export { hasSignal } from "./has-signal.ts";
export { type FrameInfo, inspect, isBrio } from "./inspect.ts";
export type { BrioEvent } from "./metadata/event.ts";
export type { CompressOptions, DecompressOptions, Level } from "./options.ts";
export { readPrior } from "./read-prior.ts";
export { type VerifyReport, verify } from "./verify.ts";
