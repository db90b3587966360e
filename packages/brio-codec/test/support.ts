import { readFileSync } from "node:fs";
import { rejections } from "brio-test-support";
import { vi } from "vitest";
import { isBrioError } from "../src/index.ts";

export const { outcome, rejection } = rejections(isBrioError);

/** The format versions that `compress` writes, the default last. */
export const VERSIONS = [1, 2] as const;

export const KERNELS = ["ts", "wasm", "wasm-scalar"] as const;

/** A copy of the codec that uses that kernel. */
export async function codecWith(kernel: (typeof KERNELS)[number]): Promise<typeof import("../src/index.ts")> {
  vi.stubEnv("BRIO_KERNEL", kernel);
  vi.resetModules();
  const codec = await import("../src/index.ts");
  // The kernel is chosen by the first call that needs one.
  codec.compress("a text");
  vi.unstubAllEnvs();
  return codec;
}

export function readText(relativePath: string): string {
  return readFileSync(new URL(relativePath, import.meta.url), "utf8");
}
