import { selectKernel } from "brio-kernel-host";
import type { TokenKernel } from "./kernel.ts";
import { tsKernel } from "./kernel-ts/kernel.ts";
import { wasmKernel } from "./kernel-wasm/kernel.ts";

let selected: TokenKernel | undefined;

/**
 * The kernel in use. It is chosen at the first call: the one that the environment variable BRIO_KERNEL names, or the fastest
 * that this engine has.
 */
export function tokenKernel(): TokenKernel {
  selected ??= selectKernel(tsKernel, wasmKernel);
  return selected;
}
