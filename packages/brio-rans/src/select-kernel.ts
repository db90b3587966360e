import { LITTLE_ENDIAN } from "./bytes.ts";
import type { RansKernel } from "./kernel.ts";
import { tsKernel } from "./kernel-ts/kernel.ts";
import { createHost, hasSimd } from "./kernel-wasm/instance.ts";
import { MEASURED_MINIMUMS, NO_MINIMUMS, wasmKernel } from "./kernel-wasm/kernel.ts";

let selected: RansKernel | undefined;

/**
 * The kernel in use. It is chosen at the first call: the one that the environment variable BRIO_KERNEL names, for everything, or the
 * fastest that this engine has, for every call the faster of it and TypeScript.
 */
export function ransKernel(): RansKernel {
  selected ??= selectKernel();
  return selected;
}

function selectKernel(): RansKernel {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  const name = process?.env?.["BRIO_KERNEL"];
  switch (name) {
    case undefined:
      return fastestKernel();
    case "ts":
      return tsKernel;
    case "wasm":
    case "wasm-scalar":
      return wasmKernel(name, createHost(name === "wasm"), NO_MINIMUMS);
    default:
      throw new RangeError(`BRIO_KERNEL must be one of ts, wasm, wasm-scalar, got ${name}`);
  }
}

/** An engine without WebAssembly, or one that refuses to compile (by its content security policy), has the TypeScript kernel. */
function fastestKernel(): RansKernel {
  if (!LITTLE_ENDIAN) return tsKernel;
  try {
    const simd = hasSimd();
    return wasmKernel(simd ? "wasm" : "wasm-scalar", createHost(simd), MEASURED_MINIMUMS);
  } catch {
    return tsKernel;
  }
}
