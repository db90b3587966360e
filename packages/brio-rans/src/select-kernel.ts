import type { RansKernel } from "./kernel.ts";
import { tsKernel } from "./kernel-ts/kernel.ts";

const KERNELS: readonly RansKernel[] = [tsKernel];

let selected: RansKernel | undefined;

/** The kernel in use: the one that the environment variable BRIO_KERNEL names, or the best one here. */
export function ransKernel(): RansKernel {
  selected ??= selectKernel();
  return selected;
}

function selectKernel(): RansKernel {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  const name = process?.env?.["BRIO_KERNEL"] ?? "ts";
  const kernel = KERNELS.find((candidate) => candidate.name === name);
  if (kernel === undefined) {
    const names = KERNELS.map((candidate) => candidate.name).join(", ");
    throw new RangeError(`BRIO_KERNEL must be one of ${names}, got ${name}`);
  }
  return kernel;
}
