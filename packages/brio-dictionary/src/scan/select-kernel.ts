import { createHost, hasSimd } from "./host.ts";
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
 * TypeScript at first, then the fastest that this engine has.
 */
export function scanKernel(byteLength: number): ScanKernel {
  if (selected === undefined) {
    const name = kernelVariable();
    scannedBytes += byteLength;
    if (name === undefined && scannedBytes < BYTES_BEFORE_COMPILING) return tsKernel;
    selected = selectKernel(name);
  }
  return selected;
}

function kernelVariable(): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return process?.env?.["BRIO_KERNEL"];
}

function selectKernel(name: string | undefined): ScanKernel {
  switch (name) {
    case undefined:
      return fastestKernel();
    case "ts":
      return tsKernel;
    case "wasm":
    case "wasm-scalar":
      return wasmKernel(createHost(name), NO_MINIMUM);
    default:
      throw new RangeError(`BRIO_KERNEL must be one of ts, wasm, wasm-scalar, got ${name}`);
  }
}

/** The memory of WebAssembly is little-endian; typed arrays are as the machine is. */
const IS_LITTLE_ENDIAN: boolean =
  /* @__PURE__ */ new Uint8Array(/* @__PURE__ */ Uint16Array.of(1).buffer)[0] === 1;

/**
 * For every input the faster of WebAssembly and TypeScript; the latter alone in an engine without WebAssembly, or one that refuses to
 * compile (by its content security policy).
 */
function fastestKernel(): ScanKernel {
  if (!IS_LITTLE_ENDIAN) return tsKernel;
  try {
    return wasmKernel(createHost(hasSimd() ? "wasm" : "wasm-scalar"), MEASURED_MINIMUM);
  } catch {
    return tsKernel;
  }
}
