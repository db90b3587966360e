import { afterEach, expect, test, vi } from "vitest";

/**
 * The tests of how a package chooses its kernel: by the variable BRIO_KERNEL or by what the engine has. To be called inside of a
 * `describe`; every test begins with modules that were not loaded yet.
 *
 * @param chosen - loads the module that chooses, and returns the name of the kernel it chose
 */
export function testKernelChoice(chosen: () => Promise<string>): void {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  /** Which kernel a process chooses with that variable. */
  async function chosenWith(variable: string | undefined): Promise<string> {
    vi.stubEnv("BRIO_KERNEL", variable);
    vi.resetModules();
    return chosen();
  }

  test.each(["ts", "wasm", "wasm-scalar"])("BRIO_KERNEL=%s is that one", async (name) => {
    expect(await chosenWith(name)).toBe(name);
  });

  test.each(["WASM", "", "toString"])("BRIO_KERNEL=%j is a RangeError that names it", async (name) => {
    await expect(chosenWith(name)).rejects.toThrow(
      new RangeError(`BRIO_KERNEL must be one of ts, wasm, wasm-scalar, got ${name}`),
    );
  });

  test("without the variable it is WebAssembly with vectors", async () => {
    expect(await chosenWith(undefined)).toBe("wasm");
  });

  test("where vectors are not known, it is WebAssembly without", async () => {
    vi.stubGlobal("WebAssembly", { ...webAssembly(), validate: () => false });
    expect(await chosenWith(undefined)).toBe("wasm-scalar");
  });

  test.each([
    ["missing", undefined],
    [
      "refused",
      {
        ...webAssembly(),
        Module: class {
          constructor() {
            throw new WebAssembly.CompileError("refused by the content security policy");
          }
        },
      },
    ],
  ])("where WebAssembly is %s, it is TypeScript; an explicit choice of it fails", async (_, value) => {
    vi.stubGlobal("WebAssembly", value);
    expect(await chosenWith(undefined)).toBe("ts");
    await expect(chosenWith("wasm")).rejects.toThrow();
  });
}

/** What a spread of the namespace leaves out, as its properties cannot be enumerated. */
function webAssembly(): object {
  const { Module, Instance, Memory, CompileError, validate } = WebAssembly;
  return { Module, Instance, Memory, CompileError, validate };
}
