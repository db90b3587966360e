import type { ModelKernel } from "./kernel.ts";
import { tsKernel } from "./kernel-ts/kernel.ts";
import { hasSimd, wasmKernel } from "./kernel-wasm/kernel.ts";

let selected: ModelKernel | undefined;

/**
 * The kernel in use. It is chosen at the first call: the one that the environment variable BRIO_KERNEL names, or the fastest
 * that this engine has.
 */
export function modelKernel(): ModelKernel {
  selected ??= selectKernel();
  return selected;
}

function selectKernel(): ModelKernel {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  const name = process?.env?.["BRIO_KERNEL"];
  switch (name) {
    case undefined:
      return fastestKernel();
    case "ts":
      return tsKernel;
    case "wasm":
    case "wasm-scalar":
      return wasmKernel(name);
    default:
      throw new RangeError(`BRIO_KERNEL must be one of ts, wasm, wasm-scalar, got ${name}`);
  }
}

/** The memory of WebAssembly is little-endian; typed arrays are as the machine is. */
const IS_LITTLE_ENDIAN: boolean =
  /* @__PURE__ */ new Uint8Array(/* @__PURE__ */ Uint16Array.of(1).buffer)[0] === 1;

/** An engine without WebAssembly, or one that refuses to compile (by its content security policy), has the TypeScript kernel. */
function fastestKernel(): ModelKernel {
  if (!IS_LITTLE_ENDIAN) return tsKernel;
  try {
    return wasmKernel(hasSimd() ? "wasm" : "wasm-scalar");
  } catch {
    return tsKernel;
  }
}
