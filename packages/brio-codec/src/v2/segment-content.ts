import { type Dictionary, segmentText } from "brio-dictionary";
import { createHost, type Host, withInstance } from "./kernel-wasm/host.ts";
import { SCALAR_MODULE } from "./kernel-wasm/segmenter.gen.ts";
import { instantiateSegmenter, type Segmenter, segmentWithInstance } from "./kernel-wasm/segmenter.ts";
import { tokenKernel } from "./select-kernel.ts";

/** One for all kernels that run modules: this one has no use for vectors. */
const segmenter: Host<Segmenter, Dictionary> = /* @__PURE__ */ createHost(
  SCALAR_MODULE,
  instantiateSegmenter,
);

/**
 * The content as symbols of a dictionary with a model, the same ones as `segmentText` of brio-dictionary finds, which takes over where the
 * kernel in use is the one in TypeScript or there is no memory.
 *
 * For the model coder alone, so no method of the token coder's kernel: brio-codec/lite has neither the module nor `segmentText`.
 *
 * @throws {RangeError} there is no memory for the tables
 */
export function segmentContent(dictionary: Dictionary, content: Uint8Array): Uint16Array {
  if (tokenKernel().name === "ts") return segmentText(dictionary, content);
  return (
    withInstance(segmenter, dictionary, (instance) => segmentWithInstance(instance, content)) ??
    segmentText(dictionary, content)
  );
}
