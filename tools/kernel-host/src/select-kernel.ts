/**
 * Makes the kernel that runs the module with vectors or the one without. What an engine may refuse, it compiles at once.
 *
 * @param isForced - the environment variable names this kernel: it takes every input, however short
 * @throws whatever the engine throws that has no WebAssembly, or refuses the module
 */
export type MakeWasmKernel<Kernel> = (name: "wasm" | "wasm-scalar", isForced: boolean) => Kernel;

/**
 * The kernel that the environment variable BRIO_KERNEL names, or the fastest that this engine has. Compiling takes a millisecond or so:
 * call it when the first input comes, never at import, and keep what it returns.
 *
 * @throws {RangeError} BRIO_KERNEL names no kernel
 * @throws whatever the engine throws, if it refuses the kernel that BRIO_KERNEL names
 */
export function selectKernel<Kernel>(tsKernel: Kernel, wasmKernel: MakeWasmKernel<Kernel>): Kernel {
  const name = kernelVariable();
  switch (name) {
    case undefined:
      return fastestKernel(tsKernel, wasmKernel);
    case "ts":
      return tsKernel;
    case "wasm":
    case "wasm-scalar":
      return wasmKernel(name, true);
    default:
      throw new RangeError(`BRIO_KERNEL must be one of ts, wasm, wasm-scalar, got ${name}`);
  }
}

/** BRIO_KERNEL, where there is a process with an environment. */
export function kernelVariable(): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return process?.env?.["BRIO_KERNEL"];
}

/** The memory of WebAssembly is little-endian; typed arrays are as the machine is. */
export const IS_LITTLE_ENDIAN: boolean =
  /* @__PURE__ */ new Uint8Array(/* @__PURE__ */ Uint16Array.of(1).buffer)[0] === 1;

/**
 * The first that the engine does not refuse. One that knows no vectors refuses the module that has them; one without WebAssembly, or that
 * may not compile (by its content security policy), refuses both.
 */
function fastestKernel<Kernel>(tsKernel: Kernel, wasmKernel: MakeWasmKernel<Kernel>): Kernel {
  if (!IS_LITTLE_ENDIAN) return tsKernel;
  for (const name of ["wasm", "wasm-scalar"] as const) {
    try {
      return wasmKernel(name, false);
    } catch {
      // The next one, then.
    }
  }
  return tsKernel;
}
