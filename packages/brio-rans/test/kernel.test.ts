import { testKernelChoice } from "brio-test-support/kernel-choice";
import { describe, expect, test, vi } from "vitest";
import { buildRansModel } from "../src/index.ts";
import { tsKernel } from "../src/kernel-ts/kernel.ts";
import { createHost } from "../src/kernel-wasm/instance.ts";
import { MEASURED_MINIMUMS, NO_MINIMUMS, wasmKernel } from "../src/kernel-wasm/kernel.ts";
import { contract } from "./contract.ts";
import { countsOf, newCursor } from "./support.ts";

describe("the TypeScript kernel", () => contract(tsKernel));

describe("the WebAssembly kernel with vectors", () => {
  contract(wasmKernel("wasm", createHost(true), NO_MINIMUMS));
});

describe("the WebAssembly kernel without vectors", () => {
  contract(wasmKernel("wasm-scalar", createHost(false), NO_MINIMUMS));
});

describe("the WebAssembly kernel for long calls, the TypeScript kernel for short ones", () => {
  contract(wasmKernel("wasm", createHost(true), MEASURED_MINIMUMS));
});

describe("the choice of a kernel", () => {
  testKernelChoice(async () => (await import("../src/select-kernel.ts")).ransKernel().name);

  test("is made at the first call, not at import", async () => {
    vi.stubEnv("BRIO_KERNEL", "none");
    vi.resetModules();
    const { buildRansModel, encodeRans } = await import("../src/index.ts");
    const model = buildRansModel(Uint32Array.of(1));
    expect(() => encodeRans(Uint8Array.of(0), model)).toThrow(RangeError);
  });
});

describe("an instance", () => {
  const symbols = Uint8Array.from({ length: 600 }, (_, i) => (i * i) % 7);
  const model = buildRansModel(countsOf(symbols, 7));
  const pairs = buildRansModel(new Uint32Array(65536).fill(1), { order: 1, scaleBits: 15 });
  const start = () => newCursor(new Uint32Array(4).fill(70000), new Uint16Array(900).fill(12345));

  test("is made at the first call, and anew after a trap, which is not swallowed", () => {
    const host = createHost(true);
    const kernel = wasmKernel("wasm", host, NO_MINIMUMS);
    expect(host.instance).toBeUndefined();
    kernel.decodeSymbols(start(), model, new Uint8Array(9));
    const first = host.instance!;
    kernel.decodeSymbols(start(), model, new Uint8Array(9));
    expect(host.instance).toBe(first);

    const trap = new WebAssembly.RuntimeError("unreachable");
    const decodePacked = (): never => {
      throw trap;
    };
    host.instance = { ...first, exports: { ...first.exports, decodePacked } };
    expect(() => kernel.decodeSymbols(start(), model, new Uint8Array(9))).toThrow(trap);
    expect(host.instance).toBeUndefined();
    kernel.decodeSymbols(start(), model, new Uint8Array(9));
    expect(host.instance).not.toBe(first);
  });

  test("grows its memory for the rows of a model, and sees what lies there", () => {
    const host = createHost(true);
    const kernel = wasmKernel("wasm", host, NO_MINIMUMS);
    kernel.decodeSymbols(start(), model, new Uint8Array(9));
    const before = host.instance!.bytes.length;
    const out = new Uint8Array(500);
    const expected = new Uint8Array(500);
    kernel.decodeSymbols(start(), pairs, out);
    tsKernel.decodeSymbols(start(), pairs, expected);
    expect(out).toEqual(expected);
    expect(host.instance!.bytes.length).toBeGreaterThan(before + 2 ** 23);
    expect(host.instance!.bytes.buffer).toBe(host.instance!.exports.memory.buffer);
  });

  test("that gets no more memory leaves the call to TypeScript", () => {
    const host = createHost(true);
    const kernel = wasmKernel("wasm", host, NO_MINIMUMS);
    const grow = vi.spyOn(WebAssembly.Memory.prototype, "grow").mockImplementation(() => {
      throw new RangeError("out of memory");
    });
    const out = new Uint8Array(500);
    const expected = new Uint8Array(500);
    kernel.decodeSymbols(start(), pairs, out);
    tsKernel.decodeSymbols(start(), pairs, expected);
    expect(grow).toHaveBeenCalledTimes(1);
    grow.mockRestore();
    expect(out).toEqual(expected);
  });
});
