import { afterEach, describe, expect, test, vi } from "vitest";
import { tsKernel } from "../src/kernel-ts/kernel.ts";
import { contract } from "./contract.ts";

describe("the TypeScript kernel", () => contract(tsKernel));

describe("BRIO_KERNEL", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });

  /** The package as a process with that variable loads it. */
  async function freshPackage(kernel: string | undefined): Promise<typeof import("../src/index.ts")> {
    vi.stubEnv("BRIO_KERNEL", kernel);
    vi.resetModules();
    return await import("../src/index.ts");
  }

  test.each(["ts", undefined])("%s: works", async (name) => {
    const { buildRansModel, encodeRans } = await freshPackage(name);
    expect(encodeRans(Uint8Array.of(0), buildRansModel(Uint32Array.of(1)))).toHaveLength(4);
  });

  test.each(["wasm", "", "toString"])(
    "%j: a RangeError that names it, at first use and not before",
    async (name) => {
      const { buildRansModel, encodeRans } = await freshPackage(name);
      const model = buildRansModel(Uint32Array.of(1));
      expect(() => encodeRans(Uint8Array.of(0), model)).toThrow(
        new RangeError(`BRIO_KERNEL must be one of ts, got ${name}`),
      );
    },
  );
});
