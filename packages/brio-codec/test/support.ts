import { readFileSync } from "node:fs";
import { rejections } from "brio-test-support";
import { vi } from "vitest";
import { isBrioError } from "../src/index.ts";

export const { outcome, rejection } = rejections(isBrioError);

/** The format versions that `compress` writes, the default last. */
export const VERSIONS = [1, 2] as const;

/** The coders of those versions, each at the level of its smallest frames. */
export const CODERS = [
  { name: "version 1", coder: "tokens", version: 1, level: 9 },
  { name: "version 2, token coder", coder: "tokens", version: 2, level: 6 },
  { name: "version 2, model coder", coder: "model", version: 2, level: 9 },
] as const;

export const KERNELS = ["ts", "wasm", "wasm-scalar"] as const;

/** A copy of the codec that uses that kernel. */
export async function codecWith(kernel: (typeof KERNELS)[number]): Promise<typeof import("../src/index.ts")> {
  vi.stubEnv("BRIO_KERNEL", kernel);
  vi.resetModules();
  const codec = await import("../src/index.ts");
  // Each coder chooses its kernel at the first call that needs one.
  for (const level of [6, 9] as const) codec.compress("a text", { level });
  vi.unstubAllEnvs();
  return codec;
}

export function readText(relativePath: string): string {
  return readFileSync(new URL(relativePath, import.meta.url), "utf8");
}
