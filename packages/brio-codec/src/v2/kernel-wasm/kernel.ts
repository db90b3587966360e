import type { TokenKernel } from "../kernel.ts";
import { tsKernel } from "../kernel-ts/kernel.ts";
import { decodeWithInstance } from "./decode-with-instance.ts";
import { SCALAR_MODULE, SIMD_MODULE } from "./decoder.gen.ts";
import { instantiateDecoder } from "./decoder.ts";
import { SCALAR_MODULE as ENCODER } from "./encoder.gen.ts";
import { encodeWithInstance, instantiateEncoder } from "./encoder.ts";
import { compiled, createHost, withInstance } from "./host.ts";

/**
 * The kernel that runs the modules. Where there is no memory for a block or a content, the TypeScript kernel takes it.
 *
 * Encoder and decoder are modules apart, with a memory each: who only decodes has no tries, and the decoder's tables stay in
 * the cache. The encoder has no use for vectors (measured: comparing matches sixteen bytes at a time gains nothing, as most differ
 * within eight).
 *
 * @throws whatever the engine throws that has no WebAssembly, or refuses it
 */
export function wasmKernel(name: "wasm" | "wasm-scalar"): TokenKernel {
  const decoder = createHost(name === "wasm" ? SIMD_MODULE : SCALAR_MODULE, instantiateDecoder);
  const encoder = createHost(ENCODER, instantiateEncoder);
  // At once, so that an engine that refuses does it here.
  compiled(decoder);
  return {
    name,
    decodeBlock: (tables, decoding) =>
      withInstance(decoder, tables, (instance) => decodeWithInstance(instance, decoding)) ??
      tsKernel.decodeBlock(tables, decoding),
    encodeContent: (dictionary, job) =>
      withInstance(encoder, dictionary, (instance) => encodeWithInstance(instance, job)) ??
      tsKernel.encodeContent(dictionary, job),
  };
}
