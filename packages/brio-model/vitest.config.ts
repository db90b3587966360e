import { defineConfig } from "vitest/config";
import { shared } from "../../.vitest.shared.ts";

/** What goes through the public functions runs once more on each kernel. */
const ON_EVERY_KERNEL = ["stream", "hostile", "bounds"].map((name) => `test/${name}.test.ts`);

const project = (name: string, test: object): object => ({
  test: { ...shared.test, reporters: [], ...test, name },
});

export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    projects: [
      project("default", {}),
      ...["ts", "wasm", "wasm-scalar"].map((kernel) =>
        project(kernel, { include: ON_EVERY_KERNEL, env: { BRIO_KERNEL: kernel } }),
      ),
    ],
  },
});
