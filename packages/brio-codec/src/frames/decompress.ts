import { contentOfFrame } from "./content-of-frame.ts";
import { BrioError } from "./errors.ts";
import { openFrame } from "./open-frame.ts";
import { type DecompressOptions, outputLimit } from "./options.ts";
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
  const limit = outputLimit(options);
  const { content, end } = contentOfFrame(openFrame(frame), frame, limit, options);
  return end === frame.length ? content : withFurtherFrames(content, frame, end, limit, options);
}

/** {@link decompress} for text. @throws {BrioError} also `not-text`: the content is not UTF-8 */
export function decompressText(frame: Uint8Array, options: DecompressOptions = {}): string {
  return textOf(decompress(frame, options));
}

function withFurtherFrames(
  first: Uint8Array,
  frames: Uint8Array,
  start: number,
  limit: number,
  options: DecompressOptions,
): Uint8Array {
  const contents = [first];
  let total = first.length;
  for (let at = start; at < frames.length; ) {
    try {
      const frame = frames.subarray(at);
      const { content, end } = contentOfFrame(openFrame(frame), frame, limit - total, options);
      contents.push(content);
      total += content.length;
      at += end;
    } catch (error) {
      if (!(error instanceof BrioError)) throw error;
      // What follows a frame and is none was not meant to be one.
      const code = error.code === "not-brio" ? "corrupt" : error.code;
      throw new BrioError(code, at + error.offset, "what follows the first frame cannot be read", error);
    }
  }
  const whole = new Uint8Array(total);
  let at = 0;
  for (const content of contents) {
    whole.set(content, at);
    at += content.length;
  }
  return whole;
}
