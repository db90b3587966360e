import { kernelVariable, selectKernel } from "brio-kernel-host";
import { createHost } from "./host.ts";
import type { ScanKernel } from "./kernel.ts";
import { tsKernel } from "./kernel-ts.ts";
import { MEASURED_MINIMUM, NO_MINIMUM, wasmKernel } from "./kernel-wasm.ts";

/**
 * Bytes that a process scans in TypeScript before it compiles anything: that takes a millisecond, which WebAssembly has saved
 * again after half a megabyte (measured). So those who scan a message or two never wait for it.
 */
export const BYTES_BEFORE_COMPILING: number = 2 ** 18;

let selected: ScanKernel | undefined;
let scannedBytes = 0;

/**
 * The kernel for an input of that length. The environment variable BRIO_KERNEL names one for every input; without it, that is
 * TypeScript at first, then for every input the faster of the fastest that this engine has and TypeScript.
 */
export function scanKernel(byteLength: number): ScanKernel {
  if (selected === undefined) {
    scannedBytes += byteLength;
    if (scannedBytes < BYTES_BEFORE_COMPILING && kernelVariable() === undefined) return tsKernel;
    selected = selectKernel(tsKernel, (name, isForced) =>
      wasmKernel(createHost(name), isForced ? NO_MINIMUM : MEASURED_MINIMUM),
    );
  }
  return selected;
}
