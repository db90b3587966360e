import { selectKernel } from "brio-kernel-host";
import type { RansKernel } from "./kernel.ts";
import { tsKernel } from "./kernel-ts/kernel.ts";
import { createHost } from "./kernel-wasm/instance.ts";
import { MEASURED_MINIMUMS, NO_MINIMUMS, wasmKernel } from "./kernel-wasm/kernel.ts";

let selected: RansKernel | undefined;

/**
 * The kernel in use. It is chosen at the first call: the one that the environment variable BRIO_KERNEL names, for everything, or the
 * fastest that this engine has, for every call the faster of it and TypeScript.
 */
export function ransKernel(): RansKernel {
  selected ??= selectKernel(tsKernel, (name, isForced) =>
    wasmKernel(name, createHost(name === "wasm"), isForced ? NO_MINIMUMS : MEASURED_MINIMUMS),
  );
  return selected;
}
