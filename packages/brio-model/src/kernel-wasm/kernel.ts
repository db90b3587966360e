import { compileModule } from "brio-kernel-host";
import type { ModelKernel } from "../kernel.ts";
import type { Model } from "../model.ts";
import { decodeWithInstance } from "./decode.ts";
import { encodeWithInstance } from "./encode.ts";
import { type Instance, instantiate } from "./instance.ts";
import { leaveInstance } from "./list-image.ts";
import { SCALAR_MODULE, SIMD_MODULE } from "./module.gen.ts";
import { readWithInstance } from "./read-prior.ts";

/** An instance whose memory has grown beyond this is let go of after the call that needed it. */
const KEPT_BYTES: number = 2 ** 25;

/**
 * The kernel that runs the module. There is one instance a model, made when first needed.
 *
 * @throws whatever the engine throws that has no WebAssembly, or refuses it
 */
export function wasmKernel(name: "wasm" | "wasm-scalar"): ModelKernel {
  const module = compileModule(name === "wasm" ? SIMD_MODULE : SCALAR_MODULE);
  const instances = new WeakMap<Model, Instance>();
  /**
   * If `work` throws, what the memory holds is unknown: the next call gets a fresh instance. Lists are known even then, as nothing writes
   * there, and go on to it.
   */
  const withInstance = <Result>(model: Model, work: (instance: Instance) => Result): Result => {
    const instance = instances.get(model) ?? instantiate(module, model);
    instances.delete(model);
    let isKept = false;
    try {
      const result = work(instance);
      isKept = instance.bytes.length <= KEPT_BYTES;
      return result;
    } finally {
      if (isKept) instances.set(model, instance);
      else if (model.lists !== undefined) leaveInstance(model.lists, instance.exports);
    }
  };
  return {
    name,
    encodeContent: (model, job) =>
      withInstance(model, (instance) => encodeWithInstance(instance, model, job)),
    decodeContent: (model, job) =>
      withInstance(model, (instance) => decodeWithInstance(instance, model, job)),
    readPayload: (file, header, alphabet) => readWithInstance(module, file, header, alphabet),
  };
}
