import { BrioError } from "../errors.ts";
import type { ModelCoder } from "../model-coder.ts";
import { openFrame } from "../open-frame.ts";
import { type DecompressOptions, outputLimit } from "../options.ts";
import { contentOfFrame } from "./content-of-frame.ts";

/** `decompress` of brio-codec. @param modelCoder - without it, frames of the model coder are refused */
export function decompressFrames(
  frame: Uint8Array,
  options: DecompressOptions,
  modelCoder: ModelCoder | undefined,
): Uint8Array {
  const limit = outputLimit(options);
  const { content, end } = contentOfFrame(openFrame(frame), frame, limit, options, modelCoder);
  return end === frame.length ? content : withFurtherFrames(content, frame, end, limit, options, modelCoder);
}

function withFurtherFrames(
  first: Uint8Array,
  frames: Uint8Array,
  start: number,
  limit: number,
  options: DecompressOptions,
  modelCoder: ModelCoder | undefined,
): Uint8Array {
  const contents = [first];
  let total = first.length;
  for (let at = start; at < frames.length; ) {
    try {
      const frame = frames.subarray(at);
      const { content, end } = contentOfFrame(openFrame(frame), frame, limit - total, options, modelCoder);
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
