import { type VerifyReport, verifyFrame } from "./frames/verify.ts";
import { modelCoder } from "./model/coder.ts";
import type { DecompressOptions } from "./options.ts";

export type { VerifyReport };

/**
 * Decodes a frame, verifies its check if it has one, scans the content again and compares what it finds with the metadata.
 *
 * @throws {TypeError} `frame` or an option has the wrong type
 * @throws {BrioError} the frame cannot be decoded, or its metadata needs a dictionary that was not given
 */
export function verify(frame: Uint8Array, options: DecompressOptions = {}): VerifyReport {
  return verifyFrame(frame, options, modelCoder);
}
