import { afterEach, describe, expect, test, vi } from "vitest";
import { kernelVariable, type MakeWasmKernel, selectKernel } from "../src/index.ts";

/** A kernel of these tests is a text: its name, and whether it was forced. */
const select = (wasmKernel: MakeWasmKernel<string>): string => selectKernel("ts", wasmKernel);

const make: MakeWasmKernel<string> = (name, isForced) => (isForced ? `${name}, forced` : name);

/** As an engine that refuses modules has it: all, or those with vectors. */
const refuse = (): never => {
  throw new WebAssembly.CompileError("refused");
};
const refuseVectors: MakeWasmKernel<string> = (name, isForced) =>
  name === "wasm" ? refuse() : make(name, isForced);

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

describe("with BRIO_KERNEL", () => {
  test.each([
    ["ts", "ts"],
    ["wasm", "wasm, forced"],
    ["wasm-scalar", "wasm-scalar, forced"],
  ])("%s it is that one, for every input", (name, kernel) => {
    vi.stubEnv("BRIO_KERNEL", name);
    expect(kernelVariable()).toBe(name);
    expect(select(make)).toBe(kernel);
  });

  test.each(["WASM", "", "toString"])("%j it is a RangeError that names it", (name) => {
    vi.stubEnv("BRIO_KERNEL", name);
    expect(() => select(make)).toThrow(
      new RangeError(`BRIO_KERNEL must be one of ts, wasm, wasm-scalar, got ${name}`),
    );
  });

  test.each(["wasm", "wasm-scalar"])("%s it is an error where the engine refuses that", (name) => {
    vi.stubEnv("BRIO_KERNEL", name);
    expect(() => select(refuse)).toThrow(WebAssembly.CompileError);
  });
});

describe("without BRIO_KERNEL", () => {
  test("it is WebAssembly with vectors, and no other is made", () => {
    vi.stubEnv("BRIO_KERNEL", undefined);
    expect(kernelVariable()).toBe(undefined);
    const made = vi.fn(make);
    expect(select(made)).toBe("wasm");
    expect(made).toHaveBeenCalledTimes(1);
  });

  test("where vectors are refused, it is WebAssembly without", () => {
    vi.stubEnv("BRIO_KERNEL", undefined);
    expect(select(refuseVectors)).toBe("wasm-scalar");
  });

  test("where all modules are refused, it is TypeScript", () => {
    vi.stubEnv("BRIO_KERNEL", undefined);
    expect(select(refuse)).toBe("ts");
  });

  test("where numbers lie most significant byte first, it is TypeScript", async () => {
    vi.stubEnv("BRIO_KERNEL", undefined);
    vi.stubGlobal("Uint16Array", { of: () => Uint8Array.of(0, 1) });
    vi.resetModules();
    const bigEndian = await import("../src/index.ts");
    expect(bigEndian.IS_LITTLE_ENDIAN).toBe(false);
    expect(bigEndian.selectKernel("ts", make)).toBe("ts");
  });

  test.each([
    ["a process", undefined],
    ["an environment", {}],
  ])("nor %s to have it, it is what the engine has", (_, process) => {
    vi.stubEnv("BRIO_KERNEL", "ts");
    vi.stubGlobal("process", process);
    const selected = select(make);
    vi.unstubAllGlobals();
    expect(selected).toBe("wasm");
  });
});
