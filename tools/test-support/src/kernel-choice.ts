import { afterEach, expect, test, vi } from "vitest";

/**
 * The tests that a package gives brio-kernel-host the right kernels to choose from, and that its own refuse in time where the engine does:
 * when they are made. To be called inside of a `describe`; every test begins with modules that were not loaded yet.
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

  test("without the variable it is WebAssembly with vectors", async () => {
    expect(await chosenWith(undefined)).toBe("wasm");
  });

  test("where the module with vectors is refused, it is WebAssembly without", async () => {
    vi.stubGlobal("WebAssembly", refusing(1));
    expect(await chosenWith(undefined)).toBe("wasm-scalar");
  });

  test.each([
    ["missing", undefined],
    ["refused", refusing(Number.POSITIVE_INFINITY)],
  ])("where WebAssembly is %s, it is TypeScript; an explicit choice of it fails", async (_, value) => {
    vi.stubGlobal("WebAssembly", value);
    expect(await chosenWith(undefined)).toBe("ts");
    await expect(chosenWith("wasm")).rejects.toThrow();
  });
}

/** WebAssembly that refuses to compile the first modules that it is given. */
function refusing(count: number): object {
  const { Module, Instance, Memory, CompileError } = WebAssembly;
  let given = 0;
  return {
    Instance,
    Memory,
    CompileError,
    Module: class extends Module {
      constructor(bytes: BufferSource) {
        if (given++ < count) throw new CompileError("refused by the content security policy");
        super(bytes);
      }
    },
  };
}
